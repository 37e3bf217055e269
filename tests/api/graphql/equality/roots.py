"""Where an operation starts: one and many of each type, and the entries that are no type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from api.accounts.viewer import Viewer
from api.graphql.catalogue import catalogue
from graph.coverage.catalogue import load_rules
from tests.api.graphql.equality.answers import Found, connection
from tests.api.graphql.equality.around import distance, neighbourhood
from tests.api.graphql.equality.facts import Facts, Node
from tests.api.graphql.equality.log import ChangeLog
from tests.api.graphql.equality.runs import newest_run, trend_of
from tests.api.graphql.equality.searching import search
from tests.api.graphql.equality.view import Neighbour, View

__all__ = ["Roots"]

Arguments = Mapping[str, Any]


class Roots:
    """The root of all reads, for one viewer; a view of the facts is made once for each day."""

    def __init__(self, facts: Facts, viewer: Viewer, today: date) -> None:
        self._facts, self._viewer, self._today = facts, viewer, today
        self._views: dict[date, View] = {}
        types = [type for type in catalogue().types.values() if type.name != "Node"]
        self._one = {type.one: type.name for type in types} | {"node": "Node"}
        self._many = {type.many: type.name for type in types}

    def view(self, given: str | None) -> View:
        """What is seen on a day; today where none is given."""
        day = self._today if given is None else date.fromisoformat(given)
        return self._views.setdefault(day, View(self._facts, self._viewer, day))

    def answer(self, name: str, given: Arguments) -> Any:
        """The value of a root field."""
        view = self.view(given.get("asOf"))
        if name in self._one:
            node = self._seen(view, given["id"])
            return Found(view, node) if node and node.is_a(self._one[name]) else None
        if name in self._many:
            type = self._many[name]
            return connection(view, type, "", [Neighbour(node) for node in view.of_type(type)], given)
        return _ENTRIES[name](self, view, given)

    def _seen(self, view: View, id: str) -> Node | None:
        node = self._facts.nodes.get(id)
        return node if node and view.alive(node) and view.visible(node) else None

    def _search(self, view: View, given: Arguments) -> Any:
        return search(view, given["text"], given.get("kinds"), 20 if given.get("first") is None else given["first"])

    def _neighbourhood(self, view: View, given: Arguments) -> Any:
        start = self._seen(view, given["id"])
        if start is None:
            return None
        depth, limit = (
            default if given.get(name) is None else given[name] for name, default in (("depth", 1), ("limit", 300))
        )
        return neighbourhood(view, start, depth, given.get("kinds"), limit)

    def _path(self, view: View, given: Arguments) -> Any:
        start, end = self._seen(view, given["from"]), self._seen(view, given["to"])
        most = 8 if given.get("maxLength") is None else given["maxLength"]
        length = distance(view, start, end, given.get("kinds"), most) if start and end else None
        return None if length is None else {"length": length, "nodes": [], "edges": []}

    def _changes(self, view: View, given: Arguments) -> Any:
        return ChangeLog(view, given)

    def _rules(self, _: View, given: Arguments) -> Any:
        chosen = (compiled.rule for compiled in load_rules().values())
        return [
            {
                "id": rule.id, "version": str(rule.version), "name": rule.name.model_dump(), "kind": rule.kind,
                "status": rule.effective_status, "severity": rule.severity, "scope": rule.scope,
                "target": [*rule.target.label], "message": rule.message.model_dump(),
                "remedies": [{"zh": step.zh, "en": step.en} for step in rule.remedies],
                "basis": "；".join(f"{one.document}{one.article or ''}" for one in rule.basis),
                "effectiveFrom": min((one.since.isoformat() for one in rule.basis if one.since), default=None),
            }
            for rule in chosen
            if (given.get("ids") is None or rule.id in given["ids"]) and given.get("kind") in (None, rule.kind)
        ]  # fmt: skip

    def _latest_run(self, view: View, _: Arguments) -> Any:
        run = newest_run(view)
        return Found(view, run) if run else None

    def _trend(self, view: View, given: Arguments) -> Any:
        area = given.get("area")
        if area is None:
            viewer = self._viewer
            told = not viewer.areas or viewer.share_totals
            areas = [node for node in view.facts.nodes.values() if told and node.is_a("District")]
        else:
            areas = [node for node in view.of_type("Area") if area in (node.id, node.values.get("code"))]
        return trend_of(view, areas[0], given["rule"]) if areas else None if area else []

    def _who(self, _: View, __: Arguments) -> Any:
        viewer = self._viewer
        return {"name": viewer.name, "role": viewer.role, "areas": [*viewer.areas], "rights": sorted(viewer.rights)}


_ENTRIES: dict[str, Callable[[Roots, View, Arguments], Any]] = {
    "search": Roots._search,
    "neighbourhood": Roots._neighbourhood,
    "path": Roots._path,
    "changes": Roots._changes,
    "rules": Roots._rules,
    "latestRun": Roots._latest_run,
    "trend": Roots._trend,
    "viewer": Roots._who,
}
