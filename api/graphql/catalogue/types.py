"""What there is to ask for, as plain data: types, their scalar fields and their relations.

The schema is built from it, the compiler reads it, and so does whatever checks them. Nothing here knows Strawberry,
Cypher or a database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graph.model.schema import Sensitivity

__all__ = ["Catalogue", "Direction", "EnumType", "NodeType", "Relation", "Scalar", "ScalarKind"]

ScalarKind = Literal["ID", "String", "Int", "Float", "Boolean", "Date", "DateTime", "JSON", "Enum"]
Direction = Literal["out", "in", "both"]


@dataclass(frozen=True, slots=True)
class EnumType:
    """A closed list of words: value → (zh, en)."""

    name: str
    zh: str
    en: str
    values: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A property as a field; ``key`` is its name in the store, ``name`` in GraphQL.

    ``sensitivity``: what a viewer's role must allow. ``enum``: the name of its enumeration where ``kind`` is Enum.
    ``required``: every node has it, and an index with the identity after it gives its order.
    """

    name: str
    key: str
    kind: ScalarKind
    zh: str
    en: str
    sensitivity: Sensitivity
    many: bool = False
    unit: str | None = None
    enum: str | None = None
    required: bool = False

    @property
    def nullable(self) -> bool:
        """Whether the field may be null; only an identity is always there."""
        return self.kind != "ID"

    @property
    def filterable(self) -> bool:
        """Whether a filter may name it."""
        return self.kind != "JSON"

    @property
    def sortable(self) -> bool:
        """Whether an order may name it."""
        return self.kind != "JSON" and not self.many

    @property
    def groupable(self) -> bool:
        """Whether groups may be made by it: what few nodes share, and never what tells of a person."""
        return self.sortable and self.kind not in ("ID", "Float", "DateTime") and not self.personal

    @property
    def measurable(self) -> bool:
        """Whether it has a least, a greatest, and where it is a number a sum and an average."""
        return self.kind in ("Int", "Float", "Date", "DateTime") and not self.many and not self.personal

    @property
    def personal(self) -> bool:
        """Whether it tells of a person."""
        return self.sensitivity in ("personal", "sensitive")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship as a field of one of its ends; ``target`` is the type at the other end.

    ``many`` False: the field is one node (the first by id where a file said two), else a connection. ``scalars``: what
    an edge carries. ``static``: the relationship has no dates.
    """

    name: str
    kind: str
    direction: Direction
    target: str
    many: bool
    static: bool
    zh: str
    en: str
    sensitivity: Sensitivity
    scalars: dict[str, Scalar] = field(default_factory=dict)

    def leads_back(self) -> bool:
        """Whether the field is at the end of the relationship rather than at its start."""
        return self.direction == "in"


@dataclass(frozen=True, slots=True)
class NodeType:
    """An object type or an interface with the label that its nodes carry.

    ``labels``: what every such node carries, general before particular. ``concrete``: the object types that a node of it
    may have, itself alone unless it is an interface. ``home``: the name of its interface or itself.
    """

    name: str
    zh: str
    en: str
    note: str
    labels: tuple[str, ...]
    home: str
    interfaces: tuple[str, ...]
    concrete: tuple[str, ...]
    dated: bool
    sensitivity: Sensitivity
    one: str
    many: str
    scalars: dict[str, Scalar]
    relations: dict[str, Relation]

    @property
    def is_interface(self) -> bool:
        """Whether nodes of it have a more particular type."""
        return self.concrete != (self.name,)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every type and enumeration that follows from the model, by name; ``Node`` is among the types."""

    types: dict[str, NodeType]
    enums: dict[str, EnumType]

    def connection_name(self, relation: Relation) -> str:
        """The name of the connection to which a relation leads: one for each relationship and target."""
        from api.graphql.catalogue.names import pascal

        return f"{relation.target}{pascal(relation.kind)}Connection"

    def edge_name(self, relation: Relation) -> str:
        """The name of that connection's edges."""
        return self.connection_name(relation).removesuffix("Connection") + "Edge"
