"""Whether the chain is whole: every number there once, every hash over the hash before it, and the end where it should be.

What a chain in one store cannot show is that somebody with the store's password made all of it anew from some place on. Who
notes the number and hash of the end elsewhere now and then (on paper, in another system) sees that, too: ``noted``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.accounts.audit.chain import START, Head, hash_of_row
from graph.errors import UsageError
from graph.messages import Message, text

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["Fault", "Verified", "read_noted", "verify_audit"]

ENDS = """
OPTIONAL MATCH (h:AuditHead {id: 'audit'})
RETURN h.number AS number, h.hash AS hash, h.prunedNumber AS prunedNumber, h.prunedHash AS prunedHash
"""
PAGE = """
MATCH (e:AuditEntry) WHERE e.number > $after AND e.number <= $last
WITH e ORDER BY e.number LIMIT $limit
RETURN collect(properties(e)) AS rows
"""
_MOST = "MATCH (e:AuditEntry) RETURN max(e.number) AS most, count(e) AS count, count(e.number) AS numbered"
ROWS = 5_000
_NO_NUMBER = -1


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain is not whole: the number of the entry, what is wrong in one word, and a text."""

    number: int
    what: str
    message: Message


@dataclass(frozen=True)
class Verified:
    """How many entries hang together from ``start`` to ``head``, and every place where they do not."""

    entries: int
    start: Head
    head: Head
    faults: tuple[Fault, ...]


def verify_audit(store: Store, *, noted: Head | None = None) -> Verified:
    """Goes through the whole chain, in pages, within one transaction; entries appended meanwhile are left out."""
    return store.read(lambda tx: _verify(tx, noted))


def read_noted(text: str) -> Head:
    """The end of a chain as somebody noted it, ``NUMBER:HASH``; raises ``UsageError`` for anything else.

    >>> read_noted("12:" + "0a" * 32).number
    12
    """
    number, _, told = text.partition(":")
    if not number.isdecimal() or len(told) != 64 or set(told) - set("0123456789abcdef"):
        raise UsageError("accounts.bad_noted", value=text)
    return Head(int(number), told)


def ends_of(tx: ManagedTransaction) -> tuple[Head, Head]:
    """Where the chain begins (after what was pruned) and where it ends."""
    row = tx.run(ENDS).single(strict=True)
    return (
        Head(row["prunedNumber"] or 0, row["prunedHash"] or START.hash),
        Head(row["number"] or 0, row["hash"] or START.hash),
    )


def pages(tx: ManagedTransaction, after: int, last: int) -> Iterator[list[dict[str, Any]]]:
    """Entries with numbers after one and up to another, in order, some thousands at a time."""
    while rows := tx.run(PAGE, after=after, last=last, limit=ROWS).single(strict=True)["rows"]:
        yield rows
        after = rows[-1]["number"]


def _verify(tx: ManagedTransaction, noted: Head | None) -> Verified:
    told = tx.run(_MOST).single(strict=True)
    start, head = ends_of(tx)
    walk = _Walk(start, noted)
    for rows in pages(tx, _NO_NUMBER, head.number):
        for row in rows:
            walk.step(row)
    walk.end(head)
    if (told["most"] or 0) > head.number:
        walk.fault(told["most"], "foreign")
    if told["count"] != told["numbered"]:
        walk.fault(0, "unnumbered")
    return Verified(walk.entries, start, head, tuple(walk.faults))


class _Walk:
    """One pass along the chain."""

    def __init__(self, start: Head, noted: Head | None) -> None:
        self.entries = 0
        self.faults: list[Fault] = []
        self._at = start
        self._noted = noted
        if noted == start:
            self._noted = None

    def step(self, row: dict[str, Any]) -> None:
        """The next entry: no number left out, none twice, and the hash that follows on the one before."""
        number, told = row["number"], str(row.get("hash", ""))
        if number <= self._at.number:
            self.fault(number, "twice" if self.entries else "foreign")
            return
        if number > self._at.number + 1:
            self.fault(self._at.number + 1, "missing", until=number - 1)
        elif hash_of_row(self._at.hash, row) != told:
            self.fault(number, "changed")
        self.entries += 1
        self._at = Head(number, told)
        if self._noted is not None and self._noted.number == number:
            if self._noted.hash != told:
                self.fault(number, "noted")
            self._noted = None

    def end(self, head: Head) -> None:
        """The last entry is the one that the head knows, and the noted one was met."""
        if self._at.number < head.number:
            self.fault(self._at.number + 1, "missing", until=head.number)
        elif self._at.hash != head.hash:
            self.fault(head.number, "head")
        if self._noted is not None:
            self.fault(self._noted.number, "noted")

    def fault(self, number: int, what: str, **values: Any) -> None:
        """Notes a fault."""
        self.faults.append(Fault(number, what, text(f"accounts.audit_{what}", number=number, **values)))
