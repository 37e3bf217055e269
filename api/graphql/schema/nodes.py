"""The interfaces and object types of the model, with what is computed for them."""

from __future__ import annotations

from collections.abc import Iterator

from api.graphql.catalogue import Catalogue, NodeType
from api.graphql.schema.arguments import connection_arguments
from api.graphql.schema.computed import COMPUTED
from api.graphql.schema.registry import Registry
from api.graphql.schema.rows import Row
from api.graphql.schema.wording import both, of_property, of_relation

__all__ = ["claim_nodes", "declare_nodes"]

_OUTSIDE = Row(
    "outside",
    "Boolean!",
    "范围以外，只是占位 / a placeholder for what is outside the scope",
)


def claim_nodes(types: Registry, catalogue: Catalogue) -> None:
    """Makes the classes of all nodes, those of interfaces before those that implement them."""
    for row in catalogue.types.values():
        types.claim(row.name, *row.interfaces[-1:])


def declare_nodes(types: Registry, catalogue: Catalogue) -> list[type]:
    """Gives them their fields; returns the object types."""
    return [
        types.declare(
            row.name,
            _says(row),
            _own(catalogue, row),
            "interface" if row.is_interface or row.name == "Node" else "object",
        )
        for row in catalogue.types.values()
    ]


def _says(row: NodeType) -> str:
    return both(row) + (f"（{row.note}）" if row.note else "")


def _own(catalogue: Catalogue, row: NodeType) -> Iterator[Row]:
    """The fields that the interfaces above do not have as they are here."""
    above = {field for name in row.interfaces for field in _all(catalogue, catalogue.types[name])}
    for field in _all(catalogue, row):
        if field not in above:
            yield field


def _all(catalogue: Catalogue, row: NodeType) -> Iterator[Row]:
    for scalar in row.scalars.values():
        kind = scalar.enum or scalar.kind
        type = f"[{kind}!]" if scalar.many else kind
        yield Row(scalar.name, type if scalar.nullable else f"{type}!", of_property(scalar))
    yield _OUTSIDE
    yield from COMPUTED.get(row.name, ())
    for relation in row.relations.values():
        says = of_relation(catalogue, relation)
        if relation.many:
            yield Row(
                relation.name, f"{catalogue.connection_name(relation)}!", says, connection_arguments(relation.target)
            )
        else:
            yield Row(relation.name, relation.target, says)
