"""Dual roles: which pairs count, what the policy and the links say of them, and how they are shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import Any

import networkx as nx
import pytest
import yaml

import graph
from graph.coverage.dual_role import LinkEvidence
from graph.coverage.dual_roles import find_dual_roles
from graph.coverage.frames import DUAL_ROLES
from graph.errors import UsageError

TinyNetwork = Callable[..., nx.MultiDiGraph]

AREAS = {
    "d": {"label": "District", "code": "140213000000"},
    "s": {"label": "Street", "code": "140213050000", "name": "永泰街道"},
    "k": {"label": "Community", "code": "140213050001", "name": "康吉社区"},
    "k2": {"label": "Community", "code": "140213050002", "name": "平和社区"},
    "g1": "Grid", "g2": "Grid", "c": {"label": "Compound", "name": "锦绣花园"},
    "com": {"label": "ResidentsCommittee", "name": "康吉社区居委会"}, "com2": "ResidentsCommittee",
    "br": {"label": "PartyOrganisation", "name": "锦绣花园党支部"}, "own": "OwnersCommittee",
}  # fmt: skip
PLACES = ["s WITHIN d", "k WITHIN s", "k2 WITHIN s", "g1 WITHIN k", "g2 WITHIN k2", "c WITHIN k"]


@pytest.fixture
def district(tiny_network: TinyNetwork) -> Callable[..., nx.MultiDiGraph]:
    """Posts as ``name=(role, body, area)`` in the hands of 甲."""

    def build(
        nodes: Any = None, edges: Any = (), tenures: Any = None, **posts: tuple[str, str, str]
    ) -> nx.MultiDiGraph:
        made = {name: {"label": "Post", "role": role, "title": role} for name, (role, _, _) in posts.items()}
        ties = [
            tie
            for name, (_, body, area) in posts.items()
            for tie in (f"{name} POST_IN {body}", f"{name} RESPONSIBLE_FOR {area}")
        ]
        return tiny_network(AREAS | made | (nodes or {}), [*PLACES, *ties, *edges], {"甲": list(posts)}, tenures)

    return build


SECRETARY, DIRECTOR = ("branchSecretary", "br", "c"), ("ownersDirector", "own", "c")


def test_two_roles_make_a_pair_with_policy_and_condition(district: Any) -> None:
    (pair,) = find_dual_roles(district(a=DIRECTOR, b=SECRETARY, tenures={"甲@a": {"isOwner": "yes"}}))
    assert pair.roles == ("branchSecretary", "ownersDirector")
    assert (pair.policy, pair.condition, pair.met) == ("encouraged", "owner", "yes")
    assert pair.area is not None and pair.area.name == "锦绣花园"


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        (("gridWorker", "com", "g1"), ("gridWorker", "com", "g1"), 0),
        (("gridWorker", "com", "g1"), ("gridWorker", "com2", "g2"), 0),
        (("gridLeader", "com", "g1"), ("gridWorker", "com", "g1"), 1),
        (("committeeMember", "com", "k"), ("committeeMember", "com2", "k2"), 1),
        (("facilityHead", "com", "k"), ("facilityHead", "com", "k"), 0),
    ],
)
def test_same_role_counts_only_in_two_bodies_and_never_in_two_grids(district: Any, a: Any, b: Any, count: int) -> None:
    assert len(find_dual_roles(district(a=a, b=b))) == count


def test_three_posts_make_three_pairs(district: Any) -> None:
    found = find_dual_roles(district(a=SECRETARY, b=DIRECTOR, c3=("gridLeader", "com", "g1")))
    assert len(found) == 3 and len({pair.person for pair in found}) == 1


def test_two_tenures_of_one_post_make_no_pair(district: Any) -> None:
    G = district(a=SECRETARY)
    G.add_node("again", label="Tenure")
    G.add_edge("again", "a", "OF_POST", type="OF_POST")
    G.add_edge("again", "甲", "HOLDER", type="HOLDER")
    assert len(find_dual_roles(G)) == 0


def test_without_links_one_record_is_the_evidence(district: Any) -> None:
    (pair,) = find_dual_roles(district(a=SECRETARY, b=DIRECTOR))
    assert [one.rung for one in pair.evidence] == ["record"]


LINKS = {
    "phone": {"label": "Link", "rung": "phone", "state": "certain", "evidence": "姓名与完整电话均相同",
              "a": "record-branch_secretaries-1", "b": "record-owners_committees-2"},
    "same": {"label": "Link", "rung": "post", "state": "stated", "a": "record-compounds-3", "b": "record-owners_committees-2"},
    "other": {"label": "Link", "rung": "phone", "state": "certain", "a": "record-grids-4", "b": "record-reserves-5"},
    "waiting": {"label": "Link", "rung": "queue", "state": "pending", "a": "record-branch_secretaries-1",
                "b": "record-owners_committees-2"},
}  # fmt: skip
SHEETS = {
    "one": {"label": "Source", "kind": "branch_secretaries"}, "two": {"label": "Source", "kind": "owners_committees"},
    "ledger": {"label": "Source", "kind": "compounds"},
}  # fmt: skip
JOINED = [f"{link} JOINS 甲" for link in LINKS]


def test_evidence_is_the_links_between_the_rosters_of_both_posts(district: Any) -> None:
    read = {"甲@a": {"sources": ["one#4", "ledger#4"]}, "甲@b": {"sources": ["two#9:termEnd", "ledger#4"]}}
    (pair,) = find_dual_roles(district(SHEETS | LINKS, JOINED, read, a=SECRETARY, b=DIRECTOR))
    assert pair.evidence == (LinkEvidence("phone", "certain", "姓名与完整电话均相同"),)


def test_one_roster_that_names_both_posts_is_one_record(district: Any) -> None:
    read = {"甲@a": {"sources": ["two#4"]}, "甲@b": {"sources": ["two#4"]}}
    (pair,) = find_dual_roles(district(SHEETS | LINKS, JOINED, read, a=SECRETARY, b=DIRECTOR))
    assert [one.rung for one in pair.evidence] == ["record"]


@pytest.mark.parametrize(("policy", "count"), [(["allowed"], 1), (["forbidden"], 0), (["allowed", "notListed"], 3)])
def test_policy_filters(district: Any, policy: list[str], count: int) -> None:
    posts = {"a": SECRETARY, "b": ("managementDirector", "own", "c"), "e": ("legalAdviser", "com", "k")}
    assert len(find_dual_roles(district(**posts), policy=policy)) == count


def test_unknown_policy_is_refused_with_those_there_are(district: Any) -> None:
    with pytest.raises(UsageError, match="needsProcedure"):
        find_dual_roles(district(), policy=["kind"])


@pytest.mark.parametrize(("area", "count"), [("140213050001", 1), ("140213050002", 1), ("g1", 0), ("d", 1)])
def test_area_keeps_pairs_with_a_post_inside(district: Any, area: str, count: int) -> None:
    G = district(a=SECRETARY, b=("committeeMember", "com2", "k2"))
    assert len(find_dual_roles(G, area=area)) == count


def test_unknown_area_is_refused_with_the_nearest(district: Any) -> None:
    with pytest.raises(UsageError, match="康吉社区"):
        find_dual_roles(district(), area="140213050009")


def test_document_has_the_shape_that_scripts_rely_on(district: Any) -> None:
    document = find_dual_roles(district(a=DIRECTOR, b=SECRETARY)).document()
    assert {name: document[name] for name in ("version", "asOf")} == {"version": 1, "asOf": "2026-11-01"}
    (pair,) = document["pairs"]
    assert pair["person"] == {"id": "甲", "name": "甲"}
    assert pair["posts"][0] == {
        "id": "b", "role": "branchSecretary", "title": "branchSecretary", "body": {"id": "br", "name": "锦绣花园党支部"},
        "area": {"code": None, "name": "锦绣花园"},
    }  # fmt: skip
    assert (pair["policy"], pair["grade"], pair["condition"]) == (
        "encouraged",
        "A",
        {"name": "owner", "met": "unknown"},
    )
    assert pair["evidence"] == [{"rung": "record", "state": "certain", "evidence": "同一条记录写明两个岗位"}]


def test_frame_has_stable_columns_even_when_empty(district: Any) -> None:
    assert list(find_dual_roles(district()).to_frame().columns) == list(DUAL_ROLES)
    frame = find_dual_roles(district(a=SECRETARY, b=DIRECTOR)).to_frame()
    shown = frame[["role_a", "body_a", "policy"]].to_numpy().tolist()
    assert shown == [["branchSecretary", "锦绣花园党支部", "encouraged"]]


def test_notebook_table_marks_fictional_data(district: Any) -> None:
    G = district(a=SECRETARY, b=DIRECTOR)
    assert "示例数据" not in find_dual_roles(G)._repr_html_()
    G.graph["synthetic"] = True
    assert "示例数据" in find_dual_roles(G)._repr_html_()


@pytest.mark.parametrize("people", [("甲", "乙"), ("乙", "甲")])
def test_order_follows_the_area_and_never_the_person(tiny_network: TinyNetwork, people: tuple[str, str]) -> None:
    roles = {"a": "communitySecretary", "b": "committeeDirector"}
    posts = {f"{name}{place}": {"label": "Post", "role": role} for name, role in roles.items() for place in ("k", "k2")}
    edges = [*PLACES, *(f"{name}{place} RESPONSIBLE_FOR {place}" for name in roles for place in ("k2", "k"))]
    held = {people[0]: ["ak2", "bk2"], people[1]: ["ak", "bk"]}
    found = find_dual_roles(tiny_network(AREAS | posts, edges, held))
    assert [pair.area.name for pair in found if pair.area] == ["康吉社区", "平和社区"]


def test_published_concurrent_posts_come_out_by_counting() -> None:
    G = graph.demo_network()
    found = find_dual_roles(G).of_roles(["branchSecretary"], ["ownersDirector", "managementDirector"])
    figures = yaml.safe_load((resources.files("graph.figures") / "published" / "140213.yaml").read_text("utf-8"))[
        "figures"
    ]
    assert len({pair.person for pair in found}) == len(found) == figures["concurrent"]["published"]
    assert {G.nodes[pair.area.id]["label"] for pair in found if pair.area} == {"Compound"}
    secretaries = {id for id, post in G.nodes(data=True) if post.get("role") == "branchSecretary"}
    held = {post for tenure, post, kind in G.edges(data="type") if kind == "OF_POST" and post in secretaries}
    assert len(held) == figures["branchSecretaries"]["published"]
    assert {one.rung for pair in found for one in pair.evidence} == {"phone", "stated"}
