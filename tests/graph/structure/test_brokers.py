"""Posts and bodies between others; never persons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.structure import brokers
from graph.structure.brokers import find_brokers

TinyNetwork = Callable[..., nx.MultiDiGraph]


@pytest.fixture
def two_villages(tiny_network: TinyNetwork) -> nx.MultiDiGraph:
    """Two bodies with three posts each; 甲 holds one in either, which are the only way between them."""
    nodes: dict[str, Any] = {"east": "VillagersCommittee", "west": "VillagersCommittee"}
    nodes |= {
        f"{body}{number}": {"label": "Post", "title": f"委员{number}"} for body in ("east", "west") for number in "123"
    }
    edges = [f"{body}{number} POST_IN {body}" for body in ("east", "west") for number in "123"]
    return tiny_network(nodes, edges, {"甲": ["east1", "west1"], "乙": ["east2"]})


def test_posts_that_join_two_bodies_are_brokers(two_villages: nx.MultiDiGraph) -> None:
    found = find_brokers(two_villages).brokers
    assert {one.node.id for one in found} == {"east", "west", "east1", "west1"}
    assert {round(one.constraint, 3) for one in found if one.node.label == "Post"} == {0.5}
    assert found[0].betweenness == pytest.approx(max(one.betweenness for one in found))


def test_no_person_is_measured(two_villages: nx.MultiDiGraph) -> None:
    frame = find_brokers(two_villages, top=99).to_frame()
    assert set(frame["label"]) <= {"Post", "VillagersCommittee"} and "person" not in " ".join(frame.columns)


def test_post_is_named_after_its_body(two_villages: nx.MultiDiGraph) -> None:
    assert "委员1" in {one.node.name.removeprefix("east").strip() for one in find_brokers(two_villages).brokers}


def test_top_limits_how_many_posts_and_how_many_bodies_are_shown(two_villages: nx.MultiDiGraph) -> None:
    assert find_brokers(two_villages, top=1).summary() == {"posts": 1, "bodies": 1}


def test_matrices_find_the_same_brokers(two_villages: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = find_brokers(two_villages, k=3, seed=4)
    monkeypatch.setattr(brokers, "SHORT", 0.0)
    found = find_brokers(two_villages, k=3, seed=4)
    assert found.method == replace(expected.method, library="scipy", version=found.method.version)
    by_networkx = {one.node.id: one.betweenness for one in expected.brokers}
    assert {one.node.id: one.betweenness for one in found.brokers} == pytest.approx(by_networkx)


def test_seed_and_pivots_are_told_and_repeat(two_villages: nx.MultiDiGraph) -> None:
    one, again = (find_brokers(two_villages, k=3, seed=8) for _ in range(2))
    assert one == again and (one.method.seed, one.method.k) == (8, 3)


def test_guard_takes_fewer_pivots_then_refuses(two_villages: nx.MultiDiGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brokers, "SHORT", 0.0)
    monkeypatch.setattr(brokers, "sample_size", lambda analysis, work, units, wanted, budget: wanted - 1)
    assert find_brokers(two_villages, k=5).method.k == 4
    monkeypatch.undo()
    with pytest.raises(UsageError, match="brokers"):
        find_brokers(two_villages, budget=1e-9)


@pytest.mark.parametrize("asked", [{"k": 1}, {"k": "many"}, {"top": 0}])
def test_bad_numbers_are_refused(two_villages: nx.MultiDiGraph, asked: Any) -> None:
    with pytest.raises(UsageError):
        find_brokers(two_villages, **asked)
