"""Conditions: every operator, three-valued logic, what is unknown, and what is told of a wrong one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage.query import Compiler, Truth
from graph.coverage.query.values import both, either, negated
from graph.model import load_model

Ask = Callable[..., Any]

PLACE = {
    "c": {
        "label": "Community",
        "name": "康吉社区",
        "code": "140213050001",
        "households": 2800,
        "hasNotice": True,
        "noticeOn": date(2026, 10, 2),
        "aliases": ["康吉社区居民委员会", "康吉"],
    }
}
TRUE, FALSE, UNKNOWN = {"households": 2800}, {"households": 1}, {"persons": 1}
LITERALS: dict[Truth, dict[str, Any]] = {True: TRUE, False: FALSE, None: UNKNOWN}


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ({"households": 2800}, True),
        ({"households": 2801}, False),
        ({"households": [1, 2800]}, True),
        ({"households": [1, 2]}, False),
        ({"households": []}, False),
        ({"households": {"is": 2800}}, True),
        ({"households": {"is": "$size"}}, True),
        ({"households": {"not": 2800}}, False),
        ({"households": {"not": 1}}, True),
        ({"households": {"in": [2800]}}, True),
        ({"households": {"in": "$list"}}, True),
        ({"name": {"in": "$list"}}, False),
        ({"households": {"atLeast": 2800}}, True),
        ({"households": {"atLeast": 2801}}, False),
        ({"households": {"atMost": 2800}}, True),
        ({"households": {"atMost": 2799}}, False),
        ({"households": {"over": 2799}}, True),
        ({"households": {"over": 2800}}, False),
        ({"households": {"under": 2801}}, True),
        ({"households": {"under": 2800}}, False),
        ({"households": {"atLeast": 1000, "atMost": 3000}}, True),
        ({"households": {"atLeast": 1000, "atMost": 2000}}, False),
        ({"households": {"over": {"add": ["$size", -1]}}}, True),
        ({"name": "康吉社区"}, True),
        ({"name": {"is": "=康吉社区"}}, False),
        ({"code": {"startsWith": "140213"}}, True),
        ({"code": {"startsWith": "140214"}}, False),
        ({"code": {"startsWith": "$prefix"}}, True),
        ({"code": {"format": "division"}}, True),
        ({"name": {"format": "division"}}, False),
        ({"code": {"format": "grid"}}, False),
        ({"aliases": {"has": "康吉"}}, True),
        ({"aliases": {"has": "别名"}}, False),
        ({"hasNotice": True}, True),
        ({"hasNotice": False}, False),
        ({"noticeOn": date(2026, 10, 2)}, True),
        ({"noticeOn": {"atMost": "asOf"}}, True),
        ({"noticeOn": {"over": {"date": "asOf", "days": -30}}}, False),
        ({"noticeOn": {"over": {"date": "asOf", "days": -31}}}, True),
        ({"households": {"recorded": True}}, True),
        ({"households": {"recorded": False}}, False),
        ({"persons": {"recorded": True}}, False),
        ({"persons": {"recorded": False}}, True),
        ({"is_a": "Community"}, True),
        ({"is_a": ["Village", "Area"]}, True),
        ({"is_a": ["Village", "Grid"]}, False),
        ({"value": "households", "over": 2799}, True),
        ({"value": {"count": "<-WITHIN Grid"}, "is": 0}, True),
        ({"value": "households", "atLeast": 1000, "atMost": 2000}, False),
        ({"value": "label", "in": ["Community"]}, True),
        ({"households": 2800, "hasNotice": False}, False),
        ({"households": 2800, "hasNotice": True}, True),
    ],
)
def test_operators_on_what_is_recorded(ask: Ask, spec: dict[str, Any], told: bool) -> None:
    thresholds = {"size": 2800, "list": [2800, 5], "prefix": "1402"}
    assert ask("condition", spec, PLACE, thresholds=thresholds) is told


@pytest.mark.parametrize(
    "spec",
    [
        {"persons": 1},
        {"persons": [1]},
        {"persons": {"not": 1}},
        {"persons": {"atLeast": 0}},
        {"persons": {"under": 5}},
        {"persons": {"in": "$list"}},
        {"kindText": {"startsWith": "1"}},
        {"kind": {"format": "division"}},
        {"covenantOn": {"atMost": "asOf"}},
        {"households": {"atLeast": "$off"}},
        {"value": "households", "is": {"add": ["persons", 0]}},
        {"households": {"atLeast": "$list"}},
        {"noticeOn": {"over": {"date": "covenantOn", "days": 1}}},
        {"value": "persons", "atLeast": 3},
        {"value": {"divide": ["households", 0]}, "atLeast": 3},
    ],
)
def test_comparison_is_unknown_with_either_side(ask: Ask, spec: dict[str, Any]) -> None:
    assert ask("condition", spec, PLACE, thresholds={"off": None, "list": [1, 2]}) is None


def test_property_without_aliases_is_unknown(ask: Ask) -> None:
    assert ask("condition", {"aliases": {"has": "康吉"}}, {"c": "Community"}) is None


@pytest.mark.parametrize(("a", "b"), list(product([True, False, None], repeat=2)))
def test_combinations_follow_kleene(ask: Ask, a: Truth, b: Truth) -> None:
    one, other = LITERALS[a], LITERALS[b]
    assert ask("condition", {"all": [one, other]}, PLACE) is both(a, b)
    assert ask("condition", {"any": [one, other]}, PLACE) is either(a, b)
    assert ask("condition", {"not": {"all": [one, other]}}, PLACE) is negated(both(a, b))
    assert ask("condition", {"all": [one], "any": [other]}, PLACE) is both(a, b)


TRUTHS = st.sampled_from([True, False, None])


NESTED = st.recursive(
    TRUTHS, lambda part: st.tuples(st.sampled_from(["all", "any", "not"]), st.lists(part, min_size=1, max_size=3))
)


@given(told=NESTED)
def test_nested_conditions_are_worth_what_their_parts_are(ask: Ask, told: Any) -> None:
    assert ask("condition", _spec(told), PLACE) is _worth(told)


def _spec(told: Any) -> dict[str, Any]:
    if not isinstance(told, tuple):
        return LITERALS[told]
    name, parts = told
    return {"not": _spec(parts[0])} if name == "not" else {name: [_spec(part) for part in parts]}


def _worth(told: Any) -> Truth:
    if not isinstance(told, tuple):
        return told  # type: ignore[no-any-return]
    name, parts = told
    worths = [_worth(part) for part in parts]
    if name == "not":
        return negated(worths[0])
    decisive = name == "any"
    return decisive if decisive in worths else None if None in worths else not decisive


@pytest.mark.parametrize(
    ("kinds", "exists", "none"),
    [
        ((), False, True),
        (("basic",), True, False),
        (("special",), False, True),
        ((None,), None, None),
        (("special", None), None, None),
        (("basic", None), True, False),
    ],
)
def test_existence_is_unknown_where_ends_are_only_possible(
    ask: Ask, kinds: tuple[str | None, ...], exists: Truth, none: Truth
) -> None:
    grids = {f"g{n}": {"label": "Grid", **({"kind": kind} if kind else {})} for n, kind in enumerate(kinds)}
    path, ties = {"step": "<-WITHIN Grid", "where": {"kind": "basic"}}, [(id, "WITHIN", "c") for id in grids]
    assert ask("condition", {"exists": path}, {**PLACE, **grids}, ties) is exists
    assert ask("condition", {"none": path}, {**PLACE, **grids}, ties) is none


@pytest.mark.parametrize(
    ("kinds", "several"),
    [
        ((), False),
        (("basic",), False),
        (("basic", "special"), False),
        (("basic", "basic"), True),
        (("basic", None), None),
        ((None, None), None),
        (("basic", "basic", None), True),
    ],
)
def test_several_are_two_at_least(ask: Ask, kinds: tuple[str | None, ...], several: Truth) -> None:
    grids = {f"g{n}": {"label": "Grid", **({"kind": kind} if kind else {})} for n, kind in enumerate(kinds)}
    path, ties = {"step": "<-WITHIN Grid", "where": {"kind": "basic"}}, [(id, "WITHIN", "c") for id in grids]
    assert ask("condition", {"several": path}, {**PLACE, **grids}, ties) is several


@pytest.mark.parametrize(
    ("holder", "role", "told"),
    [("a", "ownersDirector", True), ("b", "ownersDirector", False), ("a", "ownersMember", False), ("a", None, None)],
)
def test_path_that_returns_leads_back_to_the_node(ask: Ask, holder: str, role: str | None, told: Truth) -> None:
    nodes: dict[str, Any] = {"t": "Tenure", "u": "Tenure", "c": "Compound", "a": "Person", "b": "Person"}
    nodes |= {
        "p": {"label": "Post", "role": "branchSecretary"},
        "q": {"label": "Post", **({"role": role} if role else {})},
    }
    ties = [
        ("t", "OF_POST", "p"), ("t", "HOLDER", "a"), ("p", "RESPONSIBLE_FOR", "c"), ("q", "RESPONSIBLE_FOR", "c"),
        ("u", "OF_POST", "q"), ("u", "HOLDER", holder),
    ]  # fmt: skip
    path = [
        "->OF_POST Post ->RESPONSIBLE_FOR Compound",
        {"step": "<-RESPONSIBLE_FOR Post", "where": {"role": "ownersDirector"}},
        "<-OF_POST Tenure ->HOLDER Person <-HOLDER Tenure",
    ]
    assert ask("condition", {"returns": path}, nodes, ties) is told


@pytest.mark.parametrize("trait", ["lead", "load", "secretary"])
def test_trait_names_the_roles_of_the_table(ask: Ask, trait: str) -> None:
    roles = load_model().roles
    marked = {role for role in roles if getattr(roles[role], trait)}
    for role in roles:
        told = ask("condition", {"role": {"trait": trait}}, {"p": {"label": "Post", "role": role}})
        assert told is (role in marked)
    assert 0 < len(marked) < len(roles)


@pytest.mark.parametrize(
    ("not_loaded", "spec", "told"),
    [
        ((), {"loaded": "grids"}, True),
        (("grids",), {"loaded": "grids"}, False),
        (("grids",), {"loaded": ["grids", "compounds"]}, True),
        (("grids", "compounds"), {"loaded": ["grids", "compounds"]}, False),
        (("grids:leader",), {"loaded": "grids"}, True),
        (("grids:leader",), {"loaded": "grids:leader"}, False),
        ((), {"persons": {"told": True}}, False),
        ((), {"persons": {"told": False}}, True),
        (("persons",), {"persons": {"told": True}}, None),
        (("persons",), {"persons": {"told": False}}, None),
        (("households",), {"households": {"told": True}}, True),
        (("households",), {"households": {"told": False}}, False),
    ],
)
def test_what_was_loaded_and_told(ask: Ask, not_loaded: tuple[str, ...], spec: dict[str, Any], told: Truth) -> None:
    nodes = {**PLACE, "d": "District"}
    assert ask("condition", spec, nodes, [("c", "WITHIN", "d")], not_loaded=not_loaded) is told


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"Tenure.approvalNumber": "M"}, False),
        ({"Tenure[Party].approvalNumber": "M"}, False),
        ({"approvalNumber": "M"}, False),
        ({"Organisation.approvalNumber": "M"}, None),
        ({"Tenure.approvalOn": "N"}, None),
        ({}, None),
    ],
)
def test_column_tells_of_the_nodes_of_its_rows_only(ask: Ask, columns: dict[str, str], told: Truth) -> None:
    sheet = {"label": "Source", "kind": "two_committees", "columns": json.dumps(columns)}
    other = {"label": "Source", "kind": "villages", "columns": json.dumps({"Tenure.approvalNumber": "A"})}
    nodes = {"t": {"label": "Tenure", "sources": ["s#4", "s#4:validFrom"]}, "s": sheet, "o": other}
    assert ask("condition", {"approvalNumber": {"told": True}}, nodes) is told


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        ({}, "at rules.bad_condition"),
        (None, "at rules.bad_condition"),
        ("kind", "at rules.bad_condition"),
        ({"all": []}, "at.all rules.bad_condition"),
        ({"any": {"households": 1}}, "at.any rules.bad_condition"),
        ({"all": [{"households": 1}, {}]}, "at.all.1 rules.bad_condition"),
        ({"not": {}}, "at.not rules.bad_condition"),
        ({"house": 1}, "at.house rules.no_property"),
        ({"all": [{"not": {"house": 1}}]}, "at.all.0.not.house rules.no_property"),
        ({"households": {}}, "at.households rules.bad_condition"),
        ({"households": {"least": 3}}, "at.households rules.no_operator"),
        ({"households": {"atLeast": "$none"}}, "at.households.atLeast rules.no_threshold"),
        ({"households": {"atLeast": None}}, "at.households.atLeast rules.bad_expression"),
        ({"households": None}, "at.households.is rules.bad_expression"),
        ({"households": {"atLeast": {"sum": "<-WITHIN Grids"}}}, "at.households.atLeast.sum rules.no_label"),
        ({"households": {"atLeast": "many"}}, "at.households rules.bad_operand"),
        ({"households": ["many"]}, "at.households rules.bad_operand"),
        ({"households": True}, "at.households rules.bad_operand"),
        ({"hasNotice": "yes"}, "at.hasNotice rules.bad_operand"),
        ({"noticeOn": {"atMost": 30}}, "at.noticeOn rules.bad_operand"),
        ({"name": {"is": date(2026, 1, 1)}}, "at.name rules.bad_operand"),
        ({"aliases": "康吉"}, "at.aliases rules.no_operator_for"),
        ({"households": {"has": 3}}, "at.households rules.no_operator_for"),
        ({"households": {"startsWith": "2"}}, "at.households rules.no_operator_for"),
        ({"kind": [["basic"]]}, "at.kind rules.no_literals"),
        ({"code": {"format": "postcode"}}, "at.code rules.no_format"),
        ({"kind": {"trait": "leads"}}, "at.kind.trait rules.no_trait"),
        ({"atLeast": 3}, "at rules.stray_operator"),
        ({"households": 1, "atLeast": 3}, "at rules.stray_operator"),
        ({"value": "households"}, "at rules.bad_condition"),
        ({"value": "households", "told": True}, "at rules.stray_operator"),
        ({"value": "house", "is": 1}, "at.value rules.no_property"),
        ({"exists": "<-WITHIN Grids"}, "at.exists rules.no_label"),
        ({"none": "->MEASURES Indicator"}, "at.none rules.wrong_direction"),
        ({"none": []}, "at.none rules.bad_path"),
        ({"returns": "<-POST_IN Post"}, "at.returns rules.no_such_join"),
        ({"is_a": ["Comunity"]}, "at.is_a rules.no_label"),
        ({"is_a": 3}, "at.is_a rules.no_texts"),
        ({"loaded": []}, "at.loaded rules.no_texts"),
        ({"loaded": [3]}, "at.loaded rules.no_texts"),
        ({"loaded": {"kind": "grids"}}, "at.loaded rules.no_texts"),
    ],
)
def test_wrong_conditions_are_told_with_their_place(
    problems_in: Callable[..., list[str]], spec: Any, problem: str
) -> None:
    assert problem in problems_in("condition", spec)


def test_every_problem_is_told_at_once(problems_in: Callable[..., list[str]]) -> None:
    spec = {"house": 1, "any": [{"households": {"least": 3}}, {"exists": "<-WITHIN Grids"}], "atLeast": 3}
    assert problems_in("condition", spec) == [
        "at.house rules.no_property",
        "at.any.0.households rules.no_operator",
        "at.any.0.households rules.bad_condition",
        "at.any.1.exists rules.no_label",
        "at rules.stray_operator",
    ]


def test_near_names_are_offered() -> None:
    compiler = Compiler(load_model(), "T1")
    compiler.condition({"household": 1, "exists": "<-WITHN Grid"}, ("Community",), "at")
    told = [str(problem.message) for problem in compiler.problems]
    assert "households" in told[0] and "WITHIN" in told[1]
