"""The fields written by hand, each with arguments that fit: computed ones of nodes, and the entries that are no type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from api.graphql.catalogue import NodeType, catalogue
from graph.model import load_model
from tests.api.graphql.equality.district import DAYS
from tests.api.graphql.equality.literals import Word
from tests.api.graphql.equality.tally import argument_key

if TYPE_CHECKING:
    from tests.api.graphql.equality.operations import Operations

__all__ = ["PAGE_INFO", "Entries"]

RULES = ("G01", "P14", "S02", "S04", "N05", "N08", "Y18", "G09", "nothing")
_NUMBERS = ("total", "due", "present", "exempt", "unknown", "gap", "ratio", "value")
_COVERAGE = (
    "ruleVersion",
    "severity",
    "status",
    "asOf",
    "run",
    "ratioLow",
    "ratioHigh",
    "numerator",
    "denominator",
    "unit",
    *_NUMBERS,
)
_RULE = ("version", "kind", "status", "severity", "name { zh en }", "message { zh }", "remedies { zh en }")
LOGGED = ("Grid", "Community", "Post", "Tenure", "Person", "Finding", "Unit", "Indicator", "Link", "Merchant")
PAGE_INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
_RIGHTS = dict.fromkeys(("rules", "latestRun", "trend", "changes"), "analysis")


class Entries:
    """Makes these fields for the operation that is being made."""

    def __init__(self, operations: Operations) -> None:
        self._all, self._samples = operations, operations.samples
        self.made: dict[str, Callable[[], tuple[dict[str, Any], str]]] = {
            "node": self._node,
            "search": self._search,
            "neighbourhood": self._neighbourhood,
            "path": self._path,
            "rules": self._rules,
            "changes": self._changes,
            "latestRun": lambda: ({}, self._all.selection(catalogue().types["Run"], 1)),
            "trend": self._trend,
            "viewer": lambda: ({}, " ".join(self._samples.some(["name", "role", "areas", "rights"], 4))),
        }

    def may(self, name: str) -> bool:
        """Whether the viewer's role opens an entry."""
        return name not in _RIGHTS or self._all.viewer.may(_RIGHTS[name])

    def field(self, name: str) -> str:
        """The entry with arguments and a selection; every argument that is left out is one that may be."""
        given, selection = self.made[name]()
        if name not in ("rules", "viewer") and (self._asks(name, "asOf") or self._samples.chance(0.5)):
            given["asOf"] = self._samples.day()
        return self._all.call("Query", name, given, selection)

    def _asks(self, field: str, argument: str, parent: str = "Query") -> bool:
        """Every other time, and while an argument was given seldom."""
        return self._samples.chance(0.5) or self._all.tally.count(argument_key(parent, field, argument)) < 6

    def _near(self) -> str:
        """The id of a node of a type that the viewer may see."""
        kinds = ["Area", "Organisation", "Post", "Facility", "Grid", "Person", "Tenure", "Node"]
        return self._samples.id(self._samples.one(kinds))

    def _node(self) -> tuple[dict[str, Any], str]:
        return {"id": self._near()}, self._all.selection(catalogue().types["Node"], 2)

    def _search(self) -> tuple[dict[str, Any], str]:
        type = self._samples.one(
            ["Area", "Organisation", "Facility", "Post", "Person", "Plan", "ServiceProject", "Grid"]
        )
        given: dict[str, Any] = {"text": self._samples.text(type)}
        if self._asks("search", "kinds"):
            given["kinds"] = [
                Word(kind)
                for kind in self._samples.some(["Grid", "Community", "Post", "Person", "Unit", "Merchant"], 4)
            ]
        if self._asks("search", "first"):
            given["first"] = self._samples.one([0, 1, 3, 50])
        return given, f"matched node {{ {self._all.selection(catalogue().types['Node'], 1)} }}"

    def _kinds(self) -> list[Word]:
        kinds = [
            kind for kind in load_model().relationships if kind != "RESERVE_FOR" or self._all.viewer.may("reserves")
        ]
        return [Word(kind) for kind in self._samples.some(kinds, 8)]

    def _neighbourhood(self) -> tuple[dict[str, Any], str]:
        given: dict[str, Any] = {"id": self._near()}
        if self._asks("neighbourhood", "depth"):
            given["depth"] = self._samples.one([1, 1, 2, 2, 3])
        if self._asks("neighbourhood", "kinds"):
            given["kinds"] = self._kinds()
        if self._asks("neighbourhood", "limit"):
            given["limit"] = self._samples.one([1, 2, 5, 40, 300])
        nodes = f"nodes {{ node {{ id {self._all.selection(catalogue().types['Node'], 0)} }} depth hidden outside }}"
        return given, f"{nodes} edges {{ id kind start end }} hidden outside"

    def _path(self) -> tuple[dict[str, Any], str]:
        given: dict[str, Any] = {"from": self._near(), "to": self._near()}
        if self._asks("path", "kinds"):
            given["kinds"] = [*dict.fromkeys([Word("WITHIN"), Word("POST_IN"), *self._kinds()])]
        if self._asks("path", "maxLength"):
            given["maxLength"] = self._samples.one([1, 2, 4, 6])
        return given, "length nodes { id } edges { id kind start end }"

    def _rules(self) -> tuple[dict[str, Any], str]:
        given: dict[str, Any] = {}
        if self._asks("rules", "ids"):
            given["ids"] = self._samples.some(RULES, 4)
        if self._asks("rules", "kind"):
            given["kind"] = self._samples.one(["exists", "count", "ratio", "none"])
        return given, " ".join(["id", *self._samples.some(_RULE, 4)])

    def _changes(self) -> tuple[dict[str, Any], str]:
        given: dict[str, Any] = {"since": self.since()}
        if self._asks("changes", "first"):
            given["first"] = self._samples.number(0, 6)
        if self._asks("changes", "kinds"):
            given["kinds"] = [Word(kind) for kind in self._samples.some(LOGGED, 3)]
        entry = f"id kind what on at batch node {{ {self._all.selection(catalogue().types['Node'], 0)} }}"
        parts = [f"nodes {{ {entry} }}", f"edges {{ cursor node {{ {entry} }} }}", PAGE_INFO, "totalCount"]
        return given, " ".join(self._samples.some(parts, 4))

    def since(self) -> str:
        """A day since which something was written, mostly."""
        return self._samples.one(["2026-01-01", "2026-01-01", *(day.isoformat() for day in DAYS)])

    def _trend(self) -> tuple[dict[str, Any], str]:
        given: dict[str, Any] = {"rule": self._samples.one(RULES)}
        if self._asks("trend", "area"):
            given["area"] = self._samples.id(self._samples.one(["Street", "Community", "District"]))
        return given, " ".join(["asOf", *self._samples.some([*_NUMBERS, "run"], 5)])

    def computed(self, type: NodeType, name: str, depth: int) -> str:
        """A computed field of a node."""
        types = catalogue().types
        given: dict[str, Any] = {}
        selection: str | None = None
        if name == "coverage":
            if self._asks("coverage", "rules", type.name):
                given["rules"] = self._samples.some(RULES, 4)
            selection = " ".join(["rule direct", *self._samples.some([*_COVERAGE, "name { zh en }"], 6)])
        elif name == "trend":
            given["rule"] = self._samples.one(RULES)
            if self._asks("trend", "first", type.name):
                given["first"] = self._samples.number(0, 4)
            selection = " ".join(["asOf", *self._samples.some([*_NUMBERS, "run"], 5)])
        elif name in ("findings", "vacancies", "holders"):
            target = types[{"findings": "Finding", "vacancies": "Post", "holders": "Person"}[name]]
            given, selection = self._all.paging(target, depth, 0.8), self._all.parts(target, None, depth)
        elif name == "history":
            selection = self._all.selection(types["Tenure"], depth)
        elif name == "dualRoles":
            selection = f"policy basis posts {{ {self._all.selection(types['Post'], min(depth, 1))} }}"
        return self._all.call(type.name, name, given, selection)
