"""The reference district that comes with the program; `make test` makes its file first."""

from __future__ import annotations

import networkx as nx
import pytest

import graph
from graph.errors import UsageError


@pytest.fixture(scope="module")
def district() -> nx.MultiDiGraph:
    return graph.demo_network()


def test_district_is_fictional_and_whole(district: nx.MultiDiGraph) -> None:
    labels = [label for _, label in district.nodes(data="label")]
    assert district.graph["synthetic"]
    assert (labels.count("Street"), labels.count("Compound"), labels.count("Grid")) == (18, 487, 1529)


def test_published_coverage_comes_out_by_counting(district: nx.MultiDiGraph) -> None:
    counts = graph.run_rules(district, ["S02"])["S02"].counts
    assert (counts.total, counts.due, counts.present, counts.exempt, counts.gap) == (487, 425, 325, 62, 100)


def test_nobody_can_be_reached_or_linked_by_it(district: nx.MultiDiGraph) -> None:
    kept = {name for _, attributes in district.nodes(data=True) for name in attributes}
    kept |= {name for *_, attributes in district.edges(data=True) for name in attributes}
    assert kept.isdisjoint({"phone", "phones", "keys", "records", "numbers", "pinyin", "initials"})


def test_wrong_date_is_refused() -> None:
    with pytest.raises(UsageError):
        graph.demo_network("1850-01-01")
