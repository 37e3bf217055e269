"""Joining records into persons by evidence, and never against a rejection.

A record is one naming of a person in a roster. Joins are tried in the order of their evidence; one that would
bring two records together that somebody has rejected as one person is left out, whichever way round.

>>> clusters = Clusters(["a", "b", "c"], rejected=[("a", "c")])
>>> clusters.join("a", "b"), clusters.join("b", "c")
(True, False)
>>> sorted(clusters.members("a"))
['a', 'b']
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Clusters"]


class Clusters:
    """Sets of records that mean one person; grows by :meth:`join` only."""

    def __init__(self, records: Iterable[str], *, rejected: Iterable[tuple[str, str]] = ()) -> None:
        self._leader = {record: record for record in records}
        self._members: dict[str, list[str]] = {record: [record] for record in self._leader}
        self._rejected: dict[str, set[str]] = {}
        for a, b in rejected:
            self._rejected.setdefault(a, set()).add(b)
            self._rejected.setdefault(b, set()).add(a)

    def join(self, a: str, b: str) -> bool:
        """Makes one person of two records' persons; False where a rejection forbids it."""
        first, second = self._leader[a], self._leader[b]
        if first == second:
            return True
        if self._forbidden(first, second):
            return False
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        for record in self._members.pop(second):
            self._leader[record] = first
            self._members[first].append(record)
        return True

    def may_join(self, a: str, b: str) -> bool:
        """Whether both records mean one person or could, as far as rejections go."""
        first, second = self._leader[a], self._leader[b]
        return first == second or not self._forbidden(first, second)

    def joined(self, a: str, b: str) -> bool:
        """Whether both records mean one person."""
        return self._leader[a] == self._leader[b]

    def leader(self, record: str) -> str:
        """The record that stands for the person; another one may after the next join."""
        return self._leader[record]

    def leaders(self) -> dict[str, str]:
        """Who stands for whom at this moment, as a copy."""
        return dict(self._leader)

    def members(self, record: str) -> set[str]:
        """Every record that means the same person."""
        return set(self._members[self._leader[record]])

    def all(self) -> Iterable[list[str]]:
        """Every person as its records, in no order."""
        return self._members.values()

    def _forbidden(self, first: str, second: str) -> bool:
        if not self._rejected:
            return False
        return any(
            self._leader.get(other) == second
            for record in self._members[first]
            for other in self._rejected.get(record, ())
        )
