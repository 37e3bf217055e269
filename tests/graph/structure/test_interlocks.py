"""Bodies tied by shared persons."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.structure.interlocks import find_interlocks

TinyNetwork = Callable[..., nx.MultiDiGraph]


@pytest.fixture
def village(tiny_network: TinyNetwork) -> nx.MultiDiGraph:
    """Two bodies share 甲 and 乙, a third shares 甲 with each, 丙 stands in one only."""
    nodes = {
        "party": {"label": "PartyOrganisation", "name": "村支部"}, "village": "VillagersCommittee", "team": "VolunteerTeam",
        **{post: {"label": "Post", "role": post} for post in ("secretary", "member", "director", "leader")},
    }  # fmt: skip
    edges = ["secretary POST_IN party", "member POST_IN party", "director POST_IN village", "leader POST_IN team"]
    return tiny_network(
        nodes, edges, {"甲": ["secretary", "director", "leader"], "乙": ["member", "director"], "丙": ["leader"]}
    )


def test_those_that_share_most_come_first_with_whom_they_share(village: nx.MultiDiGraph) -> None:
    found = find_interlocks(village).interlocks
    assert [(one.a.id, one.b.id, one.shared) for one in found] == [
        ("party", "village", 2), ("party", "team", 1), ("team", "village", 1),
    ]  # fmt: skip
    assert found[0].persons == frozenset({"甲", "乙"})


def test_kinds_of_bodies_are_held_against_chance(village: nx.MultiDiGraph) -> None:
    result = find_interlocks(village)
    assert {(kind.a, kind.b): kind.pairs.observed for kind in result.kinds} == {
        ("PartyOrganisation", "VillagersCommittee"): 1, ("PartyOrganisation", "VolunteerTeam"): 1,
        ("VillagersCommittee", "VolunteerTeam"): 1,
    }  # fmt: skip
    assert result.summary()["pairs"] == 3 and result.summary()["persons"] == 2
    assert result.document()["kinds"][0]["a"] == "PartyOrganisation"


def test_two_posts_in_one_body_are_no_interlock(tiny_network: TinyNetwork) -> None:
    nodes = {"com": "ResidentsCommittee", "a": "Post", "b": "Post"}
    G = tiny_network(nodes, ["a POST_IN com", "b POST_IN com"], {"甲": ["a", "b"]})
    assert find_interlocks(G).interlocks == ()


def test_seed_and_samples_are_told_and_repeat(village: nx.MultiDiGraph) -> None:
    one, again = (find_interlocks(village, samples=20, seed=3) for _ in range(2))
    assert one == again and (one.method.seed, one.method.k) == (3, 20)


@pytest.mark.parametrize("samples", [0, -1, 2.5, True])
def test_bad_number_of_samples_is_refused(village: nx.MultiDiGraph, samples: int) -> None:
    with pytest.raises(UsageError, match="samples"):
        find_interlocks(village, samples=samples)


def test_little_budget_draws_fewer_networks_and_says_so(village: nx.MultiDiGraph) -> None:
    drawn = find_interlocks(village, samples=10**6, budget=0.01).method.k
    assert drawn is not None and 10 <= drawn < 10**6
