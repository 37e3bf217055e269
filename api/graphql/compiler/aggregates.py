"""Figures of all that matches, whatever the page, and the same by groups."""

from __future__ import annotations

from graphql import FieldNode, GraphQLObjectType

from api.graphql.catalogue import NodeType
from api.graphql.compiler.arguments import Arg, arguments_of
from api.graphql.compiler.build import Build, Emitted, quote
from api.graphql.compiler.hops import Hop
from api.graphql.compiler.pages import page_size
from api.graphql.compiler.selection import fields_of

__all__ = ["aggregate", "group_by"]

_FUNCTIONS = {
    "min": "min({key})",
    "max": "max({key})",
    "sum": "CASE WHEN count({key}) = 0 THEN null ELSE sum({key}) END",
    "avg": "avg({key})",
}


def aggregate(build: Build, start: str | None, hop: Hop, where: str | None, nodes: list[FieldNode]) -> Emitted:
    """The figures over the distinct nodes that match."""
    found = build.name("a")
    figures = _figures(build, hop.node, hop.target, nodes)
    call = (
        f"CALL ({build.imports(start)}) {{ {hop.where(where)} WITH DISTINCT {hop.node} RETURN {figures} AS {found} }}"
    )
    return Emitted(found, [call])


def _figures(build: Build, node: str, type_: NodeType, nodes: list[FieldNode]) -> str:
    parts = []
    for key, asked in fields_of(build, f"{type_.name}Aggregate", nodes).items():
        name = asked[0].name.value
        if name == "__typename":
            value = f"'{type_.name}Aggregate'"
        elif name == "count":
            value = f"count({node})"
        else:
            value = _of_scalar(build, node, type_, name, asked)
        parts.append(f"{quote(key)}: {value}")
    return f"{{{', '.join(parts)}}}"


def _of_scalar(build: Build, node: str, type_: NodeType, name: str, nodes: list[FieldNode]) -> str:
    scalar = type_.scalars[name]
    build.check_use(type_, scalar)
    timed = scalar.kind in ("Date", "DateTime")
    parts = []
    for key, asked in fields_of(build, f"{scalar.kind}Aggregate", nodes).items():
        function = asked[0].name.value
        if function == "__typename":
            value = f"'{scalar.kind}Aggregate'"
        else:
            value = _FUNCTIONS[function].format(key=build.value(node, type_, scalar))
            value = f"toString({value})" if timed else value
        parts.append(f"{quote(key)}: {value}")
    return f"{{{', '.join(parts)}}}"


def group_by(
    build: Build, start: str | None, hop: Hop, where: str | None, nodes: list[FieldNode], owner: GraphQLObjectType
) -> Emitted:
    """Groups of the distinct nodes that match by some of their properties, the largest first."""
    args = arguments_of(owner.fields[nodes[0].name.value], nodes[0], build.variables)
    keys = list(dict.fromkeys(item.plain() for item in args["by"].items()))
    names = {key: build.name("g") for key in keys}
    for key in keys:
        build.check_use(hop.target, hop.target.scalars[key])
    count, made, found = build.name("c"), build.name("a"), build.name("x")
    group_name = f"{hop.target.name}Group"
    parts, figures = [], []
    for key, asked in fields_of(build, group_name, nodes).items():
        name = asked[0].name.value
        if name == "__typename":
            parts.append(f"{quote(key)}: '{group_name}'")
        elif name == "key":
            parts.append(f"{quote(key)}: {_keys(build, hop.target, names, asked)}")
        else:
            figures.append(f"{quote(key)}: {_figures(build, hop.node, hop.target, asked)}")
            parts.append(f"{quote(key)}: {made}.{quote(key)}")
    grouping = "".join(
        f"{build.value(hop.node, hop.target, hop.target.scalars[key])} AS {name}, " for key, name in names.items()
    )
    order = "".join(f", {name}" for name in names.values())
    limit = build.parameter(args.get("first", Arg(100)), page_size("groupBy"))
    call = (
        f"CALL ({build.imports(start)}) {{ {hop.where(where)} WITH DISTINCT {hop.node} "
        f"WITH {grouping}count({hop.node}) AS {count}, {{{', '.join(figures)}}} AS {made} "
        f"ORDER BY {count} DESC{order} LIMIT {limit} RETURN collect({{{', '.join(parts)}}}) AS {found} }}"
    )
    return Emitted(found, [call])


def _keys(build: Build, type_: NodeType, names: dict[str, str], nodes: list[FieldNode]) -> str:
    parts = []
    for key, asked in fields_of(build, f"{type_.name}GroupKeys", nodes).items():
        name = asked[0].name.value
        if name == "__typename":
            value = f"'{type_.name}GroupKeys'"
        elif name not in names:
            value = "null"
        else:
            timed = type_.scalars[name].kind in ("Date", "DateTime")
            value = f"toString({names[name]})" if timed else names[name]
        parts.append(f"{quote(key)}: {value}")
    return f"{{{', '.join(parts)}}}"
