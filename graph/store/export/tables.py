"""The graph as tables: one a set of labels, one a type of relationship, with the columns that the model declares.

A table has all declared columns, filled or not, so that its shape depends on the model and not on the data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graph.model import Model, Property
from graph.store.export.selection import Selection, leaving_properties
from graph.store.records import GraphState, Node, Relationship

__all__ = ["Column", "Kind", "Table", "add_rows", "tables_of"]

Kind = Literal["nodes", "relationships"]

FIRST: dict[Kind, tuple[str, ...]] = {"nodes": ("id",), "relationships": ("id", "start", "end")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the property's name, its type in the model, and whether its cells hold lists."""

    name: str
    type: str
    many: bool = False


@dataclass(frozen=True)
class Table:
    """All nodes with the same labels, or all relationships of one type, by id."""

    kind: Kind
    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    items: Sequence[Node | Relationship]

    @property
    def name(self) -> str:
        """What its file is called: the sub-labels, or the label where there are none, or the type."""
        return "-".join(self.labels[1:] or self.labels)

    def rows(self) -> Iterator[list[Any]]:
        """The items as cells in the order of the columns."""
        names = [column.name for column in self.columns[len(FIRST[self.kind]) :]]
        for item in self.items:
            first = (item.id,) if isinstance(item, Node) else (item.id, item.start, item.end)
            yield [*first, *map(item.properties.get, names)]


def tables_of(selection: Selection, model: Model) -> Iterator[Table]:
    """Every table that has a row, nodes first."""
    nodes: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in selection.nodes:
        nodes[node.labels].append(node)
    for labels, members in sorted(nodes.items()):
        yield Table("nodes", labels, _columns("nodes", model.properties(labels[-1])), members)
    joining: dict[str, list[Relationship]] = defaultdict(list)
    for row in selection.relationships:
        joining[row.type].append(row)
    for kind, ties in sorted(joining.items()):
        yield Table("relationships", (kind,), _columns("relationships", model.relationship_properties(kind)), ties)


def _columns(kind: Kind, declared: dict[str, Property]) -> tuple[Column, ...]:
    rest = (Column(name, row.type, row.many) for name, row in leaving_properties(declared).items())
    return (*(Column(name, "code") for name in FIRST[kind]), *rest)


def add_rows(
    state: GraphState, kind: Kind, labels: tuple[str, ...], columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> None:
    """Takes the rows of a table into a state of the graph; cells without a value are no properties."""
    first = len(FIRST[kind])
    names = [column.name for column in columns[first:]]
    for row in rows:
        pairs = zip(names, row[first:], strict=True)
        properties = {name: value for name, value in pairs if value is not None}
        if kind == "nodes":
            state.add_node(Node(row[0], labels, properties))
        else:
            state.add_relationship(Relationship(row[0], labels[0], row[1], row[2], properties))
