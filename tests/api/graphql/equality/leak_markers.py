"""Values that nothing of the district has, given to nodes outside a scope: an answer with one of them tells what it must not."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

import orjson

from api.graphql.catalogue import Scalar
from graph.store.connection import Store
from tests.api.graphql.equality.facts import Facts, Node
from tests.api.graphql.equality.view import View

__all__ = ["Marks", "leaks", "marks_of", "outside_of", "plant"]

_KEPT = ("id", "validFrom", "validTo", "asOf", "at", "state", "rule")
"""Properties that say who is alive, or what other nodes are read by: these keep their values."""
_MANY = 30


@dataclass(frozen=True)
class Marks:
    """One set of values, by the kind of property."""

    text: str
    whole: int
    part: float
    day: date

    @property
    def values(self) -> dict[str, Any]:
        """The values as conditions are written."""
        moment = datetime.combine(self.day, datetime.min.time(), UTC).isoformat()
        return {"String": self.text, "Int": self.whole, "Float": self.part, "Date": self.day.isoformat(), "DateTime": moment,
                "list": self.text}  # fmt: skip

    def of(self, scalar: Scalar) -> Any:
        """What a property is given; None for what has no room for a mark."""
        if scalar.key in _KEPT or scalar.enum is not None:
            return None
        if scalar.many:
            return [self.text]
        made = {"String": self.text, "Int": self.whole, "Float": self.part, "Date": self.day,
                "DateTime": datetime.combine(self.day, datetime.min.time(), UTC), "JSON": f'{{"{self.text}": 1}}'}  # fmt: skip
        return made.get(scalar.kind)

    @property
    def patterns(self) -> tuple[str, ...]:
        """What to look for in the bytes of an answer."""
        return (self.text, str(self.whole), str(self.part), self.day.isoformat())


def marks_of(place: int) -> tuple[Marks, Marks]:
    """Two sets of values, others for each place."""
    texts = ("漏zqxleak", "泄vkwseep", "露yjqdrip", "溢hxvflow")
    first, second = (
        Marks(
            texts[2 * place + turn],
            987_654_321 - 10_000 * place - turn,
            98_765.4321 + place + turn / 8,
            date(2188 + place, 12, 21 + turn),
        )
        for turn in (0, 1)
    )
    return first, second


def outside_of(view: View, facts: Facts) -> list[Node]:
    """The nodes that the viewer's scope leaves out."""
    return [node for node in facts.nodes.values() if not view.in_scope(node)]


def plant(store: Store, nodes: Iterable[Node], marks: Marks) -> dict[str, int]:
    """Gives some nodes of each type the values, texts each with a number so that they stay unique; how many nodes of each."""
    seen: dict[str, int] = {}
    rows: list[dict[str, Any]] = []
    for number, node in enumerate(sorted(nodes, key=attrgetter("id"))):
        if seen.setdefault(node.type.name, 0) < _MANY:
            seen[node.type.name] += 1
            given = {row.key: marks.of(row) for row in node.type.scalars.values()}
            values = {key: f"{value}{number}" if isinstance(value, str) and not value.startswith("{") else value
                      for key, value in given.items() if value is not None}  # fmt: skip
            rows.append({"id": node.id, "values": values})
    store.write(
        lambda tx: tx.run("UNWIND $rows AS row MATCH (n {id: row.id}) SET n += row.values", rows=rows).consume()
    )
    return seen


def leaks(body: bytes, marks: Iterable[Marks], ids: frozenset[str]) -> list[str]:
    """The marks and ids of nodes outside that an answer holds, in plain words or inside a cursor."""
    text = orjson.dumps(orjson.loads(body)).decode()
    hidden = "\n".join(_unpacked(token) for token in re.findall(r'"([A-Za-z0-9_-]{20,}=*)"', text))
    found = [pattern for one in marks for pattern in one.patterns if pattern in text or pattern in hidden]
    return found + sorted(ids.intersection(re.findall(r'"([^"\\]+)"', f"{text}\n{hidden}")))


def _unpacked(token: str) -> str:
    """What a token says that may be a cursor; nothing if it is none."""
    try:
        return urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode(errors="replace")
    except binascii.Error:
        return ""
