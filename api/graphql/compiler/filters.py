"""``where`` as a predicate: two-valued, every value a parameter.

A missing value fails every operator but ``isNull`` and ``eq: null``. Cypher's third value does the same wherever nothing
is negated; below a negation it is made false first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from api.graphql.catalogue import NodeType, Relation
from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build
from api.graphql.compiler.hops import relation_hop

__all__ = ["predicate"]

_OPERATORS: dict[str, str] = {
    "in": "{key} IN {value}",
    "contains": "{key} CONTAINS {value}",
    "startsWith": "{key} STARTS WITH {value}",
    "endsWith": "{key} ENDS WITH {value}",
    "lt": "{key} < {value}",
    "lte": "{key} <= {value}",
    "gt": "{key} > {value}",
    "gte": "{key} >= {value}",
    "has": "{value} IN {key}",
    "isNull": "({key} IS NULL) = {value}",
}


def predicate(build: Build, node: str, type_: NodeType, where: Arg | None) -> str | None:
    """The condition on a variable, None where nothing is asked of it."""
    if where is None or where.value is None:
        return None
    parts = list(_parts(build, node, type_, where))
    return " AND ".join(parts) if parts else None


def _parts(build: Build, node: str, type_: NodeType, where: Arg) -> Iterator[str]:
    for name, arg in where.fields():
        if name == "eq":  # pragma: no cover - no field of a node is called so
            continue
        if name in ("AND", "OR"):
            inner = [predicate(build, node, type_, item) or "true" for item in arg.items()]
            joined = f" {name} ".join(f"({part})" for part in inner)
            yield f"({joined})" if inner else ("true" if name == "AND" else "false")
        elif name == "NOT":
            yield negated(predicate(build, node, type_, arg))
        elif name in type_.scalars:
            build.check_use(type_, type_.scalars[name])
            yield from _of_scalar(build, build.value(node, type_, type_.scalars[name]), arg)
        else:
            yield from _of_relation(build, node, type_.relations[name], arg)


def negated(condition: str | None) -> str:
    """The negation of a condition, two-valued; of nothing at all, which always holds, it is false."""
    return "false" if condition is None else f"NOT coalesce({condition}, false)"


def _of_scalar(build: Build, key: str, operators: Arg) -> Iterator[str]:
    for name, arg in operators.fields():
        if name == "eq":
            yield f"{key} IS NULL" if arg.value is None else f"{key} = {build.parameter(arg)}"
        else:
            yield _OPERATORS[name].format(key=key, value=build.parameter(arg))


_QUANTIFIERS: dict[str, Callable[[str, str, str | None], str]] = {
    "some": lambda match, _, inner: f"EXISTS {{ {_and(match, inner)} }}",
    "none": lambda match, _, inner: f"NOT EXISTS {{ {_and(match, inner)} }}",
    "all": lambda match, _, inner: f"NOT EXISTS {{ {_and(match, negated(inner))} }}",
    "single": lambda match, node, inner: f"COUNT {{ {_and(match, inner)} RETURN DISTINCT {node} }} = 1",
}


def _and(match: str, condition: str | None) -> str:
    if condition is None:
        return match
    return f"{match} AND {condition}" if " WHERE " in match else f"{match} WHERE {condition}"


def _of_relation(build: Build, node: str, relation: Relation, quantifiers: Arg) -> Iterator[str]:
    build.access.check_relation(relation)
    build.access.check_type(build.type(relation.target), build.catalogue, relation.name)
    for name, arg in quantifiers.fields():
        hop = relation_hop(build, node, relation)
        inner = predicate(build, hop.node, hop.target, arg)
        yield _QUANTIFIERS[name](hop.where(), hop.node, f"({inner})" if inner else None)
