"""chain: one superior each up to the root; a break is told where it is, with what hangs below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

Assess = Callable[..., Any]
Ties = list[tuple[str, str]]

CHECK = {"along": "SUBORDINATE_TO", "root": {"kind": "committee"}, "written": "superiorText"}
TARGET = {"label": "PartyOrganisation", "where": {"not": {"kind": "committee"}}}
KINDS = {"root": "committee", "w": "workingCommittee", "b": "branch", "c": "branch", "d": "group", "e": "group"}
SOUND: Ties = [("w", "root"), ("b", "w"), ("c", "w"), ("d", "b"), ("e", "d")]


def _chain(assess: Assess, ties: Ties, of: str, **more: Any) -> Any:
    bodies = {id: {"label": "PartyOrganisation", "name": id, "kind": kind} for id, kind in KINDS.items()}
    edges = [[one, "SUBORDINATE_TO", other] for one, other in ties]
    return assess("chain", CHECK, target=TARGET, of=of, nodes=bodies, edges=edges, **more)


def _without(*gone: tuple[str, str]) -> Ties:
    return [tie for tie in SOUND if tie not in gone]


@pytest.mark.parametrize("of", ["w", "b", "c", "d", "e"])
def test_sound_chain_passes_everywhere(assess: Assess, of: str) -> None:
    assert _chain(assess, SOUND, of).state == "present"


@pytest.mark.parametrize(
    ("ties", "of", "how", "below", "superiors"),
    [
        (_without(("b", "w")), "b", "没有上级", 2, "无"),
        (_without(("w", "root")), "w", "没有上级", 4, "无"),
        ([*SOUND, ("d", "c")], "d", "有两个以上的上级", 1, "b、c"),
        ([*_without(("b", "w")), ("b", "c"), ("c", "b")], "c", "有两个以上的上级", 3, "w、b"),
        ([*_without(("b", "w"), ("c", "w")), ("b", "c"), ("c", "b")], "b", "与上级互为上下级", 3, "c"),
        ([*_without(("b", "w")), ("b", "b")], "b", "与上级互为上下级", 2, "无"),
        ([*_without(("b", "w")), ("b", "e")], "d", "与上级互为上下级", 2, "b、e"),
    ],
)
def test_break_is_told_with_what_hangs_below(
    assess: Assess, ties: Ties, of: str, how: str, below: int, superiors: str
) -> None:
    outcome = _chain(assess, ties, of)
    values = outcome.verdict.values
    told = values["superiors"]
    assert (outcome.state, values["how"].zh, values["below"]) == ("gap", how, below)
    assert getattr(told, "zh", told) == superiors


@pytest.mark.parametrize(
    ("ties", "sound"),
    [
        (_without(("b", "w")), {"w", "c", "d", "e"}),
        ([*SOUND, ("d", "c")], {"w", "b", "c", "e"}),
        ([*_without(("b", "w")), ("b", "d")], {"w", "c", "e"}),
    ],
)
def test_break_is_found_once_and_not_at_what_hangs_below(assess: Assess, ties: Ties, sound: set[str]) -> None:
    assert {of for of in "wbcde" if _chain(assess, ties, of).state == "present"} == sound


def test_superior_that_no_roster_lists_is_named_as_written(assess: Assess) -> None:
    outcome = _chain(assess, _without(("b", "w")), "b", set={"b": {"superiorText": "示例不存在党委"}})
    values = outcome.verdict.values
    assert (values["how"].zh, values["superiors"], outcome.verdict.observed) == (
        "所填上级不在名册中",
        "示例不存在党委",
        0,
    )


def test_superior_listed_twice_is_one(assess: Assess) -> None:
    assert _chain(assess, [*SOUND, ("b", "w")], "b").state == "present"


@pytest.mark.parametrize(
    ("kind", "state", "how"),
    [("committee", "present", None), ("branch", "gap", "上级之上没有归属"), (None, "unknown", None)],
)
def test_end_outside_the_targets_must_be_the_root(
    assess: Assess, kind: str | None, state: str, how: str | None
) -> None:
    told = {"label": "PartyOrganisation", "name": "x", **({"kind": kind} if kind else {})}
    target = {"label": "PartyOrganisation", "where": {"kind": "group"}}
    nodes = {"x": told, "g": {"label": "PartyOrganisation", "name": "g", "kind": "group"}}
    outcome = assess("chain", CHECK, target=target, of="g", nodes=nodes, edges=[["g", "SUBORDINATE_TO", "x"]])
    assert outcome.state == state
    assert getattr(outcome.verdict.values.get("how"), "zh", None) == how


def test_ended_tie_leads_nowhere(assess: Assess) -> None:
    nodes = {id: {"label": "PartyOrganisation", "name": id, "kind": KINDS[id]} for id in ("root", "w")}
    edges = [["w", "SUBORDINATE_TO", "root", {"validTo": date(2026, 11, 1)}]]
    assert assess("chain", CHECK, target=TARGET, of="w", nodes=nodes, edges=edges).state == "gap"


@given(ties=st.lists(st.tuples(st.sampled_from("wbcde"), st.sampled_from(["root", *"wbcde"])), max_size=9))
def test_nothing_is_broken_exactly_where_everybody_reaches_the_root_by_one_way(assess: Assess, ties: Ties) -> None:
    above = {of: {other for one, other in ties if one == of} for of in "wbcde"}
    outcomes = {of: _chain(assess, ties, of).state for of in "wbcde"}
    assert all(state == "present" for state in outcomes.values()) is all(_reaches(of, above) for of in "wbcde")
    for of, state in outcomes.items():
        assert state == ("present" if len(above[of]) == 1 and not _returns(of, above) else "gap")


def _reaches(of: str, above: dict[str, set[str]]) -> bool:
    for _ in range(6):
        if of == "root":
            return True
        if len(above[of]) != 1:
            return False
        of = next(iter(above[of]))
    return False


def _returns(of: str, above: dict[str, set[str]]) -> bool:
    at = of
    for _ in range(6):
        if at == "root" or len(above[at]) != 1:
            return False
        at = next(iter(above[at]))
        if at == of:
            return True
    return False


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({"root": {"kind": "committee"}}, "check.along rules.bad_value"),
        ({"along": "SUBORDINATE", "root": {"kind": "committee"}}, "check.along rules.no_type"),
        ({"along": "SUBORDINATE_TO"}, "check.root rules.bad_value"),
        ({"along": "SUBORDINATE_TO", "root": {}}, "check.root rules.bad_condition"),
        ({**CHECK, "written": "superior"}, "check.written rules.no_property"),
        ({**CHECK, "most": 3}, "check.most rules.bad_value"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: dict[str, Any], problem: str) -> None:
    assert problem in problems_of("chain", check, target=TARGET)
