"""What a district has published, as a rule asks for it; rounding; words with places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.coverage.query import Compiler, Scope, Span, Words
from graph.figures.published import published_figures
from graph.model import load_model
from graph.store.snapshot import index_of

Ask = Callable[..., Any]
Part = dict[str, Any]


@pytest.mark.parametrize(
    ("code", "known"), [("140213000000", True), ("140213", True), ("999999000000", False), (None, False)]
)
def test_published_figure_is_that_of_the_district_at_the_top(ask: Ask, code: str | None, known: bool) -> None:
    told = {"code": code} if code else {}
    nodes = {"g": "Grid", "c": "Community", "d": {"label": "District", **told}}
    value = ask("expression", {"published": "grids"}, nodes, [("g", "WITHIN", "c"), ("c", "WITHIN", "d")])
    assert value == (published_figures("140213")["grids"] if known else None)


def test_figures_may_come_with_the_graph(tiny_network: Callable[..., Any]) -> None:
    G = tiny_network({"d": {"label": "District", "code": "140213000000"}})
    G.graph["published"] = {"grids": 3}
    compiler = Compiler(load_model(), "T1")
    scope = Scope(index_of(G), G.graph["as_of"])
    told = [compiler.expression({"published": name}, ("District",), "at")(scope, "d") for name in ("grids", "streets")]
    assert told == [3, None]


@pytest.mark.parametrize(
    ("persons", "digits", "value"),
    [(487, {"digits": 1}, 0.1), (3254, {"digits": 1}, 1.0), (3254, {}, 1), (None, {"digits": 1}, None)],
)
def test_numbers_are_rounded(ask: Ask, persons: int | None, digits: Part, value: float | None) -> None:
    place = {"c": {"label": "Community", **({"persons": persons} if persons else {})}}
    assert ask("expression", {"round": {"divide": ["persons", 3254]}, **digits}, place) == value


def test_bounds_are_rounded_each(ask: Ask) -> None:
    spec = {"round": {"divide": [{"count": {"step": "<-WITHIN Grid", "where": {"kind": "basic"}}}, 3]}, "digits": 1}
    nodes = {"c": "Community", "g": {"label": "Grid", "kind": "basic"}, "h": "Grid"}
    assert ask("expression", spec, nodes, [("g", "WITHIN", "c"), ("h", "WITHIN", "c")]) == Span(0.3, 0.7)


@pytest.mark.parametrize(
    ("persons", "words"),
    [
        (7000, Words("康吉社区7000人", "7000 people in 康吉社区")),
        (None, Words("康吉社区未记载人", "not recorded people in 康吉社区")),
    ],
)
def test_words_have_places(ask: Ask, persons: int | None, words: Words) -> None:
    place = {"c": {"label": "Community", "name": "康吉社区", **({"persons": persons} if persons else {})}}
    spec = {"words": {"zh": "{place}{n}人", "en": "{n} people in {place}"}, "with": {"n": "persons", "place": "name"}}
    assert ask("expression", spec, place) == words


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        ({"published": "grid"}, "at.published rules.no_figure"),
        ({"round": "persons", "digits": "two"}, "at.round rules.bad_expression"),
        ({"words": {"zh": "{", "en": ""}}, "at.words rules.bad_expression"),
        ({"words": {"zh": "", "en": ""}, "with": ["persons"]}, "at.words rules.bad_expression"),
        ({"words": {"zh": "{n}", "en": "{n}"}, "with": {"n": "people"}}, "at.words.with.n rules.no_property"),
    ],
)
def test_wrong_expressions_are_told(problems_in: Callable[..., list[str]], spec: Any, problem: str) -> None:
    assert problem in problems_in("expression", spec)
