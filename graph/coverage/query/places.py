"""Expressions about where a node stands, and the beginning of a text (the district in a code)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.coverage.query.forms import Expression, Form, unknown
from graph.coverage.query.scope import Scope
from graph.store.snapshot.areas import LEVELS

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["PLACES"]


def _area(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    """The names from the street down to the area of that level in which the node lies; unknown where it lies in none."""
    compiler.only(spec, ("area",), at)
    level, levels = spec["area"], sorted(set(LEVELS.values()))
    if level not in levels:
        compiler.wrong(at, "rules.no_level", name=level, known="、".join(levels))
        return unknown

    def work(scope: Scope, id: str) -> Any:
        area = scope.index.areas.at_level(id, level)
        return "".join(scope.index.areas.names(area)) if area else None

    return work


def _beginning(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("beginning", "length"), at)
    of, length = compiler.expression(spec["beginning"], labels, at), spec.get("length")
    if not isinstance(length, int) or length < 1:
        compiler.wrong(at, "rules.bad_expression", spec=spec)
        return unknown
    return lambda scope, id: None if (value := of(scope, id)) is None else str(value)[:length]


PLACES: dict[str, Form] = {"area": _area, "beginning": _beginning}
