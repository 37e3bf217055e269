"""Which nodes a picture holds, and that what is too much becomes groups that add up."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from graph.picture.gather import gather, within_limit
from graph.picture.near import Near

TinyNetwork = Callable[..., nx.MultiDiGraph]


@pytest.fixture
def wide(tiny_network: TinyNetwork) -> nx.MultiDiGraph:
    """A district, three streets, six communities, and twenty grids in each."""
    nodes: dict[str, str] = {"d": "District"}
    edges = []
    for s in range(3):
        nodes[f"s{s}"] = "Street"
        edges.append(f"s{s} WITHIN d")
        for c in range(2):
            nodes[f"c{s}{c}"] = "Community"
            edges.append(f"c{s}{c} WITHIN s{s}")
            for g in range(20):
                nodes[f"g{s}{c}-{g}"] = "Grid"
                edges.append(f"g{s}{c}-{g} WITHIN c{s}{c}")
    return tiny_network(nodes, edges)


def test_tenures_are_ties_between_post_and_holder(community: nx.MultiDiGraph) -> None:
    near = Near(community)
    ties = {(other, tie.type, tie.start, tie.end, tie.id) for other, tie in near.ties("lead")}
    assert ("甲", "HOLDER", "lead", "甲", "甲@lead") in ties
    assert near.others("甲") == {"lead", "secretary"}


def test_persons_who_checked_in_are_left_out_unless_asked_for(community: nx.MultiDiGraph) -> None:
    assert "nobody" not in Near(community).others("c")
    assert Near(community, ("CHECKED_IN",)).others("c") == {"nobody"}


def test_steps_are_as_far_as_asked(wide: nx.MultiDiGraph) -> None:
    assert [len(step) for step in gather(Near(wide), ["d"], 2)] == [1, 3, 6]
    assert gather(Near(wide), ["d"], 0) == [["d"]]
    assert [len(step) for step in gather(Near(wide), ["d"], 20)] == [1, 3, 6, 120]


def test_what_fits_is_drawn_as_it_is(wide: nx.MultiDiGraph) -> None:
    near = Near(wide)
    gathered = within_limit(near, gather(near, ["d"], 3), 130)
    assert not gathered.groups and len([*gathered.nodes]) == 130


@pytest.mark.parametrize(("limit", "groups"), [(129, 6), (16, 6), (15, 3), (11, 1)])
def test_what_does_not_fit_is_grouped_by_the_finest_areas_that_fit(
    wide: nx.MultiDiGraph, limit: int, groups: int
) -> None:
    near = Near(wide)
    gathered = within_limit(near, gather(near, ["d"], 3), limit)
    assert len(gathered.groups) == groups
    assert sum(len(group.members) for group in gathered.groups) == 120
    assert set(gathered.drawn_as) == set(wide)


def test_a_group_of_one_is_the_node_itself(community: nx.MultiDiGraph) -> None:
    near = Near(community)
    gathered = within_limit(near, [["d"], [*"sck"]], 3)
    assert (gathered.groups, sorted(gathered.nodes)) == ((), [*"cdks"])


def test_areas_in_a_circle_leave_grouping_by_label(wide: nx.MultiDiGraph) -> None:
    wide.add_edge("d", "g00-1", type="WITHIN")
    near = Near(wide)
    gathered = within_limit(near, [["d"], [id for id in wide if id != "d"]], 50)
    assert {(group.area, group.label) for group in gathered.groups} == {
        (None, "Street"),
        (None, "Community"),
        (None, "Grid"),
    }
