"""Walks along a connection: a page, then the page after or before a cursor of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.catalogue import NodeType, catalogue
from tests.api.graphql.equality.computed import NEEDS
from tests.api.graphql.equality.entries import PAGE_INFO
from tests.api.graphql.equality.literals import Var, arguments, literal
from tests.api.graphql.equality.operation import Operation
from tests.api.graphql.equality.rights import may_see
from tests.api.graphql.equality.tally import argument_key, relation_key

if TYPE_CHECKING:
    from tests.api.graphql.equality.operations import Operations

__all__ = ["Walks"]

PAGED = {"findings": "Finding", "vacancies": "Post", "holders": "Person"}
"""The computed fields that are connections, with the type of their nodes."""


class Walks:
    """Makes walks for the viewer of these operations."""

    def __init__(self, operations: Operations) -> None:
        self._all, self._samples = operations, operations.samples

    def make(self) -> Operation:
        """A page, then the page after or before a cursor of it; seldom of another order, or with a forged cursor."""
        if self._samples.chance(0.05):
            return self._walk_changes()
        named = [name for name in PAGED if self._all.may_all(NEEDS[name])]
        if named and self._samples.chance(0.4):
            name = self._all.tally.least(named, lambda key: f"walked {key}")
            self._all.tally.counts[f"walked {name}"] += 1
            on = (
                "Post"
                if name == "holders"
                else self._samples.one(["District", "Street", "Street", "Community", "Village"])
            )
            return self._paged(self._head(catalogue().types[on]), name, PAGED[name], on)
        types = [
            type for type in catalogue().types.values() if type.name != "Node" and may_see(self._all.viewer, type.name)
        ]
        type = self._samples.one(types)
        relations = [row for row in type.relations.values() if row.many and self._all.may_follow(row)]
        if relations and self._samples.chance(0.5):
            relation = self._all.tally.least(relations, relation_key)
            return self._paged(self._head(type), relation.name, relation.target, type.name)
        return self._paged(None, type.many, type.name, "Query")

    def _walk_changes(self) -> Operation:
        given = {"since": self._all.entries.since(), "asOf": self._samples.day()}
        parts = f"edges {{ cursor node {{ id kind what }} }} {PAGE_INFO} totalCount"
        size = self._samples.number(1, 5)
        texts = [
            f"c: changes({arguments({**given, **one})}) {{ {parts} }}"
            for one in ({"first": size}, {"after": Var("cursor")})
        ]
        way = ("c", "edges", self._samples.number(0, size - 1), "cursor")
        return Operation(
            f"query($cursor: String) {{ {texts[1]} }}", {}, {"cursor": way}, Operation(f"{{ {texts[0]} }}", {})
        )

    def _head(self, type: NodeType) -> str:
        """One node, named so that cursors can be read out of the answer."""
        return f"t: {type.one}(id: {literal(self._samples.id(type.name))}, asOf: {literal(self._samples.day())})"

    def _paged(self, head: str | None, name: str, target: str, parent: str) -> Operation:
        type = catalogue().types[target]
        given: dict[str, Any] = {} if head else {"asOf": self._samples.day()}
        if self._samples.chance(0.6):
            given["orderBy"] = self._all.conditions.order(type)
        if self._samples.chance(0.3):
            given["where"] = self._all.conditions.filter(type, 1)
        parts = f"edges {{ cursor node {{ id }} }} {PAGE_INFO} totalCount"
        size = self._samples.number(1, 6)
        first = {"last" if self._samples.chance(0.3) else "first": size}
        path = ["t", "c"] if head else ["c"]
        at: list[str | int] = ["pageInfo", self._samples.one(["startCursor", "endCursor"])]
        if self._samples.chance(0.6):
            at = ["edges", self._samples.number(0, size - 1), "cursor"]
        second: dict[str, Any] = (
            {self._samples.one(["first", "last"]): self._samples.number(0, 5)} if self._samples.chance(0.9) else {}
        )
        second[self._all.tally.least(["after", "before"], lambda word: argument_key(parent, name, word))] = Var(
            "cursor"
        )
        again = {**given, "orderBy": self._all.conditions.order(type)} if self._samples.chance(0.08) else given
        texts = [f"c: {name}({arguments(one)}) {{ {parts} }}" for one in ({**given, **first}, {**again, **second})]
        if head:
            texts = [f"{head} {{ {one} }}" for one in texts]
        before = Operation(f"{{ {texts[0]} }}", {})
        if self._samples.chance(0.05):
            return Operation(
                f"query($cursor: String) {{ {texts[1]} }}",
                {"cursor": self._samples.one(["", "x", "W10=", "中", "null"])},
            )
        return Operation(f"query($cursor: String) {{ {texts[1]} }}", {}, {"cursor": (*path, *at)}, before)
