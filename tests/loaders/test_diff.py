"""Facts against the state of the graph: what is created, changed, left alone; from which row each value comes."""

from __future__ import annotations

from typing import Any

import pytest

from graph.store.records import GraphState, Node

GRID = "area-grid"


def grid(town: Any, kind: str = "grids", sheet: str = "", **properties: Any) -> None:
    """One row that tells of the grid."""
    town.desk.facts.node("Grid", GRID, town.row(kind, sheet), **properties)


def sources(town: Any) -> list[str]:
    found: list[str] = town.state.nodes[GRID].properties["sources"]
    return found


def test_new_item_is_created_with_its_labels_and_source(town: Any) -> None:
    grid(town, name="第1网格", households=310, persons=None)
    delta = town.load()
    (node,) = (node for node in delta.created_nodes if node.label == "Grid")
    assert node.labels == ("Area", "Grid")
    assert node.properties == {"name": "第1网格", "households": 310, "sources": ["sheet-grids#2"]}


def test_source_of_a_sheet_is_written_with_the_first_item_that_names_it(town: Any) -> None:
    grid(town, name="第1网格")
    assert [node.id for node in town.load().created_nodes if node.label == "Source"] == ["sheet-grids"]
    grid(town, sheet="新", name="第1网格")
    assert not town.load()


@pytest.mark.parametrize(("before", "after"), [(310, 320), (310.5, 310), (None, 310)])
def test_changed_value_is_named_with_what_stood_before(before: Any, after: Any, town: Any) -> None:
    grid(town, name="第1网格", households=before)
    town.load()
    grid(town, sheet="新", name="第1网格", households=after)
    (change,) = town.load().changed_nodes
    assert change.values["households"] == (before, after)
    assert sources(town) == ["sheet-grids#2", "sheet-grids新#2:households"]


def test_property_keeps_only_its_last_source(town: Any) -> None:
    for place, households in enumerate((310, 320, 330)):
        grid(town, sheet=str(place), name="第1网格", households=households)
        town.load()
    assert sources(town) == ["sheet-grids0#2", "sheet-grids2#2:households"]


def test_what_a_row_leaves_out_stays(town: Any) -> None:
    grid(town, name="第1网格", households=310)
    town.load()
    grid(town, sheet="新", name="第1网格", persons=800)
    town.load()
    assert town.state.nodes[GRID].properties["households"] == 310


def test_value_that_is_said_to_be_none_is_taken_away(town: Any) -> None:
    grid(town, name="第1网格", extent="东至迎宾街")
    town.load()
    grid(town, sheet="新", name="第1网格", extent=None)
    (change,) = town.load().changed_nodes
    assert change.values["extent"] == ("东至迎宾街", None) and "extent" not in town.state.nodes[GRID].properties


def test_items_that_several_rows_tell_name_the_rows_that_had_news(town: Any) -> None:
    grid(town, name="第1网格", households=310)
    grid(town, kind="population", name="第1网格", persons=800)
    grid(town, kind="wishes", name="第1网格")
    town.load()
    assert sources(town) == ["sheet-grids#2:households", "sheet-grids#2:name", "sheet-grids#2", "sheet-population#2"]


def test_lists_are_compared_as_lists(town: Any) -> None:
    grid(town, name="第1网格", aliases=["甲", "乙"])
    town.load()
    grid(town, name="第1网格", aliases=("甲", "乙"))
    assert not town.load()
    grid(town, name="第1网格", aliases=["乙", "甲"])
    assert town.load()


def test_counts_are_by_sheet(town: Any) -> None:
    grid(town, name="第1网格")
    town.desk.facts.node("Community", "area-2", town.row("communities"), name="康吉社区")
    town.load()
    assert {id: (counts.new, counts.same) for id, counts in town.difference.by_sheet.items()} == {
        "sheet-grids": (1, 0), "sheet-communities": (1, 0),
    }  # fmt: skip
    grid(town, name="第1网格")
    town.load()
    assert town.difference.by_sheet["sheet-grids"].same == 1


def test_dated_relationship_that_had_ended_lives_again_when_it_is_told(town: Any) -> None:
    def say() -> None:
        row = town.row("grids")
        ref = town.desk.facts.node("Grid", GRID, row, name="第1网格")
        town.desk.facts.relate("COVERS", ref, town.place("锦绣花园", row), row)

    say()
    town.load()
    (covers,) = town.state.outgoing(GRID, "COVERS")
    covers.properties["validTo"] = "2026-01-01"
    say()
    (change,) = town.load().changed_relationships
    assert change.values["validTo"] == ("2026-01-01", None)


def test_same_facts_on_an_equal_state_are_no_difference(town: Any) -> None:
    """As a store gives it back: without empty values, in another order."""
    town.say("branch_secretaries", "王伟", "19900000001", since="2021-05-01", states="ownersDirector@锦绣花园")
    town.say("owners_committees", "王伟", post="ownersDirector@锦绣花园")
    town.check_in("王伟", "19900000001")
    town.load()
    state = GraphState()
    for node in reversed(town.state.nodes.values()):
        state.add_node(Node(node.id, node.labels, {name: node.properties[name] for name in sorted(node.properties)}))
    for row in reversed(town.state.relationships.values()):
        state.add_relationship(row)
    town.state = state
    town._begin()
    town.say("branch_secretaries", "王伟", "19900000001", since="2021-05-01", states="ownersDirector@锦绣花园")
    town.say("owners_committees", "王伟", post="ownersDirector@锦绣花园")
    town.check_in("王伟", "19900000001")
    assert not town.load()
