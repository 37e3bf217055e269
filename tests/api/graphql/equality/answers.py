"""What fields answer: of a node, of a placeholder for one outside the scope, of a connection and its parts.

Each thing has ``answer(field, arguments)``; graphql-core asks it field by field and does all the rest itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from api.graphql.catalogue import NodeType, Relation, catalogue
from tests.api.graphql.equality.aggregates import figure, groups
from tests.api.graphql.equality.facts import Node
from tests.api.graphql.equality.filters import matches
from tests.api.graphql.equality.masks import shown, shown_value
from tests.api.graphql.equality.order import Ordering
from tests.api.graphql.equality.pages import DEFAULT, Page, cut, signature, write_cursor
from tests.api.graphql.equality.view import Neighbour, View

__all__ = ["Connection", "Found", "Placeholder", "Thing", "connection"]

Arguments = Mapping[str, Any]


class Thing(Protocol):
    """What a field can be asked of."""

    def answer(self, name: str, given: Arguments) -> Any:
        """The value of a field, before graphql-core completes it."""


@dataclass(frozen=True)
class Found:
    """A node that the viewer sees."""

    view: View
    node: Node

    @property
    def typename(self) -> str:
        """The node's own type."""
        return self.node.type.name

    def answer(self, name: str, given: Arguments) -> Any:
        """A property, the nodes at the other end of a relation, or something computed."""
        from tests.api.graphql.equality.computed import COMPUTED

        type = self.node.type
        if name == "outside":
            return False
        if name in type.scalars:
            return shown_value(self.view, self.node, name)
        if name in type.relations:
            return self._related(type.relations[name], given)
        return COMPUTED[name](self.view, self.node, given)

    def _related(self, relation: Relation, given: Arguments) -> Any:
        near, outside = self.view.neighbours(self.node, relation), self.view.outside(self.node, relation)
        if relation.many:
            return connection(
                self.view, relation.target, relation.name, near, given, relation=relation, outside=len(outside)
            )
        for found in sorted(near, key=lambda one: one.node.id):
            return Found(self.view, found.node)
        for found in sorted(outside, key=lambda one: one.node.id):
            return Placeholder(self.view, found.node.type)
        return None


@dataclass(frozen=True)
class Placeholder:
    """What stands for a neighbour outside the viewer's scope: its type, and nothing else."""

    view: View
    type: NodeType

    @property
    def typename(self) -> str:
        """The type of what it stands for."""
        return self.type.name

    def answer(self, name: str, given: Arguments) -> Any:
        """Nothing: null, an empty connection, an empty list."""
        if name in ("id", "outside"):
            return "outside" if name == "id" else True
        relation = self.type.relations.get(name)
        if relation is not None and relation.many:
            return connection(self.view, relation.target, name, [], given, relation=relation)
        if name in ("vacancies", "holders"):
            return connection(self.view, "Post" if name == "vacancies" else "Person", name, [], given)
        return [] if name in ("history", "dualRoles") else None


@dataclass(frozen=True)
class Connection:
    """Some nodes, all that a condition selects from and one page of them."""

    view: View
    type: NodeType
    near: list[Neighbour]
    given: Arguments
    ordering: Ordering
    sign: list[Any]
    relation: Relation | None = None
    outside: int = 0

    @cached_property
    def matching(self) -> list[Neighbour]:
        """All that meet ``where``."""
        return [one for one in self.near if matches(self.view, one.node, self.given.get("where"))]

    @cached_property
    def distinct(self) -> list[Node]:
        """The nodes of these, each once."""
        return [*{one.node.id: one.node for one in self.matching}.values()]

    @cached_property
    def page(self) -> Page:
        """The page that was asked for."""
        return cut(self.matching, self.ordering, self.given, self.sign)

    def answer(self, name: str, given: Arguments) -> Any:
        """A part of the connection."""
        return getattr(self, f"_{name}")(given)

    def _edges(self, _: Arguments) -> list[Edge]:
        return [Edge(self, one) for one in self.page.found]

    def _nodes(self, _: Arguments) -> list[Found]:
        return [Found(self.view, one.node) for one in self.page.found]

    def _pageInfo(self, _: Arguments) -> dict[str, Any]:  # noqa: N802 — named like the field
        cursors = [self.cursor(one) for one in self.page.found]
        ends = (
            {"startCursor": cursors[0], "endCursor": cursors[-1]}
            if cursors
            else {"startCursor": None, "endCursor": None}
        )
        return {"hasNextPage": self.page.more_after, "hasPreviousPage": self.page.more_before, **ends}

    def _totalCount(self, _: Arguments) -> int:  # noqa: N802 — named like the field
        return len(self.matching)

    def _outsideCount(self, _: Arguments) -> int:  # noqa: N802 — named like the field
        return self.outside

    def _aggregate(self, _: Arguments) -> Figures:
        return Figures(self.view, self.type, self.distinct)

    def _groupBy(self, given: Arguments) -> list[dict[str, Any]]:  # noqa: N802 — named like the field
        made = groups(self.view, self.type, self.distinct, given["by"])
        length = DEFAULT if given.get("first") is None else given["first"]
        return [{"key": Key(key), "aggregate": Figures(self.view, self.type, nodes)} for key, nodes in made[:length]]

    def cursor(self, one: Neighbour) -> str:
        """The cursor of an edge."""
        return write_cursor(self.ordering.position(one), self.sign)


def connection(
    view: View,
    type: str,
    name: str,
    near: list[Neighbour],
    given: Arguments,
    *,
    relation: Relation | None = None,
    outside: int = 0,
) -> Connection:
    """The connection of a field; ``name`` is the field's, empty for a root."""
    ordering = Ordering(view, given.get("orderBy"))
    return Connection(
        view, catalogue().types[type], near, given, ordering, signature(type, name, ordering), relation, outside
    )


@dataclass(frozen=True)
class Edge:
    """A node of a page with its cursor and what the relationship says."""

    whole: Connection
    one: Neighbour

    def answer(self, name: str, _: Arguments) -> Any:
        """The cursor, the node, or a property of the relationship."""
        if name == "cursor":
            return self.whole.cursor(self.one)
        if name == "node":
            return Found(self.whole.view, self.one.node)
        assert self.whole.relation is not None and self.one.tie is not None
        scalar = self.whole.relation.scalars[name]
        if scalar.personal and not self.whole.view.viewer.may("names"):
            return None
        return shown(self.one.tie.values.get(name), scalar)


@dataclass(frozen=True)
class Figures:
    """The figures of some nodes."""

    view: View
    type: NodeType
    nodes: list[Node] = field(repr=False)

    def answer(self, name: str, _: Arguments) -> Any:
        """How many there are, or the figures of one property."""
        return len(self.nodes) if name == "count" else Figure(self, name)


@dataclass(frozen=True)
class Figure:
    """The figures of one property."""

    whole: Figures
    key: str

    def answer(self, name: str, _: Arguments) -> Any:
        """Least, greatest, sum or average."""
        return figure(self.whole.view, self.whole.nodes, self.key, name)


@dataclass(frozen=True)
class Key:
    """What the nodes of a group have in common; null where groups were not made by it."""

    values: Mapping[str, Any]

    def answer(self, name: str, _: Arguments) -> Any:
        """The value of one property."""
        return self.values.get(name)
