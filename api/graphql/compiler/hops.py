"""How to get from a node, or from nowhere, to the nodes of a field: clauses and the conditions that go with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from api.graphql.catalogue import NodeType, Relation
from api.graphql.compiler.build import Build
from api.graphql.compiler.scope import visible
from graph.model.validity import alive_cypher

__all__ = ["Hop", "relation_hop", "root_hop"]


@dataclass(frozen=True, slots=True)
class Hop:
    """Clauses that bind ``node`` (and ``row``, the relationship, where one leads to it), and conditions on them.

    ``clauses`` end so that WHERE may follow: with a MATCH, or a WITH that hands on the viewer's areas. ``seen``: the
    condition that the node is in the viewer's scope, kept apart because a to-one field answers a placeholder instead.
    ``field``: the name of a field that follows no relation; cursors are bound to it.
    """

    target: NodeType
    node: str
    row: str | None
    clauses: str
    conditions: tuple[str, ...] = ()
    seen: str | None = None
    relation: Relation | None = None
    field: str = ""

    def where(self, *more: str | None, unseen: bool = False) -> str:
        """The clauses with all their conditions; ``unseen``: those outside the scope in place of those in it."""
        conditions = [*self.conditions]
        if self.seen is not None:
            conditions.append(f"NOT coalesce({self.seen}, false)" if unseen else self.seen)
        conditions += [condition for condition in more if condition]
        return f"{self.clauses} WHERE {' AND '.join(conditions)}" if conditions else self.clauses

    def without_scope(self) -> Hop:
        """The same for nodes inside and outside the scope."""
        return replace(self, seen=None)


def node_conditions(build: Build, type_: NodeType, node: str) -> tuple[str, ...]:
    """That a node is alive on the day, and of a label that the viewer may see."""
    conditions = []
    if type_.dated or type_.name == "Node":
        conditions.append(alive_cypher(node, on=build.on))
    labels = build.access.labels_of(type_, build.catalogue)
    if labels is not None:
        conditions.append("(" + " OR ".join(f"{node}:{label}" for label in labels) + ")")
    return tuple(conditions)


def homes_of(build: Build, type_: NodeType) -> tuple[str, ...]:
    """The labels that nodes of a type may carry and the viewer may see."""
    homes = sorted({build.type(name).home for name in type_.concrete})
    return tuple(home for home in homes if build.access.may_label(home))


def root_hop(build: Build, type_: NodeType) -> Hop:
    """All nodes of a type."""
    node = build.name("n")
    labels = "&".join(type_.labels)
    return Hop(
        type_, node, None, f"MATCH ({node}:{labels})", node_conditions(build, type_, node),
        visible(build, node, homes_of(build, type_), sought=True),
    )  # fmt: skip


def relation_hop(build: Build, start: str, relation: Relation) -> Hop:
    """The neighbours of a node along a relation, alive on the day."""
    target = build.type(relation.target)
    node, row = build.name("n"), build.name("r")
    label = ":" + target.labels[-1] if target.labels else ""
    left, right = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}[relation.direction]
    conditions = node_conditions(build, target, node)
    if not relation.static:
        conditions = (alive_cypher(row, on=build.on), *conditions)
    return Hop(
        target, node, row, f"MATCH ({start}){left}[{row}:{relation.kind}]{right}({node}{label})", conditions,
        visible(build, node, homes_of(build, target)), relation,
    )  # fmt: skip
