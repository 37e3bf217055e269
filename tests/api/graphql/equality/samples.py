"""Values to ask for: mostly such as the store holds, so that conditions match something, and now and then a trap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from api.graphql.catalogue import NodeType, Scalar, catalogue
from tests.api.graphql.equality.district import DAYS, TRAPS
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.literals import Word

__all__ = ["Samples"]

_T = TypeVar("_T")
_FEW = 60


class Samples:
    """Draws values out of the facts."""

    def __init__(self, facts: Facts, rng: Random) -> None:
        self._rng = rng
        self._values: dict[tuple[str, str], list[Any]] = {}
        self._ids: dict[str, list[str]] = {}
        nodes = [*facts.nodes.values()]
        rng.shuffle(nodes)
        for node in nodes:
            for name in {"Node", *node.labels}:
                self._ids.setdefault(name, []).append(node.id)
                for key, value in node.values.items():
                    held = self._values.setdefault((name, key), [])
                    if len(held) < _FEW and value not in held:
                        held.append(value)

    def chance(self, share: float) -> bool:
        """True so often."""
        return self._rng.random() < share

    def one(self, of: Sequence[_T]) -> _T:
        """One of them."""
        return self._rng.choice(of)

    def some(self, of: Sequence[_T], most: int) -> list[_T]:
        """A few different ones, in any order."""
        return self._rng.sample(of, min(len(of), self._rng.randint(1, most)))

    def number(self, least: int, most: int) -> int:
        """A number between these, both included."""
        return self._rng.randint(least, most)

    def id(self, type: str) -> str:
        """The id of a node of a type; seldom of another, or of none."""
        if self.chance(0.05):
            return self.one(["", "outside", "nowhere", *TRAPS, self.one(self._ids["Node"])])
        return self.one(self._ids.get(type) or self._ids["Node"])

    def day(self) -> str:
        """A day to look at."""
        return self.one(DAYS).isoformat()

    def text(self, type: str) -> str:
        """Something to search for: part of a name, a code, pinyin or initials, or a trap."""
        key = self.one(["name", "name", "code", "pinyin", "initials", "aliases", "shortName", "title"])
        found = self._values.get((type, key)) or self._values.get(("Node", key)) or TRAPS
        value = self.one(found)
        return self._part(str(value[0] if isinstance(value, list) and value else value))

    def value(self, type: NodeType, scalar: Scalar) -> Any:
        """A value for a property, as an operand."""
        if scalar.enum is not None:
            return Word(self.one([*catalogue().enums[scalar.enum].values]))
        held = self._values.get((type.name, scalar.key), [])
        value = self.one(held) if held and self.chance(0.9) else None
        if scalar.many:
            return self.one(value) if value else self.one(TRAPS)
        return _MAKERS[scalar.kind](self, value)

    def near(self, type: NodeType, scalar: Scalar) -> Any:
        """Part of a text for ``contains`` and its like; seldom a trap."""
        value = self.value(type, scalar)
        return value if isinstance(value, Word) else self._part(str(value))

    def _part(self, value: str) -> str:
        if not value or self.chance(0.1):
            return self.one(TRAPS)
        start = self.number(0, len(value) - 1)
        return value[start : self.number(start + 1, min(len(value), start + 4))]

    def _number(self, value: Any) -> int:
        return int(value) + self.one([0, 0, 1, -1]) if value is not None else self.one([0, 1, -1, 300, 2**31 - 1])

    def _float(self, value: Any) -> float:
        return float(value) + self.one([0.0, 0.0, 0.5, -1.0]) if value is not None else self.one([0.0, -0.5, 40.1, 1e9])

    def _date(self, value: Any) -> str:
        day: date = value if value is not None else self.one(DAYS)
        return (day + timedelta(days=self.one([0, 0, 1, -1]))).isoformat()

    def _moment(self, value: Any) -> str:
        moment: datetime = value if value is not None else datetime.fromisoformat("2026-11-26T08:30:00+00:00")
        return moment.isoformat().replace("+00:00", self.one(["Z", "+00:00"]))

    def _name(self, value: Any) -> str:
        return str(value) if value is not None else self.one(TRAPS)

    def _flag(self, value: Any) -> bool:
        return self.chance(0.5)


_MAKERS: dict[str, Any] = {
    "ID": Samples._name,
    "String": Samples._name,
    "Int": Samples._number,
    "Float": Samples._float,
    "Boolean": Samples._flag,
    "Date": Samples._date,
    "DateTime": Samples._moment,
}
