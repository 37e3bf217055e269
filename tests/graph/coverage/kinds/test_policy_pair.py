"""policy-pair: what the table says of two posts in one hand, ties that meet, what is declared, and what is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Assess = Callable[..., Any]

FORBIDDEN = {"statuses": ["forbidden"]}
SEATS: dict[str, Any] = {
    "label": "Tenure",
    "via": {"label": "Post", "where": {"role": "supervisionMember"}, "path": "<-OF_POST Tenure"},
}


def _hands(*roles: str, holders: str = "", **more: Any) -> dict[str, Any]:
    """Posts of these roles, the tenure ``t0`` in the first and so on; all in the hands of 甲, or of those given."""
    nodes: dict[str, Any] = {}
    edges: list[list[str]] = []
    for number, role in enumerate(roles):
        who = holders[number] if holders else "甲"
        nodes |= {f"p{number}": {"label": "Post", "role": role, "title": role}, f"t{number}": "Tenure"}
        nodes[who] = {"label": "Person", "name": who}
        edges += [[f"t{number}", "OF_POST", f"p{number}"], [f"t{number}", "HOLDER", who]]
    return {"nodes": nodes | more.pop("nodes", {}), "edges": edges + more.pop("edges", []), **more}


@pytest.mark.parametrize(
    ("other", "statuses", "state"),
    [
        ("villageMember", ["forbidden"], "gap"),
        ("villageDirector", ["forbidden"], "gap"),
        ("villagePartyMember", ["forbidden"], "present"),
        ("teamLeader", ["forbidden"], "present"),
        ("villageMember", ["encouraged"], "present"),
        ("villageMember", ["needsProcedure", "forbidden"], "gap"),
    ],
)
def test_pair_of_a_status_is_a_gap(assess: Assess, other: str, statuses: list[str], state: str) -> None:
    outcome = assess("policy-pair", {"statuses": statuses}, target=SEATS, of="t0", **_hands("supervisionMember", other))
    assert outcome.state == state


def test_gap_names_the_other_post_and_the_basis(assess: Assess) -> None:
    graph = _hands("supervisionMember", "villageMember", "villageDirector")
    verdict = assess("policy-pair", FORBIDDEN, target=SEATS, of="t0", **graph).verdict
    assert (verdict.values["other"], verdict.values["count"]) == ("villageMember、villageDirector", 2)
    assert "第32条" in verdict.values["basis"]
    assert verdict.witness == ("t0", "t1", "t2")


@pytest.mark.parametrize(("holders", "state"), [("甲甲", "gap"), ("甲乙", "present")])
def test_posts_in_two_hands_are_no_pair(assess: Assess, holders: str, state: str) -> None:
    graph = _hands("supervisionMember", "villageMember", holders=holders)
    assert assess("policy-pair", FORBIDDEN, target=SEATS, of="t0", **graph).state == state


@pytest.mark.parametrize(("ended", "state"), [("2026-11-01", "present"), ("2026-11-02", "gap")])
def test_posts_of_different_days_are_no_pair(assess: Assess, ended: str, state: str) -> None:
    graph = _hands("supervisionMember", "villageMember", set={"t1": {"validTo": date.fromisoformat(ended)}})
    assert assess("policy-pair", FORBIDDEN, target=SEATS, of="t0", **graph).state == state


@pytest.mark.parametrize(
    ("roles", "state"), [(["villageDirector"], "present"), (["villageMember"], "gap"), ([], "gap")]
)
def test_only_pairs_with_the_roles_given_count(assess: Assess, roles: list[str], state: str) -> None:
    graph = _hands("supervisionMember", "villageMember")
    assert assess("policy-pair", {**FORBIDDEN, "with_roles": roles}, target=SEATS, of="t0", **graph).state == state


@pytest.mark.parametrize(
    ("words", "asked", "state"),
    [
        (None, "needsProcedure", "unknown"),
        ("公务员", "needsProcedure", "gap"),
        ("非公务员", "needsProcedure", "present"),
        (None, "forbidden", "present"),
    ],
)
def test_pair_that_depends_on_what_no_file_says_is_unknown(
    assess: Assess, words: str | None, asked: str, state: str
) -> None:
    graph = _hands("streetSecretary", "ownersMember", set={"t0": {"concurrentText": words}})
    target = {**SEATS, "via": {**SEATS["via"], "where": {"role": "streetSecretary"}}}
    assert assess("policy-pair", {"statuses": [asked]}, target=target, of="t0", **graph).state == state


BODY = {"label": "SupervisionCommittee"}
MEMBERS = {"tenures": "<-POST_IN Post <-OF_POST Tenure", "statuses": ["forbidden"], "with_roles": ["villageMember"]}


def _committee(*roles: str, holders: str = "", **more: Any) -> dict[str, Any]:
    graph = _hands(*roles, holders=holders, **more)
    graph["nodes"]["s"] = {"label": "SupervisionCommittee", **more.get("told", {})}
    graph["edges"] += [["s", "BASED_IN", "community"], ["p0", "POST_IN", "s"]]
    graph.pop("told", None)
    return graph


def test_body_is_judged_by_all_its_members_and_names_them(assess: Assess) -> None:
    graph = _committee("supervisionMember", "villageMember")
    verdict = assess("policy-pair", MEMBERS, target=BODY, of="s", **graph).verdict
    assert (verdict.state, verdict.values["other"], verdict.witness) == (
        "gap",
        "甲（villageMember）",
        ("s", "t0", "t1"),
    )


@pytest.mark.parametrize(("holders", "state"), [("甲甲", "gap"), ("甲乙", "present")])
def test_members_of_a_body_are_judged_one_by_one(assess: Assess, holders: str, state: str) -> None:
    graph = _committee("supervisionMember", "villageMember", holders=holders)
    assert assess("policy-pair", MEMBERS, target=BODY, of="s", **graph).state == state


@pytest.mark.parametrize(("declared", "state"), [(True, "gap"), (False, "present"), (None, "present")])
def test_what_is_declared_is_a_gap_by_itself(assess: Assess, declared: bool | None, state: str) -> None:
    told = {} if declared is None else {"relativesDeclared": declared}
    graph = _committee("supervisionMember", told=told)
    check = {**MEMBERS, "declared": {"relativesDeclared": True}}
    outcome = assess("policy-pair", check, target=BODY, of="s", **graph)
    assert (outcome.state, outcome.verdict.values.get("other")) == (state, "" if state == "gap" else None)


@pytest.mark.parametrize(
    ("roles", "declared", "state"),
    [
        (("supervisionMember",), None, "unknown"),
        (("supervisionMember",), False, "present"),
        (("supervisionMember", "villageMember"), None, "gap"),
    ],
)
def test_without_what_must_be_known_only_a_gap_is_known(
    assess: Assess, roles: tuple[str, ...], declared: bool | None, state: str
) -> None:
    told = {} if declared is None else {"relativesDeclared": declared}
    check = {**MEMBERS, "known": {"relativesDeclared": False}}
    assert assess("policy-pair", check, target=BODY, of="s", **_committee(*roles, told=told)).state == state


TIE = {"tie": "->HOLDER Person ->WORKS_AT PropertyCompany", "meets": [
    "->OF_POST Post ->RESPONSIBLE_FOR Compound", {"step": "<-SERVES PropertyCompany", "edge": {"mode": "企业"}}]}  # fmt: skip
OWNER = {"label": "Tenure", "via": {"label": "Post", "where": {"role": "ownersMember"}, "path": "<-OF_POST Tenure"}}


@pytest.mark.parametrize(
    ("serves", "state"),
    [
        (["f", "SERVES", "c", {"mode": "企业"}], "gap"),
        (["f", "SERVES", "c"], "unknown"),
        (["f", "SERVES", "c", {"mode": "自治"}], "present"),
        (["g", "SERVES", "c", {"mode": "企业"}], "present"),
    ],
)
def test_ties_that_meet_are_a_gap_and_unknown_where_only_possible(
    assess: Assess, serves: list[Any], state: str
) -> None:
    nodes = {"c": "Compound", "f": {"label": "PropertyCompany", "name": "示例物业"}, "g": "PropertyCompany"}
    edges = [["p0", "RESPONSIBLE_FOR", "c"], ["甲", "WORKS_AT", "f"], serves]
    outcome = assess("policy-pair", TIE, target=OWNER, of="t0", **_hands("ownersMember", nodes=nodes, edges=edges))
    assert outcome.state == state
    assert outcome.verdict.values.get("other") == ("示例物业" if state == "gap" else None)


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({}, "check rules.bad_value"),
        ({"tie": "->HOLDER Person"}, "check rules.bad_value"),
        ({"tenures": "<-POST_IN Post"}, "check rules.bad_value"),
        ({**FORBIDDEN, "tenures": "<-POST_IN Posts"}, "check.tenures rules.no_label"),
        ({**FORBIDDEN, "known": {}}, "check.known rules.bad_condition"),
        ({"declared": {"relative": True}}, "check.declared.relative rules.no_property"),
        ({**FORBIDDEN, "role": "villageMember"}, "check.role rules.bad_value"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: dict[str, Any], problem: str) -> None:
    assert problem in problems_of("policy-pair", check, target=BODY)
