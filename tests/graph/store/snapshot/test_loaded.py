"""Which rosters were loaded for which street: what makes "none" differ from "nobody told us"."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import networkx as nx
import pytest

from graph.store.snapshot import DatedFacts, Edge, Fact, index_of, network_on
from graph.store.snapshot.loaded import LoadedKinds

TinyNetwork = Callable[..., nx.MultiDiGraph]
Build = Callable[..., LoadedKinds]

STREETS = ("s1", "s2", "s3", "s4")


def _sheet(kind: str, *columns: str) -> dict[str, Any]:
    return {"label": "Source", "kind": kind, "columns": json.dumps(dict.fromkeys(columns, "A"))}


@pytest.fixture
def loaded(tiny_network: TinyNetwork) -> Build:
    """Four streets with a community each (``c1`` in ``s1`` …); the sheets, and which nodes each tells of."""

    def build(sheets: dict[str, dict[str, Any]], tells: dict[str, Iterable[str]]) -> LoadedKinds:
        nodes: dict[str, dict[str, Any]] = {"d": {"label": "District"}, **{one: {"label": "Street"} for one in STREETS}}
        nodes |= {f"c{street[1]}": {"label": "Community"} for street in STREETS}
        for sheet, ids in tells.items():
            for row, id in enumerate(ids):
                nodes[id].setdefault("sources", []).append(f"{sheet}#{row + 4}")
        edges = [*(f"{one} WITHIN d" for one in STREETS), *(f"c{one[1]} WITHIN {one}" for one in STREETS)]
        return index_of(tiny_network(nodes | sheets, edges)).loaded

    return build


def test_roster_of_one_street_tells_of_that_street_only(loaded: Build) -> None:
    found = loaded({"a": _sheet("grids")}, {"a": ["c1"]})
    assert [found.told("grids", area) for area in ("s1", "c1", "s2", "c2")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("tells", "elsewhere"),
    [
        (["c1"], False),
        (["c1", "c2"], False),
        (["c1", "c2", "c3"], True),
        (["s1", "c1"], False),
        ([], True),
        (["d"], True),
    ],
)
def test_sheet_of_more_than_half_the_streets_or_of_none_is_the_whole_district_s(
    loaded: Build, tells: list[str], elsewhere: bool
) -> None:
    assert loaded({"a": _sheet("grids")}, {"a": tells}).told("grids", "c4") is elsewhere


@pytest.mark.parametrize("area", ["d", None])
def test_what_lies_in_no_street_is_told_of_by_any_sheet(loaded: Build, area: str | None) -> None:
    found = loaded({"a": _sheet("facilities")}, {"a": ["c1"]})
    assert (found.told("facilities", area), found.told("grids", area)) == (True, False)


def test_rosters_of_several_streets_add_up(loaded: Build) -> None:
    found = loaded({"a": _sheet("grids"), "b": _sheet("grids")}, {"a": ["c1"], "b": ["c2"]})
    assert [found.told("grids", f"c{n}") for n in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("grids", (True, True)),
        ("grids:Tenure[gridLeader].holder", (True, False)),
        ("grids:Area.code", (True, True)),
        ("grids:Area.lon", (False, False)),
        ("compounds", (False, False)),
    ],
)
def test_column_must_stand_in_the_street_s_own_roster(loaded: Build, what: str, told: tuple[bool, bool]) -> None:
    sheets = {"a": _sheet("grids", "Area.code", "Tenure[gridLeader].holder"), "b": _sheet("grids", "Area.code")}
    found = loaded(sheets, {"a": ["c1"], "b": ["c2"]})
    assert (found.told(what, "c1"), found.told(what, "c2")) == told


def test_rows_that_tell_of_a_relationship_count_for_both_ends(tiny_network: TinyNetwork) -> None:
    rows = {"d": "District", "s1": "Street", "s2": "Street", "c1": "Community", "o": "Unit"}
    facts = [Fact(id, label, {}) for id, label in rows.items()]
    facts.append(Fact("a", "Source", {"kind": "pairings", "columns": "{}"}))
    ties = [Edge("s1", "d", "WITHIN", {}), Edge("s2", "d", "WITHIN", {}), Edge("c1", "s1", "WITHIN", {})]
    ties.append(Edge("o", "c1", "PAIRED_WITH", {"sources": ["a#7"]}))
    found = index_of(network_on(DatedFacts(facts, ties), tiny_network({}).graph["as_of"])).loaded
    assert (found.told("pairings", "s1"), found.told("pairings", "s2")) == (True, False)


def test_single_cell_of_another_sheet_counts_too(tiny_network: TinyNetwork) -> None:
    nodes = {
        "d": "District", "s1": {"label": "Street", "sources": ["a#4:households"]}, "s2": "Street",
        "a": _sheet("population"),
    }  # fmt: skip
    found = index_of(tiny_network(nodes, ["s1 WITHIN d", "s2 WITHIN d"])).loaded
    assert (found.told("population", "s1"), found.told("population", "s2")) == (True, False)


@pytest.mark.parametrize(
    ("missing", "what", "told"),
    [
        ((), "grids", True),
        (("grids",), "grids", False),
        (("grids",), "grids:Area.code", False),
        (("grids:Area.code",), "grids:Area.code", False),
        (("grids:Area.code",), "grids", True),
        (("units",), "grids", True),
    ],
)
def test_graph_without_sheets_is_told_of_everything_but_what_it_names(
    tiny_network: TinyNetwork, missing: tuple[str, ...], what: str, told: bool
) -> None:
    G = tiny_network({"d": "District"})
    G.graph["not_loaded"] = missing
    assert index_of(G).loaded.told(what, "d") is told


def test_empty_graph_is_told_of_nothing_in_particular(tiny_network: TinyNetwork) -> None:
    assert index_of(tiny_network({})).loaded.told("grids", None)


@pytest.mark.parametrize(
    ("id", "name", "tells"),
    [
        ("c1", "households", True),
        ("c1", "persons", False),
        ("c2", "households", False),
        ("t", "partyStatus", True),
        ("t", "households", False),
        ("c1", "partyStatus", False),
    ],
)
def test_property_is_told_where_a_row_of_the_node_has_the_column(
    tiny_network: TinyNetwork, id: str, name: str, tells: bool
) -> None:
    nodes = {
        "d": "District", "c1": {"label": "Community", "sources": ["a#4"]}, "c2": "Community",
        "t": {"label": "Tenure", "sources": ["a#4"]},
        "a": _sheet("communities", "Area.households", "Tenure[Party].partyStatus"),
    }  # fmt: skip
    found = index_of(tiny_network(nodes, ["c1 WITHIN d", "c2 WITHIN d"])).loaded
    assert found.tells(id, name) is tells
