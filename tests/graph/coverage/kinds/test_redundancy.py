"""redundancy: not too much in one pair of hands, and not spread over too many areas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Assess = Callable[..., Any]
Part = dict[str, Any]

POSTS = ["<-HOLDER Tenure", {"step": "->OF_POST Post", "where": {"status": "active"}}]
AT_MOST = {"path": POSTS, "most": "$posts"}
SPREAD = {"path": POSTS, "level": "community", "most_areas": "$areas"}
BY_BODY = {**SPREAD, "else_by": "->POST_IN Organisation"}
LIMITS = {"posts": [{"value": 2, "from": "2020-01-01"}], "areas": [{"value": 1, "from": "2020-01-01"}]}
OTHER = {"other": {"label": "Community", "name": "另一社区"}}


def _person(*posts: tuple[str | None, str]) -> Part:
    """A person who holds posts: each with its status and the area for which it answers."""
    nodes: Part = {"x": {"label": "Person", "name": "示例"}, **OTHER}
    edges = [["other", "WITHIN", "street"]]
    for n, (status, area) in enumerate(posts):
        told = {"status": status} if status else {}
        nodes |= {f"p{n}": {"label": "Post", "title": f"岗{n}", **told}, f"t{n}": "Tenure"}
        edges += [[f"t{n}", "OF_POST", f"p{n}"], [f"t{n}", "HOLDER", "x"], [f"p{n}", "RESPONSIBLE_FOR", area]]
    return {"nodes": nodes, "edges": edges}


def _assess(assess: Assess, check: Part, graph: Part, **more: Any) -> Any:
    return assess("redundancy", check, target="Person", of="x", thresholds=LIMITS, **graph, **more)


@pytest.mark.parametrize(
    ("statuses", "state", "observed"),
    [
        ((), "present", 0),
        (("active", "active"), "present", 2),
        (("active", "active", "active"), "gap", 3),
        (("active", "active", "frozen"), "present", 2),
        (("active", "active", None), "unknown", 2),
        (("active", "active", "active", None), "gap", 3),
    ],
)
def test_posts_are_bounded(assess: Assess, statuses: tuple[str | None, ...], state: str, observed: int) -> None:
    outcome = _assess(assess, AT_MOST, _person(*((one, "community") for one in statuses)))
    assert (outcome.state, outcome.verdict.observed) == (state, observed)


@pytest.mark.parametrize(("count", "state"), [(1, "present"), (2, "unknown"), (3, "gap")])
def test_bound_that_is_known_in_part_binds_in_part(assess: Assess, count: int, state: str) -> None:
    check = {"path": POSTS, "most": {"if": {"nameless": True}, "then": 1, "else": 2}}
    assert _assess(assess, check, _person(*[("active", "community")] * count)).state == state


def test_gap_names_what_is_held_and_where(assess: Assess) -> None:
    check = {**AT_MOST, "level": "community", "most_areas": 2}
    verdict = _assess(assess, check, _person(*[("active", "community")] * 2, ("active", "other"))).verdict
    assert (verdict.values["names"], verdict.values["places"]) == ("岗0、岗1、岗2", "另一社区、示例社区")
    assert (verdict.expected, verdict.witness) == (2, ("x", "p0", "p1", "p2"))


@pytest.mark.parametrize(
    ("places", "state"),
    [
        ((("active", "community"), ("active", "community")), "present"),
        ((("active", "community"), ("active", "other")), "gap"),
        ((("active", "community"), ("frozen", "other")), "present"),
        ((("active", "community"), (None, "other")), "unknown"),
        ((("active", "community"), ("active", "street")), "present"),
        ((("active", "street"), ("active", "district")), "present"),
    ],
)
def test_areas_are_bounded_and_what_lies_above_is_in_none(
    assess: Assess, places: tuple[tuple[str | None, str], ...], state: str
) -> None:
    assert _assess(assess, SPREAD, _person(*places)).state == state


@pytest.mark.parametrize(("check", "state"), [(SPREAD, "present"), (BY_BODY, "gap")])
def test_post_at_a_grid_of_two_communities_lies_where_its_body_does(assess: Assess, check: Part, state: str) -> None:
    graph = _person(("active", "g"), ("active", "g"))
    graph["nodes"] |= {"g": "Grid", "a": "ResidentsCommittee", "b": "ResidentsCommittee"}
    graph["edges"] += [["g", "WITHIN", "community"], ["g", "WITHIN", "other"], ["p0", "POST_IN", "a"]]
    graph["edges"] += [["p1", "POST_IN", "b"], ["a", "BASED_IN", "community"], ["b", "BASED_IN", "other"]]
    assert _assess(assess, check, graph).state == state


def test_ended_tenure_weighs_nothing(assess: Assess) -> None:
    graph = _person(*[("active", "community")] * 3)
    assert _assess(assess, AT_MOST, graph, set={"t0": {"validTo": date(2026, 11, 1)}}).state == "present"
    assert _assess(assess, AT_MOST, graph, set={"t0": {"validTo": date(2026, 11, 2)}}).state == "gap"


@pytest.mark.parametrize(
    ("check", "at"),
    [
        ({"path": "<-HOLDER Tenure"}, "check rules.bad_value"),
        ({"path": "<-HOLDER Tenure", "level": "community"}, "check rules.bad_value"),
        ({"path": "->HOLDER Tenure", "most": 3}, "check.path rules.wrong_direction"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: Part, at: str) -> None:
    assert at in problems_of("redundancy", check, target="Person")
