"""exists: something at the end of one of the paths, and a condition beside it; what is only possible is unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Assess = Callable[..., Any]

OWN = {"step": "<-BASED_IN PartyOrganisation", "where": {"kind": ["branch", "jointBranch"]}}
SHARED = {"step": "<-SERVES PartyOrganisation", "where": {"kind": "jointBranch"}}
BRANCH = {"paths": [OWN, SHARED]}


def _bodies(*rows: tuple[str, str | None]) -> dict[str, Any]:
    """Party organisations tied to the community: how, and of what kind."""
    nodes = {
        f"b{n}": {"label": "PartyOrganisation", **({"kind": kind} if kind else {})} for n, (_, kind) in enumerate(rows)
    }
    return {"nodes": nodes, "edges": [[f"b{n}", tie, "community"] for n, (tie, _) in enumerate(rows)]}


@pytest.mark.parametrize(
    ("bodies", "state", "witness"),
    [
        ([("BASED_IN", "branch")], "present", ("community", "b0")),
        ([("SERVES", "jointBranch")], "present", ("community", "b0")),
        ([("BASED_IN", "group")], "gap", ("community",)),
        ([("SERVES", "branch")], "gap", ("community",)),
        ([], "gap", ("community",)),
        ([("BASED_IN", None)], "unknown", ("community", "b0")),
        ([("BASED_IN", None), ("SERVES", "jointBranch")], "present", ("community", "b1")),
        ([("BASED_IN", None), ("BASED_IN", "branch")], "present", ("community", "b1")),
        ([("SERVES", None), ("BASED_IN", "group")], "unknown", ("community", "b0")),
    ],
)
def test_any_path_that_leads_somewhere_passes(
    assess: Assess, bodies: list[tuple[str, str | None]], state: str, witness: tuple[str, ...]
) -> None:
    outcome = assess("exists", BRANCH, **_bodies(*bodies))
    assert (outcome.state, outcome.verdict.witness) == (state, witness)


@pytest.mark.parametrize(
    ("body", "notice", "state"),
    [
        ("branch", True, "present"),
        ("branch", False, "gap"),
        ("branch", None, "unknown"),
        (None, False, "gap"),
        (None, True, "unknown"),
        ("group", None, "gap"),
        ("group", True, "gap"),
    ],
)
def test_requirement_must_hold_as_well(assess: Assess, body: str | None, notice: bool | None, state: str) -> None:
    check = {**BRANCH, "require": {"hasNotice": True}}
    assert (
        assess("exists", check, set={"community": {"hasNotice": notice}}, **_bodies(("BASED_IN", body))).state == state
    )


@pytest.mark.parametrize(("notice", "state"), [(True, "present"), (False, "gap"), (None, "unknown")])
def test_requirement_alone_decides(assess: Assess, notice: bool | None, state: str) -> None:
    outcome = assess("exists", {"require": {"hasNotice": True}}, set={"community": {"hasNotice": notice}})
    assert (outcome.state, outcome.verdict.witness) == (state, ("community",))


@pytest.mark.parametrize(
    ("ended", "state"), [(None, "present"), ("2026-11-02", "present"), ("2026-11-01", "gap"), ("2020-01-01", "gap")]
)
def test_what_ended_on_the_day_is_no_longer_there(assess: Assess, ended: str | None, state: str) -> None:
    told = {"validTo": date.fromisoformat(ended)} if ended else {}
    nodes = {"p": {"label": "Post", "role": "communitySecretary"}, "t": {"label": "Tenure", **told}}
    check = {"paths": ["<-RESPONSIBLE_FOR Post <-OF_POST Tenure"]}
    edges = [["p", "RESPONSIBLE_FOR", "community"], ["t", "OF_POST", "p"]]
    assert assess("exists", check, nodes=nodes, edges=edges).state == state


@pytest.mark.parametrize(
    ("not_loaded", "told_by", "state", "why"),
    [
        ([], ["party_organisations"], "gap", ""),
        (["party_organisations"], ["party_organisations"], "unknown", "not_told"),
        (["party_organisations"], ["communities"], "gap", ""),
        (["communities"], ["party_organisations", "communities"], "unknown", "not_told"),
        (["grids"], [{"any": [{"loaded": "grids"}, {"households": {"under": 100}}]}], "unknown", "not_told"),
        (["grids"], [{"any": [{"loaded": "grids"}, {"households": {"over": 100}}]}], "gap", ""),
    ],
)
def test_gap_of_which_nobody_told_is_unknown(
    assess: Assess, not_loaded: list[str], told_by: list[Any], state: str, why: str
) -> None:
    outcome = assess("exists", BRANCH, told_by=told_by, not_loaded=not_loaded, set={"community": {"households": 2800}})
    assert (outcome.state, outcome.why) == (state, why)


def test_roster_that_was_not_loaded_takes_nothing_from_what_is_there(assess: Assess) -> None:
    graph = _bodies(("BASED_IN", "branch"))
    assert (
        assess("exists", BRANCH, told_by=["party_organisations"], not_loaded=["party_organisations"], **graph).state
        == "present"
    )


@pytest.mark.parametrize(
    ("households", "state", "why"), [(2800, "gap", ""), (10, "exempt", "condition"), (None, "unknown", "due")]
)
def test_condition_that_makes_it_due(assess: Assess, households: int | None, state: str, why: str) -> None:
    due = {"when": {"households": {"atLeast": 100}}, "otherwise": {"zh": "小", "en": "small"}}
    outcome = assess("exists", BRANCH, due=due, set={"community": {"households": households}})
    assert (outcome.state, outcome.why) == (state, why)


@pytest.mark.parametrize(("rule", "state"), [("T1", "exempt"), ("T2", "exempt"), ("T3", "gap")])
def test_decision_exempts_from_the_rule_that_it_names(assess: Assess, rule: str, state: str) -> None:
    nodes, edges = {"e": {"label": "Exemption", "rule": rule}}, [["e", "ABOUT", "community"]]
    assert assess("exists", BRANCH, exempt_by=["T2"], nodes=nodes, edges=edges).state == state


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({}, "check rules.bad_value"),
        ({"require": {}}, "check.require rules.bad_condition"),
        ({"paths": []}, "check rules.bad_value"),
        ({"paths": ["<-BASED_IN PartyOrganisations"]}, "check.paths.0 rules.no_label"),
        ({"paths": [OWN, "->BASED_IN PartyOrganisation"]}, "check.paths.1 rules.wrong_direction"),
        ({"paths": [OWN], "require": {"notice": True}}, "check.require.notice rules.no_property"),
        ({"path": OWN}, "check.path rules.bad_value"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: dict[str, Any], problem: str) -> None:
    assert problem in problems_of("exists", check)
