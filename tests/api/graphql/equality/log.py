"""The log of changes: every line of it taken apart, put in order, and cut to a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from graph.as_of import ZONE
from tests.api.graphql.equality.answers import Found
from tests.api.graphql.equality.facts import Node
from tests.api.graphql.equality.pages import DEFAULT, read_cursor, write_cursor
from tests.api.graphql.equality.view import View

__all__ = ["SIGNATURE", "ChangeLog"]

SIGNATURE = ["ChangeEntry"]
_ORDER = ("created", "changed", "ended")


@dataclass(frozen=True)
class Line:
    """One change of one node."""

    id: str
    kind: str
    what: str
    on: str
    at: datetime
    batch: str | None
    node: Node | None

    @property
    def place(self) -> tuple[Any, ...]:
        """Newest first; of one time by batch, by what happened, by type, by id."""
        return (-self.at.timestamp(), self.batch or "", _ORDER.index(self.what), self.kind, self.id)


@dataclass(frozen=True)
class ChangeLog:
    """What happened since a day to nodes that the viewer may see."""

    view: View
    given: Mapping[str, Any]

    @cached_property
    def lines(self) -> list[Line]:
        """All of them, in order."""
        since = datetime.combine(date.fromisoformat(self.given["since"]), time(), ZoneInfo(ZONE))
        found = [line for row in self.view.facts.log if row["at"] >= since for line in self._lines(row)]
        return sorted((line for line in found if self._tells(line)), key=lambda line: line.place)

    def _lines(self, row: Mapping[str, Any]) -> list[Line]:
        ids = row["ids"].split("\n")
        days = row["days"].split("\n") if "days" in row else [row["on"].isoformat()] * len(ids)
        nodes = self.view.facts.nodes
        return [
            Line(id, row["kind"], row["what"], day, row["at"], row.get("batch"), nodes.get(id))
            for id, day in zip(ids, days, strict=True)
        ]

    def _tells(self, line: Line) -> bool:
        kinds = self.given.get("kinds")
        if not self.view.may_see(line.kind) or (kinds is not None and line.kind not in kinds):
            return False
        return self.view.in_scope(line.node) if line.node is not None else not self.view.viewer.areas

    @cached_property
    def _page(self) -> tuple[list[Line], bool]:
        after = self.given.get("after")
        start = 0
        if after is not None:
            (place,), _, _ = read_cursor(after, SIGNATURE)
            start = next((n for n, line in enumerate(self.lines) if line.place > tuple(place)), len(self.lines))
        first = DEFAULT if self.given.get("first") is None else self.given["first"]
        return self.lines[start : start + first], len(self.lines) > start + first

    def answer(self, name: str, _: Mapping[str, Any]) -> Any:
        """A part of the page."""
        found, more = self._page
        if name == "totalCount":
            return len(self.lines)
        if name == "pageInfo":
            ends: list[str | None] = [*map(_cursor, found)] or [None]
            late = self.given.get("after") is not None
            return {"hasNextPage": more, "hasPreviousPage": late, "startCursor": ends[0], "endCursor": ends[-1]}
        shown = [self._shown(line) for line in found]
        return (
            shown
            if name == "nodes"
            else [{"cursor": _cursor(line), "node": row} for line, row in zip(found, shown, strict=True)]
        )

    def _shown(self, line: Line) -> dict[str, Any]:
        told = not self.view.viewer.areas and self.view.may_see("ImportBatch")
        node = Found(self.view, line.node) if line.node is not None else None
        return {
            "id": line.id, "kind": line.kind, "what": line.what, "on": line.on, "at": line.at.isoformat(),
            "batch": line.batch if told else None, "node": node,
        }  # fmt: skip


def _cursor(line: Line) -> str:
    return write_cursor(((list(line.place),), line.id, ""), SIGNATURE)
