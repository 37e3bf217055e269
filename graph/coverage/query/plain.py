"""Conditions that only ask for a property's value: they can be looked up, without calling anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.coverage.query.roles import TRAITS, roles_with

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["plain_value"]

_COMBINED = ("all", "any", "not", "exists", "none", "several", "returns", "is_a", "loaded", "value")


def plain_value(compiler: Compiler, spec: dict[str, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """The first entry of a condition that only asks whether a property is one of some values; None where there is none."""
    for name, value in spec.items():
        if name in _COMBINED:
            continue
        if isinstance(value, dict) and list(value) == ["trait"] and value["trait"] in TRAITS:
            return name, tuple(sorted(roles_with(compiler, value["trait"], "")))
        values = value if isinstance(value, list) else [value]
        if all(_is_literal(one) for one in values):
            return name, tuple(dict.fromkeys(values))
    return None


def _is_literal(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value != "asOf" and not value.startswith("$"))
