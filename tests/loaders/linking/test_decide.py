"""Decisions on links, in the real store: what they change, that loads remember them, that they can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.store.batches import read_batches, undo_batch
from graph.store.connection import Store
from loaders.linking.decide import LinkDecision, Verdict, decide_links
from loaders.linking.secret import Key
from loaders.outcome import Outcome

Load = Callable[..., Outcome]
Write = Callable[..., Path]
Dump = Callable[..., list[str]]
Decide = Callable[..., str | None]

PHONE, STATED, WAITING = "郑志强", "冯国安", "陈玉梅"
"""Who is secretary and director: by name and phone, by a stated post, by name and unit alone."""


@pytest.fixture
def decide(ready_store: Store, key: Key) -> Decide:
    """Decides the one link of that state, or the links of these ids."""

    def decided(verdict: Verdict, *, state: str | None = None, ids: tuple[str, ...] = ()) -> str | None:
        if state:
            ids = tuple(row["id"] for row in ready_store.rows("MATCH (l:Link {state: $s}) RETURN l.id AS id", s=state))
            assert len(ids) == 1
        rows = [LinkDecision(id, verdict, "看过原件") for id in ids]
        return decide_links(ready_store, key, rows, by="tester", as_of=date(2026, 11, 1))

    return decided


def persons(store: Store, name: str) -> list[int]:
    """How many tenures each person of that name has."""
    found = store.rows(
        "MATCH (p:Person {name: $name}) RETURN COUNT { (p)<-[:HOLDER]-(:Tenure) } AS n ORDER BY n", name=name
    )
    return [row["n"] for row in found]


def states(store: Store) -> dict[str, int]:
    """How many links are in each state."""
    found = store.rows("MATCH (l:Link) RETURN l.state AS state, count(*) AS n")
    return {row["state"]: row["n"] for row in found}


def test_load_joins_by_phone_and_statement_and_leaves_the_rest_waiting(
    load: Load, small_district: Path, ready_store: Store
) -> None:
    load(small_district)
    assert states(ready_store) == {"certain": 1, "stated": 1, "pending": 1}
    assert [persons(ready_store, name) for name in (PHONE, STATED, WAITING)] == [[2], [2], [1, 1]]


@pytest.mark.parametrize(("state", "name"), [("certain", PHONE), ("stated", STATED)])
def test_rejected_link_parts_the_persons_and_stays_rejected(
    state: str, name: str, load: Load, small_district: Path, ready_store: Store, decide: Decide, dump: Dump
) -> None:
    load(small_district)
    assert decide("rejected", state=state) == "batch-000002"
    assert persons(ready_store, name) == [1, 1]
    before = dump()
    assert load(small_district).batch is None
    assert dump() == before
    roster = small_district / "党支部书记花名册.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("2021-05-01", "2021-05-11"), encoding="utf-8")
    load(small_district)
    assert persons(ready_store, name) == [1, 1] and states(ready_store)["rejected"] == 1


def test_confirmed_link_makes_one_person_of_two_and_stays(
    load: Load, small_district: Path, ready_store: Store, decide: Decide, dump: Dump
) -> None:
    load(small_district)
    decide("confirmed", state="pending")
    assert persons(ready_store, WAITING) == [2]
    assert states(ready_store) == {"certain": 1, "stated": 1, "confirmed": 1}
    before = dump()
    assert load(small_district).batch is None
    assert dump() == before


def test_rejected_pair_of_the_queue_leaves_it_for_good(
    load: Load, small_district: Path, ready_store: Store, decide: Decide
) -> None:
    load(small_district)
    decide("rejected", state="pending")
    assert persons(ready_store, WAITING) == [1, 1]
    assert load(small_district).batch is None
    assert states(ready_store) == {"certain": 1, "stated": 1, "rejected": 1}


@pytest.mark.parametrize(
    ("state", "verdict"),
    [("certain", "rejected"), ("stated", "rejected"), ("pending", "confirmed"), ("pending", "rejected")],
)
def test_decision_taken_back_brings_everything_back(
    state: str, verdict: Verdict, load: Load, small_district: Path, decide: Decide, dump: Dump
) -> None:
    load(small_district)
    before = dump(facts=True)
    decide(verdict, state=state)
    assert dump(facts=True) != before
    decide("pending", state=verdict)
    assert dump(facts=True) == before


@pytest.mark.parametrize(("state", "verdict"), [("certain", "rejected"), ("pending", "confirmed")])
def test_undo_takes_a_decision_back_exactly(
    state: str, verdict: Verdict, load: Load, small_district: Path, decide: Decide, dump: Dump, ready_store: Store
) -> None:
    load(small_district)
    before = dump(facts=True)
    batch = decide(verdict, state=state)
    undo_batch(ready_store, str(batch))
    assert dump(facts=True) == before
    assert load(small_district).batch is None


def test_decision_is_kept_with_who_when_and_why(
    load: Load, small_district: Path, ready_store: Store, decide: Decide
) -> None:
    load(small_district)
    decide("confirmed", state="pending")
    link = ready_store.one("MATCH (l:Link {state: 'confirmed'}) RETURN l.decidedBy AS by, l.reason AS why, l.at AS at")
    assert link is not None and (link["by"], link["why"]) == ("tester", "看过原件") and link["at"]
    batch = read_batches(ready_store)[-1]
    assert (batch.by, batch.counts) == ("tester", {"decided": 1})


def test_person_parted_by_a_decision_knows_its_row_and_that_it_is_fictional(
    load: Load, write_roster: Write, write_codes: Write, ready_store: Store, decide: Decide
) -> None:
    for name, role, n in (("网格员花名册.csv", "网格长", 1), ("网格指导员名单.csv", "网格指导员", 2)):
        row = ["康吉社区", f"第{n}网格", "张春生", "13800000001"]
        write_roster(name, ["示例数据"], [["社区", "网格名称", role, f"{role}联系电话"], row])
    load(write_codes().parent)
    decide("rejected", state="certain")
    found = ready_store.rows("MATCH (p:Person) RETURN p.synthetic AS fictional, size(p.sources) AS rows")
    assert [tuple(row.values()) for row in found] == [(True, 1), (True, 1)]


def test_decision_on_no_link_decides_nothing(
    load: Load, small_district: Path, ready_store: Store, decide: Decide, dump: Dump
) -> None:
    load(small_district)
    before = dump()
    known = ready_store.one("MATCH (l:Link) RETURN l.id AS id") or {}
    with pytest.raises(UsageError, match="link-none"):
        decide("rejected", ids=(known["id"], "link-none"))
    assert dump() == before


def test_same_decision_again_is_no_batch(load: Load, small_district: Path, ready_store: Store, decide: Decide) -> None:
    load(small_district)
    decide("confirmed", state="pending")
    assert decide("confirmed", state="confirmed") is None
    assert len(read_batches(ready_store)) == 2


def test_both_links_rejected_at_once_are_one_batch(
    load: Load, small_district: Path, ready_store: Store, decide: Decide
) -> None:
    load(small_district)
    ids = [row["id"] for row in ready_store.rows("MATCH (l:Link) WHERE l.state <> 'pending' RETURN l.id AS id")]
    decide("rejected", ids=tuple(ids))
    assert persons(ready_store, PHONE) == persons(ready_store, STATED) == [1, 1]
    assert len(read_batches(ready_store)) == 2


def test_homonyms_are_never_joined(load: Load, write_roster: Write, write_codes: Write, ready_store: Store) -> None:
    """One name at five posts: other phones, no phone, one digit apart, a masked phone. Nobody is anybody else."""
    write_codes()
    headings = ["街道", "社区", "网格名称", "网格长", "网格长联系电话"]
    phones = ["13811110001", "13811110002", "", "138****0001", "13811110003"]
    rows = [["永泰街道", "康吉社区", f"第{n}网格", "王伟", phone] for n, phone in enumerate(phones, start=1)]
    write_roster("网格员花名册.csv", headings, rows)
    load(write_roster("网格长补充.csv", headings, [["古城街道", "大十字社区", "第1网格", "王伟", ""]]).parent)
    assert persons(ready_store, "王伟") == [1] * 6
    assert states(ready_store) == {}


def by_unit(write_roster: Write, folder: Path) -> None:
    """Lets the third director work where the third secretary does, but sit in another compound."""
    from_text = (folder / "党支部书记花名册.csv").read_text(encoding="utf-8-sig")
    (folder / "党支部书记花名册.csv").write_text(from_text.replace("鼓楼里", "东城里"), encoding="utf-8")
    headings = ["街道", "社区", "小区名称", "网格", "户数", "楼栋数"]
    write_roster("小区台账二.csv", headings, [["古城街道", "大十字社区", "东城里", "第1网格", 120, 4]])


def test_pair_of_one_unit_waits_on_when_other_files_are_loaded(
    load: Load, small_district: Path, write_roster: Write, ready_store: Store, decide: Decide, dump: Dump
) -> None:
    by_unit(write_roster, small_district)
    load(small_district)
    before = dump()
    assert states(ready_store)["pending"] == 1
    assert load(small_district / "网格员花名册.xlsx").batch is None
    assert load(small_district / "党支部书记花名册.csv").batch is None
    assert dump() == before
    decide("rejected", state="certain")
    assert states(ready_store) == {"rejected": 1, "stated": 1, "pending": 1}


def test_pair_of_one_unit_waits_again_when_its_decision_is_taken_back(
    load: Load, small_district: Path, write_roster: Write, decide: Decide, dump: Dump
) -> None:
    by_unit(write_roster, small_district)
    load(small_district)
    before = dump(facts=True)
    decide("confirmed", state="pending")
    decide("pending", state="confirmed")
    assert dump(facts=True) == before
