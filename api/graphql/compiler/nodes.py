"""The fields of a node as a map in Cypher, its neighbours nested in it."""

from __future__ import annotations

from typing import Any

import orjson
from graphql import FieldNode, GraphQLObjectType, get_named_type

from api.graphql.catalogue import NodeType, Relation, Scalar
from api.graphql.compiler.arguments import Arg, arguments_of
from api.graphql.compiler.build import Build, Emitted, quote
from api.graphql.compiler.connections import connection
from api.graphql.compiler.hops import Hop, relation_hop
from api.graphql.compiler.placeholders import placeholder
from api.graphql.compiler.plan import merge_finish
from api.graphql.compiler.selection import TypedFields, fields_by_type

__all__ = ["map_of", "node_value", "one_of", "scalar_value", "type_name"]


def node_value(build: Build, node: str, type_: NodeType, nodes: list[FieldNode]) -> Emitted:
    """The map of a variable's node, by its concrete type where the types are asked different things."""
    names = [name for name in type_.concrete if build.access.may_label(build.type(name).home)]
    groups = sorted(fields_by_type(build, names, nodes), key=lambda group: len(group.types))
    if len(groups) == 1:
        return _typed(build, node, groups[0])
    made = Emitted("CASE")
    for group in groups:
        inner = _typed(build, node, group)
        made.calls += inner.calls
        merge_finish(made.finish, inner.finish)
        test = " OR ".join(f"{node}:{name}" for name in group.types)
        made.expression += (
            f" ELSE {inner.expression}" if group is groups[-1] else f" WHEN {test} THEN {inner.expression}"
        )
    made.expression += " END"
    return made


def _typed(build: Build, node: str, group: TypedFields) -> Emitted:
    parts, made = [], Emitted("")
    type_ = build.type(group.types[0])
    for key, nodes in group.fields.items():
        value = _field(build, node, type_, group.types, nodes)
        parts.append(f"{quote(key)}: {value.expression}")
        made.calls += value.calls
        if value.finish:
            made.finish[key] = value.finish.get("", value.finish)
    made.expression = f"{{{', '.join(parts)}}}"
    return made


def map_of(parts: dict[str, Emitted]) -> Emitted:
    """Values by response key as one map."""
    made = Emitted(f"{{{', '.join(f'{quote(key)}: {value.expression}' for key, value in parts.items())}}}")
    for key, value in parts.items():
        made.calls += value.calls
        if value.finish:
            made.finish[key] = value.finish.get("", value.finish)
    return made


def _field(build: Build, node: str, type_: NodeType, types: tuple[str, ...], nodes: list[FieldNode]) -> Emitted:
    """One field of a node; ``types``: the concrete types that a node of it may have here."""
    from api.graphql.compiler.special import SPECIAL

    name = nodes[0].name.value
    if name == "__typename":
        return Emitted(type_name(node, types))
    if name == "outside":
        return Emitted("false")
    if name in type_.scalars:
        if build.access.keeps_back(type_, type_.scalars[name]):
            return Emitted("null")
        if any(build.type(other).scalars[name].personal for other in types) and build.access.sees(type_.scalars[name]):
            build.note_personal()
        return scalar_value(build, node, type_.scalars[name])
    declared = build.schema.type_map[type_.name]
    assert isinstance(declared, GraphQLObjectType)
    args = arguments_of(declared.fields[name], nodes[0], build.variables)
    returned = get_named_type(declared.fields[name].type).name
    build.access.check_field(name)
    if name in type_.relations:
        return _relation(build, node, type_.relations[name], nodes, args, returned)
    return SPECIAL[type_.home, name](build, node, nodes, args, returned)


def _relation(
    build: Build, node: str, relation: Relation, nodes: list[FieldNode], args: dict[str, Arg], returned: str
) -> Emitted:
    build.access.check_relation(relation)
    build.access.check_type(build.type(relation.target), build.catalogue, relation.name)
    hop = relation_hop(build, node, relation)
    if relation.many:
        return connection(build, node, hop, nodes, args, returned)
    return one_of(build, node, hop, nodes)


def one_of(build: Build, start: str | None, hop: Hop, nodes: list[FieldNode]) -> Emitted:
    """The one node to which a hop leads: of several the first by id, and a placeholder where all lie outside."""
    inner = node_value(build, hop.node, hop.target, nodes)
    found = build.name("x")
    if hop.seen is None:
        first, value = f"WITH {hop.node} ORDER BY {hop.node}.id LIMIT 1", inner.expression
    else:
        seen = build.name("s")
        first = (
            f"WITH {hop.node}, coalesce({hop.seen}, false) AS {seen}{build.carried()} "
            f"ORDER BY {seen} DESC, {hop.node}.id LIMIT 1"
        )
        value = f"CASE WHEN {seen} THEN {inner.expression} ELSE {placeholder(build, hop.node, hop.target, nodes)} END"
    call = (
        f"CALL ({build.imports(start)}) {{ {hop.without_scope().where()} {first} {' '.join(inner.calls)} "
        f"RETURN head(collect({value})) AS {found} }}"
    )
    return Emitted(found, [call], inner.finish)


def type_name(node: str, types: tuple[str, ...]) -> str:
    """The name of the node's type, of the concrete ones that it may have."""
    if len(types) == 1:
        return f"'{types[0]}'"
    return "CASE " + " ".join(f"WHEN {node}:{name} THEN '{name}'" for name in types) + " END"


def scalar_value(build: Build, holder: str, scalar: Scalar) -> Emitted:
    """A property as the viewer may see it: as it is, masked where it is a name, or nothing."""
    build.access.check_field(scalar.name)
    key = f"{holder}.{quote(scalar.key)}"
    if not build.access.sees(scalar):
        return Emitted(f"left({key}, 1) + '＊＊'" if scalar.key == "name" else "null")
    if scalar.personal:
        build.note_personal()
    if scalar.kind in ("Date", "DateTime"):
        return Emitted(f"toString({key})")
    return Emitted(key, finish={"": _read_json}) if scalar.kind == "JSON" else Emitted(key)


def _read_json(value: str) -> Any:
    return orjson.loads(value)
