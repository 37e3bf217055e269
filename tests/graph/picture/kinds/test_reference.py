"""Pictures of the reference district: they show its published figures, and nothing stands on anything else."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest

import graph
from graph.picture import draw_picture
from graph.picture.kinds.ego import CELL
from graph.picture.layout import BOX


@pytest.fixture(scope="module")
def district() -> nx.MultiDiGraph:
    """The reference district."""
    return graph.demo_network()


@pytest.mark.parametrize(
    ("kind", "around", "depth"),
    [("ego", "140213050001", 1), ("ego", "140213050001", 2), ("ego", "140213000000", 3), ("command", "140213050000", 2),
     ("organisation", "140213050001", None), ("alliance", "140213050000", None)],
)  # fmt: skip
def test_nodes_stand_apart_and_stay_within_the_limit(
    district: nx.MultiDiGraph, kind: str, around: str, depth: int | None
) -> None:
    picture = draw_picture(district, around, kind, depth=depth)
    wide, high = BOX if picture.nodes[0].box else CELL
    assert 50 < len(picture.nodes) <= 300 and picture.synthetic
    assert not [
        (a.text, b.text)
        for a, b in combinations(picture.nodes, 2)
        if abs(a.x - b.x) < wide - 2 and abs(a.y - b.y) < high - 2
    ]


def test_every_node_of_three_steps_is_drawn_or_counted(district: nx.MultiDiGraph) -> None:
    from graph.picture.gather import gather
    from graph.picture.near import Near

    all_of_them = sum(map(len, gather(Near(district), ["area-140213000000"], 3)))
    picture = draw_picture(district, "140213000000", depth=3)
    assert sum(node.members or 1 for node in picture.nodes) == all_of_them


def test_coverage_of_stations_adds_up_to_the_published_share(district: nx.MultiDiGraph) -> None:
    matrix = draw_picture(district, kind="coverage", rules=["S02"]).matrix
    assert matrix is not None and len(matrix.rows) == 18
    present, due = (
        sum(int(row[0].text.split("/")[place]) for row in matrix.cells if row[0].text != "—") for place in (0, 1)
    )
    assert (present, due) == (325, 425)


def test_interlocks_of_the_district_hold_its_127_concurrent_posts(district: nx.MultiDiGraph) -> None:
    matrix = draw_picture(district, kind="interlocks").matrix
    assert matrix is not None
    names = [name for _, name in matrix.rows]
    assert matrix.cells[names.index("党组织")][names.index("业委会/物管会")].text == "127"
