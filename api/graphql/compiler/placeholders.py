"""What stands for a neighbour outside the viewer's scope: its type, the word that it is outside, and nothing else."""

from __future__ import annotations

from graphql import FieldNode, GraphQLNonNull, GraphQLObjectType, get_named_type, get_nullable_type, is_list_type

from api.graphql.catalogue import NodeType
from api.graphql.compiler.build import Build, quote
from api.graphql.compiler.selection import Fields, fields_by_type, fields_of

__all__ = ["placeholder"]


def placeholder(build: Build, node: str, type_: NodeType, nodes: list[FieldNode]) -> str:
    """The map that is answered in the node's place; of the node itself nothing but its type is read."""
    names = [name for name in type_.concrete if build.access.may_label(build.type(name).home)]
    groups = fields_by_type(build, names, nodes)
    maps = [(group.types, _map(build, node, group.types, group.fields)) for group in groups]
    if len(maps) == 1:
        return maps[0][1]
    whens = [f"WHEN {' OR '.join(f'{node}:{name}' for name in types)} THEN {made}" for types, made in maps]
    return f"CASE {' '.join(whens)} END"


def _map(build: Build, node: str, types: tuple[str, ...], fields: Fields) -> str:
    from api.graphql.compiler.nodes import type_name

    known = {"__typename": type_name(node, types), "id": "'outside'", "outside": "true"}
    declared = build.schema.type_map[types[0]]
    assert isinstance(declared, GraphQLObjectType)
    parts = []
    for key, nodes in fields.items():
        name = nodes[0].name.value
        value = known[name] if name in known else _nothing(build, declared, name, nodes)
        parts.append(f"{quote(key)}: {value}")
    return f"{{{', '.join(parts)}}}"


def _nothing(build: Build, owner: GraphQLObjectType, name: str, nodes: list[FieldNode]) -> str:
    """The emptiest value that the field's type allows."""
    if name == "__typename":
        return f"'{owner.name}'"
    type_ = owner.fields[name].type
    if not isinstance(type_, GraphQLNonNull):
        return "null"
    if is_list_type(get_nullable_type(type_)):
        return "[]"
    inner = get_named_type(type_)
    if not isinstance(inner, GraphQLObjectType):
        return {"Int": "0", "Boolean": "false"}.get(inner.name, "''")
    fields = fields_of(build, inner.name, nodes)
    return (
        "{"
        + ", ".join(f"{quote(key)}: {_nothing(build, inner, rows[0].name.value, rows)}" for key, rows in fields.items())
        + "}"
    )
