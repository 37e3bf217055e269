"""Every form of expression: what it is worth, what of it may be unknown, and what is told of a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage.query import Span, Words
from graph.coverage.query.dates import months_between, moved
from graph.coverage.query.values import bounds

Ask = Callable[..., Any]

PLACE = {"c": {"label": "Community", "households": 2800, "persons": 7000, "name": "康吉社区"}}
GRIDS = "<-WITHIN Grid"
BASIC = {"step": "<-WITHIN Grid", "where": {"kind": "basic"}}


def _grids(*rows: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """A community with grids; the graph and its edges."""
    nodes = {f"g{n}": {"label": "Grid", **row} for n, row in enumerate(rows)}
    return {**PLACE, **nodes}, [(id, "WITHIN", "c") for id in nodes]


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        ("households", 2800),
        ("socialWorkers", None),
        ("$least", 5),
        ("$off", None),
        (3, 3),
        (0.5, 0.5),
        (True, True),
        ("=text", "text"),
        ("asOf", date(2026, 11, 1)),
        ("label", "Community"),
        (date(2026, 1, 1), date(2026, 1, 1)),
        ({"length": "name"}, 4),
        ({"length": "code"}, None),
        ({"words": {"zh": "空缺", "en": "vacant"}}, Words("空缺", "vacant")),
    ],
)
def test_plain_values(ask: Ask, spec: Any, value: Any) -> None:
    assert ask("expression", spec, PLACE, thresholds={"least": 5, "off": None}) == value


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        ({"add": ["households", 200]}, 3000),
        ({"subtract": ["persons", "households"]}, 4200),
        ({"multiply": ["$rate", 10, 2]}, 10),
        ({"divide": ["persons", "households"]}, 2.5),
        ({"divide": ["persons", 0]}, None),
        ({"add": ["households", "socialWorkers"]}, None),
        ({"divide": ["socialWorkers", 0]}, None),
        ({"first": ["socialWorkers", "households", "persons"]}, 2800),
        ({"first": ["socialWorkers", "socialResources"]}, None),
        ({"add": [{"multiply": [2, 3]}, {"subtract": [5, 4]}]}, 7),
    ],
)
def test_arithmetic_is_unknown_with_any_part(ask: Ask, spec: Any, value: Any) -> None:
    assert ask("expression", spec, PLACE, thresholds={"rate": 0.5}) == value


@pytest.mark.parametrize(
    ("kinds", "value"),
    [
        (("basic", "basic"), 2),
        (("basic", None), Span(1, 2)),
        (("special", "special"), 0),
        ((None,), Span(0, 1)),
        ((), 0),
    ],
)
def test_count_is_a_span_where_ends_are_only_possible(ask: Ask, kinds: tuple[str | None, ...], value: Any) -> None:
    graph = _grids(*({"kind": kind} if kind else {} for kind in kinds))
    assert ask("expression", {"count": BASIC}, *graph) == value


@pytest.mark.parametrize(
    ("schemes", "value"),
    [
        (("甲", "甲"), 1),
        (("甲", "乙"), 2),
        (("甲", None), Span(1, 2)),
        ((None,), 1),
        ((None, None), Span(1, 2)),
        (("甲", "甲", None), Span(1, 2)),
        ((), 0),
    ],
)
def test_count_of_different_values(ask: Ask, schemes: tuple[str | None, ...], value: Any) -> None:
    graph = _grids(*({"scheme": one} if one else {} for one in schemes))
    assert ask("expression", {"count": GRIDS, "of": "scheme"}, *graph) == value


@pytest.mark.parametrize(("kind", "value"), [("basic", 2), (None, Span(1, 2)), ("special", 1)])
def test_possible_end_may_bring_a_new_value(ask: Ask, kind: str | None, value: Any) -> None:
    graph = _grids({"kind": "basic", "scheme": "甲"}, {"scheme": "乙", **({"kind": kind} if kind else {})})
    assert ask("expression", {"count": BASIC, "of": "scheme"}, *graph) == value


@pytest.mark.parametrize(
    ("tiers", "value"), [(("community", "community"), 1), (("community", "talent"), 2), (("talent", None), Span(1, 2))]
)
def test_count_of_what_relationships_say(ask: Ask, tiers: tuple[str | None, ...], value: Any) -> None:
    posts = {f"p{n}": "Post" for n in range(len(tiers))}
    edges = [("a", "RESERVE_FOR", f"p{n}", {"tier": one} if one else {}) for n, one in enumerate(tiers)]
    assert ask("expression", {"count": "->RESERVE_FOR Post", "edge": "tier"}, {"a": "Person", **posts}, edges) == value


@pytest.mark.parametrize(
    ("name", "sizes", "value"),
    [
        ("sum", (300, 310), 610),
        ("sum", (300, None), None),
        ("sum", (), 0),
        ("least", (310, 300), 300),
        ("least", (310, None), 310),
        ("greatest", (300, 310), 310),
        ("greatest", (None,), None),
        ("greatest", (), None),
        ("one", (300, 300), 300),
        ("one", (300, 310), None),
        ("one", (300, None), 300),
        ("one", (), None),
        ("join", (310, 300, 300, None), "300、310"),
        ("join", (), ""),
    ],
)
def test_values_over_the_ends(ask: Ask, name: str, sizes: tuple[int | None, ...], value: Any) -> None:
    graph = _grids(*({"households": one} if one else {} for one in sizes))
    assert ask("expression", {name: GRIDS, "of": "households"}, *graph) == value


@pytest.mark.parametrize(
    ("name", "possible", "value"),
    [
        ("sum", 310, Span(300, 610)),
        ("sum", None, None),
        ("least", 310, 300),
        ("least", 290, None),
        ("greatest", 290, 300),
        ("greatest", 310, None),
        ("one", 300, 300),
        ("one", 310, None),
        ("join", 310, "300"),
    ],
)
def test_possible_end_makes_unknown_what_it_would_change(ask: Ask, name: str, possible: int | None, value: Any) -> None:
    graph = _grids({"kind": "basic", "households": 300}, {"households": possible} if possible else {})
    assert ask("expression", {name: BASIC, "of": "households"}, *graph) == value


def test_join_without_of_gives_names(ask: Ask) -> None:
    assert ask("expression", {"join": GRIDS}, *_grids({"name": "第2网格"}, {"name": "第1网格"})) == "第1网格、第2网格"


@pytest.mark.parametrize(
    ("periods", "value"),
    [
        ({"2025-12": 9.0, "2026-06": 5.0}, 5.0),
        ({"2026-06": 5.0}, 5.0),
        ({None: 5.0}, 5.0),
        ({None: 9.0, "2026-06": 5.0}, 5.0),
        ({}, None),
    ],
)
def test_latest_is_the_newest_known(ask: Ask, periods: dict[str | None, float], value: Any) -> None:
    rows = [{"period": period, "value": one} if period else {"value": one} for period, one in periods.items()]
    nodes = {f"i{n}": {"label": "Indicator", **row} for n, row in enumerate(rows)}
    spec = {"latest": "<-MEASURES Indicator", "by": "period", "of": "value"}
    assert ask("expression", spec, {**PLACE, **nodes}, [(id, "MEASURES", "c") for id in nodes]) == value


@pytest.mark.parametrize(("values", "value"), [((5.0, 5.0), 5.0), ((5.0, 6.0), None)])
def test_two_latest_must_agree(ask: Ask, values: tuple[float, float], value: Any) -> None:
    nodes = {f"i{n}": {"label": "Indicator", "period": "2026-06", "value": one} for n, one in enumerate(values)}
    spec = {"latest": "<-MEASURES Indicator", "by": "period", "of": "value"}
    assert ask("expression", spec, {**PLACE, **nodes}, [(id, "MEASURES", "c") for id in nodes]) == value


@pytest.mark.parametrize(("period", "value"), [("2025-12", 5.0), ("2027-01", None)])
def test_possible_later_one_makes_the_latest_unknown(ask: Ask, period: str, value: Any) -> None:
    nodes = {
        "i": {"label": "Indicator", "period": "2026-06", "value": 5.0, "measure": "m"},
        "j": {"label": "Indicator", "period": period, "value": 7.0},
    }
    spec = {"latest": {"step": "<-MEASURES Indicator", "where": {"measure": "m"}}, "by": "period", "of": "value"}
    assert ask("expression", spec, {**PLACE, **nodes}, [(id, "MEASURES", "c") for id in nodes]) == value


@pytest.mark.parametrize(("kind", "value"), [("branch", 1), ("group", 0), (None, Span(0, 1))])
def test_common_counts_what_two_paths_share(ask: Ask, kind: str | None, value: Any) -> None:
    nodes = {"u": "Unit", "o": {"label": "PartyOrganisation", **({"kind": kind} if kind else {})}, "c": "Community"}
    edges = [("u", "MEMBER_OF", "o"), ("o", "BASED_IN", "c"), ("u", "BASED_IN", "c")]
    one = {"step": "->MEMBER_OF PartyOrganisation", "where": {"kind": "branch"}}
    assert (
        ask("expression", {"common": [one, "->BASED_IN Community <-BASED_IN PartyOrganisation"]}, nodes, edges) == value
    )


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        ({"date": "asOf", "months": 6}, date(2027, 5, 1)),
        ({"date": "asOf", "years": -1, "days": 3}, date(2025, 11, 4)),
        ({"date": "asOf", "months": {"multiply": [-1, "$months"]}}, date(2025, 11, 1)),
        ({"date": "asOf", "months": "$off"}, None),
        ({"date": "covenantOn", "years": 1}, None),
        ({"days": ["noticeOn", "asOf"]}, 31),
        ({"days": ["asOf", "noticeOn"]}, -31),
        ({"months": ["noticeOn", "asOf"]}, 1),
        ({"months": ["asOf", "covenantOn"]}, None),
    ],
)
def test_dates_move_and_lie_apart(ask: Ask, spec: Any, value: Any) -> None:
    nodes = {"c": {"label": "Community", "noticeOn": date(2026, 10, 1)}}
    assert ask("expression", spec, nodes, thresholds={"months": 12, "off": None}) == value


@pytest.mark.parametrize(("households", "value"), [(3000, "大"), (2000, "小"), (None, None)])
def test_choice_between_texts_is_unknown_with_its_condition(ask: Ask, households: int | None, value: Any) -> None:
    spec = {"if": {"households": {"over": 2500}}, "then": "=大", "else": "=小"}
    nodes = {"c": {"label": "Community", **({"households": households} if households else {})}}
    assert ask("expression", spec, nodes) == value


@pytest.mark.parametrize(
    ("yes", "no", "value"),
    [
        (1, 2, Span(1, 2)),
        (2, 1, Span(1, 2)),
        (1, 1, 1),
        ("=甲", "=甲", "甲"),
        (1, "=甲", None),
        (1, "socialWorkers", None),
    ],
)
def test_choice_under_an_unknown_condition_says_what_both_say(ask: Ask, yes: Any, no: Any, value: Any) -> None:
    spec = {"if": {"socialWorkers": {"over": 0}}, "then": yes, "else": no}
    assert ask("expression", spec, PLACE) == value


def test_choice_without_else_is_unknown_there(ask: Ask) -> None:
    assert ask("expression", {"if": {"households": {"under": 100}}, "then": 1}, PLACE) is None


@pytest.mark.parametrize(
    ("not_loaded", "told_by", "value"), [((), ("grids",), 1.5), (("grids",), ("grids",), None), (("grids",), (), 1.5)]
)
def test_mean_is_over_the_targets_that_somebody_told_of(
    ask: Ask, not_loaded: tuple[str, ...], told_by: tuple[str, ...], value: Any
) -> None:
    nodes = {"d": "District", "c": "Community", "e": "Community", **{f"g{n}": "Grid" for n in range(3)}}
    edges = [("c", "WITHIN", "d"), ("e", "WITHIN", "d"), *((f"g{n}", "WITHIN", "ece"[n]) for n in range(3))]
    nodes = {"c": nodes.pop("c"), **nodes}
    words = {"population": ("c", "e"), "not_loaded": not_loaded, "told_by": told_by}
    assert ask("expression", {"mean": {"count": GRIDS}}, nodes, edges, **words) == value


def test_mean_leaves_out_the_unknown_and_takes_the_middle_of_spans(ask: Ask) -> None:
    nodes: dict[str, Any] = {
        "c": {"label": "Community", "households": 10},
        "e": {"label": "Community", "households": 20},
        "f": "Community",
    }
    told = ask("expression", {"mean": "households"}, nodes, population=("c", "e", "f"))
    spec = {"mean": {"if": {"households": {"over": 0}}, "then": "households", "else": 0}}
    unknown = {"if": {"socialWorkers": 1}, "then": 10, "else": 20}
    assert told == ask("expression", spec, nodes, population=("c", "e", "f")) == 15
    assert ask("expression", {"mean": unknown}, nodes, population=("c",)) == 15


@pytest.mark.parametrize(
    ("spec", "value"),
    [
        ({"add": [{"count": BASIC}, 1]}, Span(2, 3)),
        ({"subtract": [1, {"count": BASIC}]}, Span(-1, 0)),
        ({"multiply": [{"count": BASIC}, {"count": BASIC}]}, Span(1, 4)),
        ({"divide": [6, {"count": BASIC}]}, Span(3, 6)),
        ({"divide": [6, {"subtract": [{"count": BASIC}, 1]}]}, None),
    ],
)
def test_arithmetic_goes_on_with_bounds(ask: Ask, spec: Any, value: Any) -> None:
    assert ask("expression", spec, *_grids({"kind": "basic"}, {})) == value


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        ("house", "at rules.no_property"),
        ("$none", "at rules.no_threshold"),
        (None, "at rules.bad_expression"),
        ([1], "at rules.bad_expression"),
        ({"average": GRIDS}, "at rules.bad_expression"),
        ({"count": "<-WITHIN Grids"}, "at.count rules.no_label"),
        ({"count": "->MEASURES Indicator"}, "at.count rules.wrong_direction"),
        ({"count": GRIDS, "by": "name"}, "at.count rules.unknown_key"),
        ({"count": GRIDS, "of": "shceme"}, "at.count.of rules.no_property"),
        ({"count": GRIDS, "edge": "tier"}, "at.count.edge rules.no_edge_property"),
        ({"sum": GRIDS, "of": "$none"}, "at.sum.of rules.no_threshold"),
        ({"latest": "<-MEASURES Indicator", "of": "value"}, "at.latest.by rules.bad_expression"),
        ({"common": [GRIDS]}, "at.common rules.bad_expression"),
        ({"common": GRIDS}, "at.common rules.bad_expression"),
        ({"length": "nam"}, "at.length rules.no_property"),
        ({"words": "空缺"}, "at.words rules.bad_expression"),
        ({"words": {"zh": "空缺"}}, "at.words rules.bad_expression"),
        ({"add": 3}, "at.add rules.bad_expression"),
        ({"add": []}, "at.add rules.bad_expression"),
        ({"add": ["households", "house"]}, "at.add.1 rules.no_property"),
        ({"subtract": [1]}, "at.subtract rules.bad_expression"),
        ({"divide": [1, 2, 3]}, "at.divide rules.bad_expression"),
        ({"first": "households"}, "at.first rules.bad_expression"),
        ({"days": ["asOf"]}, "at.days rules.bad_expression"),
        ({"months": "asOf"}, "at.months rules.bad_expression"),
        ({"date": "asOf", "weeks": 3}, "at.date rules.unknown_key"),
        ({"date": "asOf", "days": "house"}, "at.date.days rules.no_property"),
        ({"mean": "house"}, "at.mean rules.no_property"),
        ({"if": {}, "then": 1}, "at.if rules.bad_condition"),
        ({"if": {"households": 1}}, "at.if.then rules.bad_expression"),
        ({"if": {"households": 1}, "then": 1, "otherwise": 2}, "at.if rules.unknown_key"),
    ],
)
def test_wrong_expressions_are_told_with_their_place(
    problems_in: Callable[..., list[str]], spec: Any, problem: str
) -> None:
    assert problem in problems_in("expression", spec)


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(day=DAYS, months=st.integers(-240, 240))
def test_moved_months_lie_that_far_apart(day: date, months: int) -> None:
    later = moved(day, months=months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and moved(later, days=1).day == 1)


@given(day=DAYS, other=DAYS)
def test_months_between_never_reach_beyond_the_end(day: date, other: date) -> None:
    first, last = sorted((day, other))
    months = months_between(first, last)
    assert moved(first, months=months) <= last < moved(first, months=months + 1) or last.day < first.day


NUMBERS = st.integers(-9, 9)
SPANS = st.tuples(NUMBERS, NUMBERS).map(lambda pair: Span(min(pair), max(pair)))


@given(a=SPANS, b=SPANS, data=st.data(), name=st.sampled_from(["add", "subtract", "multiply", "divide"]))
def test_bounds_hold_whatever_the_numbers_are(ask: Ask, a: Span, b: Span, data: Any, name: str) -> None:
    told = ask("expression", {name: ["$a", "$b"]}, PLACE, thresholds={"a": a, "b": b})
    x, y = (data.draw(st.integers(int(one.low), int(one.high))) for one in (a, b))
    exact = ask("expression", {name: ["$a", "$b"]}, PLACE, thresholds={"a": x, "b": y})
    if told is not None:
        low, high = bounds(told)
        assert low <= exact <= high
