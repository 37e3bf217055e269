"""What the pair table says of two posts, and whether the holder is what a row asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from graph.coverage.pairs import PairVerdict, judge_pair
from graph.model import load_model
from graph.store.snapshot import index_of

TinyNetwork = Callable[..., nx.MultiDiGraph]


@pytest.fixture
def judged(tiny_network: TinyNetwork) -> Callable[..., PairVerdict | None]:
    """The verdict on posts ``a`` and ``b`` of these roles in the hands of 甲."""

    def judge(one: str, two: str, nodes: dict[str, Any] | None = None, edges: Any = (), **tenures: Any) -> Any:
        posts = {"a": {"label": "Post", "role": one}, "b": {"label": "Post", "role": two}}
        said = {f"甲@{post}": told for post, told in tenures.items()}
        G = tiny_network(posts | (nodes or {}), edges, {"甲": ["a", "b"]}, said)
        return judge_pair(index_of(G), "a", "b", "甲")

    return judge


@pytest.mark.parametrize(
    ("a", "b", "status"),
    [
        ("communitySecretary", "committeeDirector", "encouraged"),
        ("committeeMember", "ownersMember", "encouraged"),
        ("branchSecretary", "ownersDirector", "encouraged"),
        ("branchSecretary", "managementMember", "allowed"),
        ("ownersMember", "microGridLeader", "encouraged"),
        ("groupLeader", "gridLeader", "encouraged"),
        ("projectManager", "coOptedMember", "encouraged"),
        ("committeeMember", "serviceQualityDirector", "allowed"),
        ("villageMember", "supervisionMember", "forbidden"),
        ("electionCommitteeMember", "villageDirector", "needsProcedure"),
        ("streetSecretary", "managementDirector", "unknown"),
    ],
)
def test_table_says_what_the_policy_says_either_way_round(judged: Any, a: str, b: str, status: str) -> None:
    assert judged(a, b).status == judged(b, a).status == status


def test_pair_in_no_row_is_not_listed(judged: Any) -> None:
    assert judged("legalAdviser", "teamLeader") is None


@pytest.mark.parametrize(("serves", "status"), [("c", "forbidden"), ("other", None)])
def test_company_staff_may_not_sit_on_the_committee_of_a_compound_it_serves(
    judged: Any, serves: str, status: Any
) -> None:
    nodes = {"co": "PropertyCompany", "c": "Compound", "other": "Compound", "d": "District"}
    edges = ["c WITHIN d", "other WITHIN d", "a POST_IN co", "b RESPONSIBLE_FOR c", f"co SERVES {serves}"]
    verdict = judged("headOfOrganisation", "ownersMember", nodes, edges)
    assert (verdict.status if verdict else None) == status


@pytest.mark.parametrize(("other", "status"), [("c1", None), ("c2", "needsProcedure")])
def test_seats_in_two_compounds_need_ownership_in_both(judged: Any, other: str, status: Any) -> None:
    nodes = {"c1": "Compound", "c2": "Compound", "d": "District"}
    edges = ["c1 WITHIN d", "c2 WITHIN d", "a RESPONSIBLE_FOR c1", f"b RESPONSIBLE_FOR {other}"]
    verdict = judged("ownersMember", "ownersMember", nodes, edges, a={"isOwner": "yes"}, b={"isOwner": "no"})
    assert (verdict.status, verdict.condition, verdict.met) == (status, "owner", "no") if status else verdict is None


@pytest.mark.parametrize(("said", "met"), [("yes", "yes"), ("no", "no"), ("unknown", "unknown"), (None, "unknown")])
def test_owner_is_what_the_seat_says(judged: Any, said: str | None, met: str) -> None:
    verdict = judged("branchSecretary", "ownersDirector", b={"isOwner": said} if said else {})
    assert (verdict.status, verdict.condition, verdict.met) == ("encouraged", "owner", met)


def test_ownership_declared_for_the_compound_counts_where_the_seat_is_silent(judged: Any) -> None:
    nodes = {"c": "Compound", "d": "District"}
    edges = ["c WITHIN d", "b RESPONSIBLE_FOR c", "甲 OWNER_IN c"]
    assert judged("branchSecretary", "ownersDirector", nodes, edges).met == "yes"


@pytest.mark.parametrize(("said", "met"), [("full", "yes"), ("probationary", "yes"), ("none", "no"), ("", "unknown")])
def test_party_member_is_what_either_tenure_says(judged: Any, said: str, met: str) -> None:
    verdict = judged("projectManager", "coOptedMember", a={"partyStatus": said})
    assert (verdict.condition, verdict.met) == ("partyMember", met)


@pytest.mark.parametrize(
    ("said", "status"),
    [("", "unknown"), ("公务员", "needsProcedure"), ("非公务员", None), ("某局公务员", "needsProcedure")],
)
def test_civil_servants_are_unknown_until_a_file_says_so(judged: Any, said: str, status: str | None) -> None:
    verdict = judged("streetCommitteeMember", "ownersMember", a={"concurrentText": said})
    assert (verdict.status if verdict else None) == status


def test_civil_servant_may_hold_no_post_in_a_body_for_profit(judged: Any) -> None:
    verdict = judged("dutyContact", "headOfOrganisation", {"m": "Merchant"}, ["b POST_IN m"], a={"modeText": "公务员"})
    assert verdict.status == "forbidden"


def test_without_a_holder_no_condition_is_known(tiny_network: TinyNetwork) -> None:
    posts = {"a": {"label": "Post", "role": "branchSecretary"}, "b": {"label": "Post", "role": "ownersDirector"}}
    verdict = judge_pair(index_of(tiny_network(posts)), "a", "b")
    assert verdict is not None and verdict.met == "unknown"


def test_every_row_of_the_table_names_its_basis() -> None:
    assert all(row.basis and row.grade for row in load_model().role_pairs)
