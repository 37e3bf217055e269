"""Root fields that need no store: the catalogue of rules, who is asking, and the name of the root type.

They are made when the operation is answered, as a plan serves viewers of different names and variables of one shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, GraphQLObjectType, get_named_type

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build
from api.graphql.compiler.plan import Told
from api.graphql.compiler.selection import fields_of

if TYPE_CHECKING:
    from api.accounts.viewer import Viewer
    from graph.coverage.rule import Threshold

__all__ = ["TOLD"]

_Row = Mapping[str, Any]
_Shown = Callable[[_Row], dict[str, Any]]


def _rules(build: Build, nodes: list[FieldNode], args: dict[str, Arg]) -> Told:
    shown = _projection(build, "Rule", nodes)
    ids, kind = _given(args, "ids"), _given(args, "kind")

    def told(_: Viewer, variables: Mapping[str, Any]) -> list[dict[str, Any]]:
        named, of_kind = ids(variables), kind(variables)
        return [
            shown(row)
            for row in _catalogue()
            if (named is None or row["id"] in named) and (of_kind is None or row["kind"] == of_kind)
        ]

    return told


def _viewer(build: Build, nodes: list[FieldNode], _: dict[str, Arg]) -> Told:
    shown = _projection(build, "ViewerInfo", nodes)
    return lambda viewer, _: shown(
        {"name": viewer.name, "role": viewer.role, "areas": [*viewer.areas], "rights": sorted(viewer.rights)}
    )


TOLD: dict[str, Callable[[Build, list[FieldNode], dict[str, Arg]], Told]] = {"rules": _rules, "viewer": _viewer}


def _given(args: dict[str, Arg], name: str) -> Callable[[Mapping[str, Any]], Any]:
    """An argument's value for the variables of a request; None where it was not given."""
    arg = args.get(name)
    return (lambda _: None) if arg is None else arg.bound


def _projection(build: Build, type_name: str, nodes: list[FieldNode]) -> _Shown:
    """What these nodes ask of a plain row."""
    owner = build.schema.type_map[type_name]
    assert isinstance(owner, GraphQLObjectType)
    parts: list[tuple[str, Callable[[_Row], Any]]] = []
    for key, asked in fields_of(build, type_name, nodes).items():
        name = asked[0].name.value
        if name == "__typename":
            parts.append((key, lambda _: type_name))
            continue
        inner = get_named_type(owner.fields[name].type)
        below = _projection(build, inner.name, asked) if isinstance(inner, GraphQLObjectType) else None
        parts.append((key, _part(name, below)))
    return lambda row: {key: part(row) for key, part in parts}


def _part(name: str, below: _Shown | None) -> Callable[[_Row], Any]:
    def part(row: _Row) -> Any:
        value = row[name]
        if below is None or value is None:
            return value
        return [below(item) for item in value] if isinstance(value, list) else below(value)

    return part


@cache
def _catalogue() -> tuple[_Row, ...]:
    """The shipped rules as plain rows, in the order of their ids."""
    from graph.coverage.catalogue import load_rules

    return tuple(
        {
            "id": rule.id,
            "version": str(rule.version),
            "name": rule.name.model_dump(),
            "kind": rule.kind,
            "status": rule.effective_status,
            "severity": rule.severity,
            "scope": rule.scope,
            "target": [*rule.target.label],
            "basis": "；".join(f"{one.document}{one.article or ''}" for one in rule.basis),
            "effectiveFrom": min((one.since.isoformat() for one in rule.basis if one.since), default=None),
            "message": rule.message.model_dump(),
            "remedies": [{"zh": step.zh, "en": step.en} for step in rule.remedies],
            "thresholds": [_threshold(name, one) for name, several in rule.thresholds.items() for one in several],
            "peers": [
                {"place": peer.place.model_dump(), "value": peer.value, "source": peer.source} for peer in rule.peers
            ],
        }
        for rule in (compiled.rule for compiled in load_rules().values())
    )


def _threshold(name: str, threshold: Threshold) -> _Row:
    value = threshold.value
    return {
        "name": name,
        "value": " ".join(map(str, value)) if isinstance(value, tuple) else str(value),
        "unit": threshold.unit,
        "since": threshold.since.isoformat(),
        "until": threshold.until.isoformat() if threshold.until else None,
        "basis": threshold.basis,
    }
