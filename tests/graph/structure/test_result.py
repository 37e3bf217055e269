"""What every analysis returns: stable columns, a document with its method, and nothing out of nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.structure.catalogue import ANALYSES, analysis_named
from graph.structure.result import VERSION

TinyNetwork = Callable[..., nx.MultiDiGraph]


@pytest.fixture
def small(chain_of_command: TinyNetwork) -> nx.MultiDiGraph:
    """Four bodies, three persons, one of them in two bodies."""
    return chain_of_command({"b": "a", "c": "b", "d": "b"}, {"a": ["甲"], "b": ["甲", "乙"], "c": ["丙"]})


@pytest.mark.parametrize("name", ANALYSES)
def test_document_names_version_date_and_method(small: nx.MultiDiGraph, name: str) -> None:
    result = ANALYSES[name](small)
    document = json.loads(json.dumps(result.document()))
    assert (document["version"], document["asOf"], document["analysis"]) == (VERSION, "2026-11-01", name)
    assert set(document["method"]) == {
        "algorithm", "source", "layer", "nodes", "edges", "library", "libraryVersion", "seed", "k",
    }  # fmt: skip
    assert document["method"]["libraryVersion"] and document["summary"]
    assert all(len(row) == len(result.columns) for row in document["rows"])


@pytest.mark.parametrize("name", ANALYSES)
def test_frame_has_the_columns_of_the_rows(small: nx.MultiDiGraph, name: str) -> None:
    result = ANALYSES[name](small)
    frame = result.to_frame()
    assert tuple(frame.columns) == result.columns and len(frame) == len([*result.rows()])


@pytest.mark.parametrize("name", ANALYSES)
def test_empty_graph_gives_an_empty_result(name: str) -> None:
    result = ANALYSES[name](nx.MultiDiGraph(as_of=date(2026, 11, 1)))
    assert len(result.to_frame()) == 0 and tuple(result.to_frame().columns) == result.columns


@pytest.mark.parametrize("name", ANALYSES)
def test_same_graph_gives_the_same_result(small: nx.MultiDiGraph, name: str) -> None:
    assert ANALYSES[name](small) == ANALYSES[name](small)


@pytest.mark.parametrize("name", ANALYSES)
def test_notebook_table_marks_fictional_data(small: nx.MultiDiGraph, name: str) -> None:
    assert "示例数据" not in ANALYSES[name](small)._repr_html_()
    small.graph["synthetic"] = True
    assert "示例数据" in ANALYSES[name](small)._repr_html_()


@pytest.mark.parametrize("name", ["interlocks", "brokers", "robustness", "clusters"])
def test_what_is_drawn_at_random_names_its_seed(small: nx.MultiDiGraph, name: str) -> None:
    assert ANALYSES[name](small, seed=42).method.seed == 42


def test_results_are_frozen(small: nx.MultiDiGraph) -> None:
    with pytest.raises(AttributeError):
        ANALYSES["bridges"](small).ties = ()  # type: ignore[attr-defined]


def test_unknown_analysis_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="robustness"):
        analysis_named("gossip")


def test_a_changed_graph_is_looked_at_anew(small: nx.MultiDiGraph) -> None:
    assert len(ANALYSES["bridges"](small).to_frame()) == 3
    small.remove_edge("d", "b")
    assert len(ANALYSES["bridges"](small).to_frame()) == 2
