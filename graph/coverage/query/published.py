"""Expressions about what the district has published, and the rounding by which a published rate is compared."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from graph.coverage.query.forms import Expression, Form, unknown
from graph.coverage.query.scope import Scope
from graph.coverage.query.values import Span
from graph.figures.published import published_figures
from graph.yaml_text import load_yaml

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["PUBLISHED"]


def _published(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    """What the district at the top of the graph has published for a figure; unknown where it has published none."""
    compiler.only(spec, ("published",), at)
    figure = str(spec["published"])
    if figure not in _figures():
        compiler.wrong(at, "rules.no_figure", name=figure, near=compiler.nearest(figure, _figures()))
        return unknown

    def work(scope: Scope, id: str) -> Any:
        told = scope.index.G.graph.get("published")
        if told is None:
            root = scope.index.areas.root
            told = published_figures(str(scope.index.nodes[root].get("code") or "")) if root else {}
        return told.get(figure)

    return work


@cache
def _figures() -> frozenset[str]:
    rows = load_yaml((resources.files("graph.figures") / "figures.yaml").read_text("utf-8"))
    return frozenset(row["id"] for row in rows)


def _round(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("round", "digits"), at)
    of, digits = compiler.expression(spec["round"], labels, at), spec.get("digits", 0)
    if not isinstance(digits, int):
        compiler.wrong(at, "rules.bad_expression", spec=digits)
        return unknown

    def work(scope: Scope, id: str) -> Any:
        value = of(scope, id)
        if isinstance(value, Span):
            return Span(round(value.low, digits), round(value.high, digits))
        return None if value is None else round(value, digits)

    return work


PUBLISHED: dict[str, Form] = {"published": _published, "round": _round}
