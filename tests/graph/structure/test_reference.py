"""The analyses on the reference district, beside what plain counting over its graph gives."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import pytest

import graph


@pytest.fixture(scope="module")
def district() -> nx.MultiDiGraph:
    """The reference district that comes with the program."""
    return graph.demo_network()


def ends(G: nx.MultiDiGraph, kind: str) -> list[tuple[str, str]]:
    """Both ends of every relationship of a type."""
    return [(start, end) for start, end, type in G.edges(data="type") if type == kind]


def test_areas_on_one_person_are_what_plain_counting_gives(district: nx.MultiDiGraph) -> None:
    posts, holders = dict(ends(district, "OF_POST")), dict(ends(district, "HOLDER"))
    persons: dict[str, set[str]] = {}
    for tenure, post in posts.items():
        persons.setdefault(post, set()).add(holders[tenure])
    covered: dict[str, set[str]] = {}
    for post, area in ends(district, "RESPONSIBLE_FOR"):
        if area.startswith("area-"):
            covered.setdefault(area, set()).update(persons.get(post, ()))
    found = graph.critical_people(district)
    assert {hold.on.id: hold.person for hold in found.areas} == {
        area: next(iter(names)) for area, names in covered.items() if len(names) == 1
    }
    assert {area.id for area in found.empty} == {area for area, names in covered.items() if not names}


def test_committees_tied_to_party_bodies_are_the_dual_roles_between_them(district: nx.MultiDiGraph) -> None:
    kinds = ("OwnersCommittee", "PartyOrganisation")
    found: Any = graph.find_interlocks(district, samples=1).interlocks
    tied = {frozenset((one.a.id, one.b.id)) for one in found if tuple(sorted((one.a.label, one.b.label))) == kinds}
    bodies = [[post.body.id for post in pair.posts if post.body] for pair in graph.find_dual_roles(district)]
    labels = district.nodes(data="label")
    assert tied == {frozenset(pair) for pair in bodies if tuple(sorted(labels[body] for body in pair)) == kinds}


def test_every_tie_but_those_of_circles_is_a_bridge(district: nx.MultiDiGraph) -> None:
    command = ends(district, "SUBORDINATE_TO")
    chains = nx.Graph(command)
    loops = sum(len(piece) > 2 for piece in nx.biconnected_components(chains))
    in_loops = sum(
        chains.subgraph(piece).number_of_edges() for piece in nx.biconnected_components(chains) if len(piece) > 2
    )
    assert len(graph.find_bridges(district).ties) == chains.number_of_edges() - in_loops and loops >= 1


def test_loose_ends_are_few_and_of_every_kind(district: nx.MultiDiGraph) -> None:
    found = Counter(one.what for one in graph.find_isolates(district).loose)
    assert set(found) == {"isolate", "noSuperior", "severalSuperiors", "circle"} and found.total() < 20


def test_district_committee_cuts_off_most(district: nx.MultiDiGraph) -> None:
    first, second, *_ = graph.find_articulation(district).bodies
    assert district.nodes[first.body.id]["kind"] == "committee" and first.cut_off > second.cut_off


def test_few_losses_by_ties_take_apart_what_many_at_random_leave_whole(district: nx.MultiDiGraph) -> None:
    curve = graph.robustness_curve(district, orders=3)
    assert curve.half_by_ties is not None and curve.half_at_random is not None
    assert curve.half_by_ties * 10 < curve.half_at_random


def test_clusters_lie_inside_streets(district: nx.MultiDiGraph) -> None:
    found = graph.find_clusters(district)
    assert sum(cluster.inside for cluster in found.clusters) > 0.9 * sum(cluster.size for cluster in found.clusters)


def test_brokers_are_posts_and_bodies(district: nx.MultiDiGraph) -> None:
    labels = {one.node.label for one in graph.find_brokers(district, k=20).brokers}
    assert "PartyOrganisation" in labels and not labels & {"Person", "Tenure"}
