"""What somebody with the store's password does to the audit, and how it is seen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from api.accounts.audit.append import append_entries
from api.accounts.audit.chain import Head, hash_of_row
from api.accounts.audit.entry import Entry
from api.accounts.audit.prune import prune_audit
from api.accounts.audit.read import Chosen, read_audit
from api.accounts.audit.verify import read_noted, verify_audit
from api.accounts.clock import moment
from graph.errors import StoreRefused, UsageError
from graph.store.connection import Store

START = datetime(2026, 1, 1, tzinfo=UTC)


def month(number: int) -> str:
    return moment(START + timedelta(30 * number))


@pytest.fixture
def chain(accounts_store: Store) -> Store:
    """Twelve entries, a month apart, of three people."""
    told = [
        Entry(who="甲乙丙"[number % 3], action="read", by="token", personal=number == 5, at=month(number))
        for number in range(12)
    ]
    accounts_store.write(lambda tx: append_entries(tx, told[:7]))
    accounts_store.write(lambda tx: append_entries(tx, told[7:]))
    return accounts_store


def run(store: Store, cypher: str, **parameters: Any) -> None:
    store.write(lambda tx: tx.run(cypher, parameters).consume())


def faults(store: Store, noted: Head | None = None) -> list[tuple[int, str]]:
    return [(fault.number, fault.what) for fault in verify_audit(store, noted=noted).faults]


def test_whole_chain_has_no_fault(chain: Store) -> None:
    found = verify_audit(chain)
    assert (found.entries, found.start.number, found.head.number, found.faults) == (12, 0, 12, ())
    assert faults(chain, noted=found.head) == [] == faults(chain, noted=Head(0, ""))


def test_empty_audit_has_no_fault(accounts_store: Store) -> None:
    assert verify_audit(accounts_store).entries == 0 and faults(accounts_store) == []


@pytest.mark.parametrize(("done", "seen"), [
    ("MATCH (e:AuditEntry {number: 4}) SET e.who = '别人'", [(4, "changed")]),
    ("MATCH (e:AuditEntry {number: 4}) SET e.added = true", [(4, "changed")]),
    ("MATCH (e:AuditEntry {number: 6}) REMOVE e.personal", [(6, "changed")]),
    ("MATCH (e:AuditEntry {number: 6}) SET e.personal = datetime()", [(6, "changed")]),
    ("MATCH (e:AuditEntry {number: 4}) REMOVE e.hash", [(4, "changed"), (5, "changed")]),
    ("MATCH (e:AuditEntry {number: 4}) SET e.hash = 'x'", [(4, "changed"), (5, "changed")]),
    ("MATCH (e:AuditEntry) WHERE e.number IN [4, 5] DELETE e", [(4, "missing")]),
    ("MATCH (e:AuditEntry {number: 1}) DELETE e", [(1, "missing")]),
    ("MATCH (e:AuditEntry) WHERE e.number > 10 DELETE e", [(11, "missing")]),
    ("MATCH (e:AuditEntry) DELETE e", [(1, "missing")]),
    ("MATCH (a:AuditEntry {number: 4}), (b:AuditEntry {number: 8}) WITH a, b, a.who AS who SET a.who = b.who SET b.who = who",
     [(4, "changed"), (8, "changed")]),
    ("MATCH (a:AuditEntry {number: 4}), (b:AuditEntry {number: 8}) SET a.number = -9 SET b.number = 4 SET a.number = 8",
     [(4, "changed"), (5, "changed"), (8, "changed"), (9, "changed")]),
    ("MATCH (e:AuditEntry {number: 12}) DELETE e WITH 1 AS x MATCH (h:AuditHead) SET h.number = 11", [(11, "head")]),
    ("MATCH (h:AuditHead) DELETE h", [(12, "foreign")]),
    ("MATCH (h:AuditHead) SET h.number = 9", [(9, "head"), (12, "foreign")]),
    ("CREATE (:AuditEntry {who: '甲', key: 'x'})", [(0, "unnumbered")]),
    ("MATCH (e:AuditEntry {number: 4}) SET e.number = '4'", [(4, "missing")]),
    ("CREATE (:AuditEntry {who: '甲', key: 'x', number: 99})", [(99, "foreign")]),
    ("CREATE (:AuditEntry {who: '甲', key: 'x', number: 0})", [(0, "foreign")]),
])  # fmt: skip
def test_what_was_done_to_it_is_seen(done: str, seen: list[tuple[int, str]], chain: Store) -> None:
    run(chain, done)
    assert faults(chain)[: len(seen)] == seen


def test_two_entries_of_one_number_are_seen_where_the_constraint_is_gone(chain: Store) -> None:
    run(chain, "DROP CONSTRAINT accounts_AuditEntry_number")
    run(chain, "MATCH (e:AuditEntry {number: 4}) CREATE (f:AuditEntry) SET f += e {.*, key: 'x'}")
    assert (4, "twice") in faults(chain)


def test_chain_made_anew_is_seen_by_whoever_noted_its_end(chain: Store) -> None:
    noted = verify_audit(chain).head
    rows = [row["e"] for row in chain.rows("MATCH (e:AuditEntry) RETURN properties(e) AS e ORDER BY e.number")]
    rows[3]["who"], before = "别人", ""
    for row in rows:
        before = row["hash"] = hash_of_row(before, row)
    run(chain, "UNWIND $rows AS row MATCH (e:AuditEntry {number: row.number}) SET e = row", rows=rows)
    run(chain, "MATCH (h:AuditHead) SET h.hash = $hash", hash=before)
    assert faults(chain) == []
    assert faults(chain, noted=noted) == [(12, "noted")]
    assert faults(chain, noted=Head(40, noted.hash)) == [(40, "noted")]


@pytest.mark.parametrize("text", ["", "12", "12:", "x:" + "0" * 64, "12:" + "G" * 64, "12:" + "0" * 63])
def test_note_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="编号:散列"):
        read_noted(text)


def test_appending_after_tampering_heals_nothing(chain: Store) -> None:
    run(chain, "MATCH (e:AuditEntry {number: 4}) SET e.who = '别人'")
    chain.write(lambda tx: append_entries(tx, [Entry(who="丁", action="read", by="token")]))
    assert faults(chain) == [(4, "changed")]


def test_pruned_chain_still_hangs_together(chain: Store) -> None:
    today = START + timedelta(30 * 11)
    assert prune_audit(chain, date(2026, 5, 15), by="root", clock=lambda: today) == 5
    found = verify_audit(chain)
    assert (found.entries, found.start.number, found.head.number, found.faults) == (8, 5, 13, ())
    last = read_audit(chain, Chosen())[-1]
    assert (last["action"], last["who"], last["note"][:11]) == ("audit-pruned", "root", "entries 1-5")
    assert prune_audit(chain, date(2026, 5, 15), by="root", clock=lambda: today) == 0
    run(chain, "MATCH (e:AuditEntry {number: 6}) DELETE e")
    assert faults(chain)[0] == (6, "missing")


def test_what_is_younger_than_six_months_stays(chain: Store) -> None:
    with pytest.raises(UsageError, match="184 天"):
        prune_audit(chain, date(2026, 6, 2), by="root", clock=lambda: datetime(2026, 12, 2, tzinfo=UTC))
    assert verify_audit(chain).entries == 12


def test_broken_chain_is_not_pruned(chain: Store) -> None:
    run(chain, "MATCH (e:AuditEntry {number: 2}) SET e.who = '别人'")
    with pytest.raises(StoreRefused, match="第 2 条"):
        prune_audit(chain, date(2026, 5, 15), by="root", clock=lambda: START + timedelta(330))
    assert verify_audit(chain).entries == 12


def test_listing_takes_the_newest_of_those_chosen(chain: Store) -> None:
    def numbers(**chosen: Any) -> list[int]:
        return [row["number"] for row in read_audit(chain, Chosen(**chosen))]

    assert numbers(limit=3) == [10, 11, 12]
    assert numbers(who="乙", limit=2) == [8, 11]
    assert numbers(personal=True) == [6]
    assert numbers(since=date(2026, 10, 28)) == [11, 12]
