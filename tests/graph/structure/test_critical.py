"""Persons without whom areas are uncovered or the command tree falls apart, held against taking each person out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.structure import dispatch
from graph.structure.critical import critical_people

UNTIMED = settings(deadline=None)

TinyNetwork = Callable[..., nx.MultiDiGraph]

PEOPLE = "甲乙丙丁"


def answering(tiny_network: TinyNetwork, posts: dict[str, tuple[str, list[str]]], **roles: str) -> nx.MultiDiGraph:
    """Posts by name with the area that they answer for and who holds them."""
    areas = {area: {"label": "Grid", "name": area, "code": area} for area, _ in posts.values()}
    nodes = {
        "d": "District",
        **areas,
        **{post: {"label": "Post", "role": roles.get(post, "gridWorker")} for post in posts},
    }
    holders: dict[str, list[str]] = {}
    for post, (_, names) in posts.items():
        for name in names:
            holders.setdefault(name, []).append(post)
    edges = [f"{area} WITHIN d" for area in areas] + [
        f"{post} RESPONSIBLE_FOR {area}" for post, (area, _) in posts.items()
    ]
    return tiny_network(nodes, edges, holders)


def test_several_posts_of_one_person_are_one_person(tiny_network: TinyNetwork) -> None:
    found = critical_people(answering(tiny_network, {"leader": ("g1", ["甲"]), "worker": ("g1", ["甲"])}))
    assert found.uncovering == {"甲"} and found.areas_of("甲") == {"g1"}


def test_second_person_covers_the_area(tiny_network: TinyNetwork) -> None:
    found = critical_people(answering(tiny_network, {"leader": ("g1", ["甲"]), "worker": ("g1", ["乙"])}))
    assert found.uncovering == frozenset() and found.areas_of("甲") == frozenset()


def test_area_that_nobody_covers_is_empty_and_rests_on_no_one(tiny_network: TinyNetwork) -> None:
    found = critical_people(answering(tiny_network, {"leader": ("g1", []), "worker": ("g2", ["乙"])}))
    assert [area.id for area in found.empty] == ["g1"] and found.uncovering == {"乙"}
    assert found.summary()["areas"] == 2


def test_roles_sharpen_the_question(tiny_network: TinyNetwork) -> None:
    G = answering(tiny_network, {"a": ("g1", ["甲"]), "b": ("g1", ["乙"])}, a="gridLeader")
    assert critical_people(G, roles=["gridLeader"]).uncovering == {"甲"}


def test_level_leaves_other_areas_out(tiny_network: TinyNetwork) -> None:
    G = answering(tiny_network, {"a": ("g1", ["甲"])})
    assert critical_people(G, level="grid").uncovering == {"甲"}
    assert critical_people(G, level="compound").looked_at == 0


@pytest.mark.parametrize(("asked", "said"), [({"level": "flat"}, "compound"), ({"roles": ["gridLeder"]}, "gridLeader")])
def test_unknown_words_are_refused_with_those_there_are(tiny_network: TinyNetwork, asked: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        critical_people(tiny_network({}), **asked)


def test_whoever_alone_stands_in_an_inner_body_cuts_the_tree(chain_of_command: TinyNetwork) -> None:
    under = {"c": "s", "b1": "c", "b2": "c", "g": "b1"}
    found = critical_people(chain_of_command(under, {"c": ["甲"], "b1": ["乙", "丙"], "g": ["丁"]}))
    assert found.disconnecting == {"甲"} and [hold.on.id for hold in found.bodies] == ["c"]


def test_two_bodies_of_one_person_cut_together_what_neither_cuts_alone(chain_of_command: TinyNetwork) -> None:
    under = [("a", "top"), ("b", "top"), ("c", "a"), ("c", "b")]
    assert critical_people(chain_of_command(under, {"a": ["甲"], "b": ["乙"]})).disconnecting == frozenset()
    assert critical_people(chain_of_command(under, {"a": ["甲"], "b": ["甲"]})).disconnecting == {"甲"}


def test_body_that_goes_together_with_its_only_subordinate_cuts_nothing(chain_of_command: TinyNetwork) -> None:
    found = critical_people(chain_of_command({"c": "s", "b": "c"}, {"c": ["甲"], "b": ["甲"]}))
    assert found.disconnecting == frozenset()


@UNTIMED
@given(held=st.lists(st.tuples(st.sampled_from(["g1", "g2", "g3"]), st.sets(st.sampled_from(PEOPLE))), max_size=8))
def test_uncovering_is_what_taking_each_person_out_shows(tiny_network: TinyNetwork, held: Any) -> None:
    posts = {f"p{number}": (area, sorted(names)) for number, (area, names) in enumerate(held)}
    found = critical_people(answering(tiny_network, posts))
    covered: dict[str, set[str]] = {area: set() for area, _ in held}
    for area, names in held:
        covered[area] |= names
    for person in PEOPLE:
        uncovered = {area for area, names in covered.items() if names and not names - {person}}
        assert found.areas_of(person) == uncovered
        assert (person in found.uncovering) is bool(uncovered)


bodies = "abcdef"
trees = st.lists(st.tuples(st.sampled_from(bodies), st.sampled_from(bodies)), min_size=1, max_size=9)
staff = st.dictionaries(st.sampled_from(bodies), st.sets(st.sampled_from(PEOPLE), min_size=1), max_size=6)


@UNTIMED
@given(under=trees, standing=staff, rustworkx=st.booleans())
def test_disconnecting_is_what_taking_each_person_out_shows(
    chain_of_command: TinyNetwork, under: Any, standing: Any, rustworkx: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dispatch, "RUSTWORKX_FROM", 0 if rustworkx else 10**9)
        found = critical_people(chain_of_command(under, standing))
    plain = nx.Graph((low, high) for low, high in under if low != high)
    for person in PEOPLE:
        lost = {body for body, names in standing.items() if names == {person} and body in plain}
        stays = plain.subgraph(set(plain) - lost)
        cut = any(not nx.has_path(stays, a, b) for a in stays for b in stays if nx.has_path(plain, a, b))
        assert (person in found.disconnecting) is cut


def test_persons_come_as_sets_and_rows_by_area(tiny_network: TinyNetwork) -> None:
    held = {"1": ("g2", ["甲"]), "2": ("g1", ["乙"]), "3": ("g3", ["甲"])}
    found = critical_people(answering(tiny_network, held))
    for persons in (found.uncovering, found.disconnecting, found.areas_of("甲")):
        assert type(persons) is frozenset
    assert found.to_frame()["node"].tolist() == ["g1", "g2", "g3"]
    assert not [column for column in found.columns if column in ("count", "rank", "score")]
