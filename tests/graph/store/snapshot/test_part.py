from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

import graph
from graph.errors import UsageError
from graph.store.snapshot import area_named, index_of, part_of


@pytest.fixture
def town(tiny_network: Callable[..., Any]) -> nx.MultiDiGraph:
    nodes = {
        "d": {"label": "District", "code": "140213000000", "name": "示例区"},
        "s": {"label": "Street", "code": "140213050000", "name": "甲街道"},
        "t": {"label": "Street", "code": "140213051000", "name": "乙街道"},
        "c": "Compound", "x": "Compound", "firm": "PropertyCompany", "far": "PropertyCompany", "sheet": "Source",
    }  # fmt: skip
    edges = ["s WITHIN d", "t WITHIN d", "c WITHIN s", "x WITHIN t", "firm SERVES c", "firm SERVES x", "far SERVES x"]
    G: nx.MultiDiGraph = tiny_network(nodes, edges)
    return G


def test_part_holds_inside_above_and_what_is_tied_to_it(town: nx.MultiDiGraph) -> None:
    part = part_of(town, "140213050000")
    assert set(part) == {"d", "s", "c", "firm", "sheet"}
    assert part.graph["area"] == "s"
    assert not any(end == "x" for _, end in part.edges())


def test_part_keeps_the_homes_of_what_lies_outside(town: nx.MultiDiGraph) -> None:
    assert index_of(part_of(town, "s")).areas.home("firm") == "d"
    assert index_of(part_of(town, "s")).areas.home("c") == "c"


@pytest.mark.parametrize("code", ["14021305", "140213050001", "甲街道"])
def test_unknown_area_is_told_with_near_ones(town: nx.MultiDiGraph, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        area_named(index_of(town), code)
    assert caught.value.message.key == "coverage.no_area"
    assert ("140213050000 甲街道" in str(caught.value)) is code.isdigit()


def test_node_that_is_no_area_is_none_by_id(town: nx.MultiDiGraph) -> None:
    with pytest.raises(UsageError):
        part_of(town, "firm")


@pytest.mark.slow
def test_rules_count_the_same_in_the_part_of_a_street_as_in_the_whole() -> None:
    G = graph.demo_network()
    street = "140213050000"
    whole, part = graph.run_rules(G, area=street), graph.run_rules(part_of(G, street))
    assert whole.area == part.area
    for one, other in zip(whole.results, part.results, strict=True):
        assert (one.rule, one.counts) == (other.rule, other.counts)
        assert {finding.id for finding in one.findings} == {finding.id for finding in other.findings}
