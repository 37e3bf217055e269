"""The area tree: every node has one home, whatever the files said of parents, and numbers can add up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.store.snapshot import index_of
from graph.store.snapshot.areas import AreaTree

TinyNetwork = Callable[..., nx.MultiDiGraph]

AREAS = {
    "d": {"label": "District", "name": "示例区"}, "s1": {"label": "Street", "name": "甲街道"},
    "s2": {"label": "Street", "name": "乙街道"}, "c1": {"label": "Community", "name": "一社区"},
    "c2": {"label": "Community", "name": "二社区"}, "v": {"label": "Village", "name": "三村"},
    "g": {"label": "Grid", "name": "第1网格"}, "k": {"label": "Compound", "name": "锦绣花园"},
    "b": {"label": "Building", "name": "1幢"},
}  # fmt: skip
WITHIN = [
    "s1 WITHIN d",
    "s2 WITHIN d",
    "c1 WITHIN s1",
    "c2 WITHIN s1",
    "v WITHIN s2",
    "g WITHIN c1",
    "k WITHIN c1",
    "b WITHIN k",
]


@pytest.fixture
def tree(tiny_network: TinyNetwork) -> Callable[..., AreaTree]:
    """The tree of the small district, with more nodes and edges, or without some of its edges."""

    def build(nodes: Any = None, edges: Any = (), *, without: Any = (), **words: Any) -> AreaTree:
        kept = [edge for edge in WITHIN if edge not in without]
        return index_of(tiny_network(AREAS | (nodes or {}), [*kept, *edges], **words)).areas

    return build


def test_tree_knows_what_lies_above_and_below(tree: Callable[..., AreaTree]) -> None:
    areas = tree()
    assert areas.root == "d"
    assert areas.above("b") == ("b", "k", "c1", "s1", "d")
    assert (areas.parent("b"), areas.parent("d")) == ("k", None)
    assert areas.inside("c1") == {"c1", "g", "k", "b"}
    assert areas.children["s1"] == ["c1", "c2"]


@pytest.mark.parametrize(
    ("id", "level", "area"),
    [
        ("b", "street", "s1"),
        ("b", "community", "c1"),
        ("v", "community", "v"),
        ("s1", "community", None),
        ("d", "street", None),
        ("g", "grid", "g"),
    ],
)
def test_area_of_a_level(tree: Callable[..., AreaTree], id: str, level: str, area: str | None) -> None:
    assert tree().at_level(id, level) == area


def test_names_go_from_the_street_down(tree: Callable[..., AreaTree]) -> None:
    areas = tree()
    assert list(areas.names("b")) == ["甲街道", "一社区", "锦绣花园", "1幢"]
    assert list(areas.names("d")) == ["示例区"]


@pytest.mark.parametrize(
    ("label", "edges", "home"),
    [
        ("Post", ["x RESPONSIBLE_FOR g", "x POST_IN o"], "g"),
        ("Post", ["x POST_IN o"], "c2"),
        ("Post", ["x RESPONSIBLE_FOR f"], "k"),
        ("Tenure", ["x OF_POST p"], "k"),
        ("Unit", ["x BASED_IN c1", "x SERVES c2"], "c1"),
        ("Alliance", ["x SERVES c1", "x SERVES c2"], "s1"),
        ("SocialOrganisation", ["x SERVES c1", "x SERVES v"], "d"),
        ("Merchant", ["x MEMBER_OF o"], "c2"),
        ("Station", ["x LOCATED_IN k", "x SERVES c2"], "k"),
        ("Station", ["x SERVES k", "x SERVES g"], "c1"),
        ("ServiceProject", ["x SERVES c1"], "c1"),
        ("ServiceProject", ["o PROVIDES x"], "c2"),
        ("Activity", ["x HELD_IN v"], "v"),
        ("Activity", ["x ORGANISED_BY o"], "c2"),
        ("Indicator", ["x MEASURES s2"], "s2"),
        ("MatterRoute", ["x FOR d"], "d"),
        ("Exemption", ["x ABOUT p"], "k"),
        ("Person", ["t HOLDER x", "t OF_POST p"], "k"),
        ("Person", ["x RESERVE_FOR g"], "g"),
        ("Person", ["x CHECKED_IN c1", "x WORKS_AT o"], "c1"),
        ("Person", ["x WORKS_AT o"], "c2"),
        ("Link", ["x JOINS q"], "v"),
        ("Unit", [], "d"),
    ],
)
def test_home_is_the_smallest_area_that_contains_it(
    tree: Callable[..., AreaTree], label: str, edges: list[str], home: str
) -> None:
    around = {"x": label, "o": "ResidentsCommittee", "p": "Post", "f": "Station", "t": "Tenure", "q": "Person"}
    known = ["o BASED_IN c2", "p RESPONSIBLE_FOR k", "f LOCATED_IN k", "q CHECKED_IN v"]
    assert tree(around, [*known, *edges]).home("x") == home


def test_person_with_posts_in_two_places_is_at_home_above_both(tree: Callable[..., AreaTree]) -> None:
    edges = ["p RESPONSIBLE_FOR g", "q RESPONSIBLE_FOR c2"]
    assert tree({"p": "Post", "q": "Post"}, edges, holders={"甲": ["p", "q"]}).home("甲") == "s1"


def test_bodies_that_are_members_of_one_another_are_at_home_at_the_top(tree: Callable[..., AreaTree]) -> None:
    areas = tree({"x": "Alliance", "y": "Alliance"}, ["x MEMBER_OF y", "y MEMBER_OF x"])
    assert areas.home("x") == areas.home("y") == "d"


@pytest.mark.parametrize(("second", "parent"), [("c2", "s1"), ("v", "d"), ("s1", "s1"), ("d", "d"), ("k", "c1")])
def test_area_with_two_parents_hangs_under_what_holds_both(
    tree: Callable[..., AreaTree], second: str, parent: str
) -> None:
    areas = tree(edges=[f"g WITHIN {second}"])
    assert areas.parent("g") == parent
    assert [area for area, children in areas.children.items() if "g" in children] == [parent]


def test_what_lies_in_an_area_with_two_parents_follows_it(tree: Callable[..., AreaTree]) -> None:
    areas = tree(edges=["k WITHIN c2"])
    assert areas.above("b") == ("b", "k", "s1", "d")
    assert "b" not in areas.inside("c1")
    assert "b" in areas.inside("s1")


@pytest.mark.parametrize("orphan", ["g", "c1", "s2"])
def test_orphan_hangs_under_the_district(tree: Callable[..., AreaTree], orphan: str) -> None:
    areas = tree(without=[edge for edge in WITHIN if edge.startswith(f"{orphan} ")])
    assert (areas.parent(orphan), areas.root) == ("d", "d")
    assert orphan in areas.children["d"]
    assert areas.inside("d") == set(AREAS)


@pytest.mark.parametrize(
    ("edges", "without", "named"),
    [
        (["s1 WITHIN b"], ["s1 WITHIN d"], "1幢 → 锦绣花园 → 一社区 → 甲街道 → 1幢"),
        (["d WITHIN d"], [], "示例区 → 示例区"),
        (["d WITHIN s1"], [], "示例区 → 甲街道 → 示例区"),
        (["g WITHIN g"], ["g WITHIN c1"], "第1网格 → 第1网格"),
    ],
)
def test_circle_of_areas_is_refused_and_named(
    tree: Callable[..., AreaTree], edges: list[str], without: list[str], named: str
) -> None:
    with pytest.raises(UsageError, match="互为上级") as refused:
        tree(edges=edges, without=without)
    places = named.split(" → ")
    assert all(place in str(refused.value) for place in places)


@pytest.mark.parametrize(
    ("nodes", "names"),
    [
        ({"d1": "District", "d2": "District"}, "d1、d2"),
        ({"s1": "Street", "s2": "Street"}, "s1、s2"),
        ({"g1": "Grid", "g2": "Grid", "c": "Community"}, "c、g1、g2"),
    ],
)
def test_two_tops_are_refused_and_named(tiny_network: TinyNetwork, nodes: dict[str, str], names: str) -> None:
    named = {id: {"label": label, "name": id} for id, label in nodes.items()}
    with pytest.raises(UsageError, match=f"两个顶端：{names}"):
        _ = index_of(tiny_network(named)).areas


def test_one_street_alone_is_its_own_top(tiny_network: TinyNetwork) -> None:
    areas = index_of(tiny_network({"s": "Street", "c": "Community", "x": "Unit"}, ["c WITHIN s"])).areas
    assert (areas.root, areas.home("x"), areas.above("c")) == ("s", "s", ("c", "s"))


def test_empty_graph_has_no_top_and_no_homes(tiny_network: TinyNetwork) -> None:
    areas = index_of(tiny_network({"p": "Post"})).areas
    assert (areas.root, areas.home("p"), areas.smallest([]), areas.children) == (None, None, None, {})
    assert (list(areas.names("p")), areas.at_level("p", "street")) == ([], None)
    assert index_of(tiny_network({})).areas.root is None


PARENTS = st.lists(st.lists(st.integers(0, 11), max_size=2), min_size=1, max_size=12)


@given(parents=PARENTS)
def test_every_area_hangs_in_one_place_whatever_the_parents(
    tiny_network: TinyNetwork, parents: list[list[int]]
) -> None:
    nodes = {"a0": "District", **{f"a{n}": "Grid" for n in range(1, len(parents) + 1)}}
    ties = {f"a{n} WITHIN a{parent % n}" for n, row in enumerate(parents, 1) for parent in row}
    areas = index_of(tiny_network(nodes, sorted(ties))).areas
    assert areas.inside("a0") == set(nodes)
    assert sorted(area for children in areas.children.values() for area in children) == sorted(set(nodes) - {"a0"})
    for tie in ties:
        area, _, parent = tie.split()
        assert areas.parent(area) in areas.above(parent)
