"""Every rule answers otherwise when the reference district is changed in the right place: no rule is deaf.

The part of one street is changed in one place at a time (a tie cut, a neighbour's ties cut, a property taken out or put far
off) until a target that passed passes no longer, or one that did not does; then it is changed back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import networkx as nx
import pytest

from graph.coverage.catalogue import load_rules
from graph.coverage.compiled import CompiledRule
from graph.coverage.run import evaluate
from graph.store.snapshot import Index, index_of, network_on
from loaders.reference.pack import reference_facts

DAY = date(2026, 11, 1)
STREETS = ("140213057000", "140213061000")
"""Two small streets in which every kind of target occurs."""

TRIED = 4
Undo = Callable[[], object]
Change = Callable[[nx.MultiDiGraph], Undo]


@pytest.fixture(scope="module")
def town() -> nx.MultiDiGraph:
    """Two streets of the reference district."""
    return network_on(reference_facts(STREETS), DAY)


def _states(rule: CompiledRule, G: nx.MultiDiGraph) -> dict[str, str]:
    return {one.target: one.state for one in evaluate(rule, index_of(G), DAY).outcomes}


def _changes(rule: CompiledRule, index: Index, target: str) -> Iterator[Change]:
    """Changes near a target, those of its own properties first."""
    for name in rule.cited:
        declared = index.model.properties(index.nodes[target]["label"]).get(name)
        told = index.nodes[target].get(name)
        for value in _values([] if declared and declared.many and told is None else told):
            yield _put(target, name, value)
    near = _near(index, target)
    yield from map(_cut, near[:20])
    yield from map(_multiply, near[1:20])
    for id in near:
        for name, value in index.nodes[id].items():
            if name not in ("label", "name", "sources", "synthetic"):
                for other in _values(value):
                    yield _put(id, name, other)


def _near(index: Index, target: str) -> list[str]:
    """The target and what lies within two ties of it, areas above it left out."""
    around: dict[str, None] = {target: None}
    for _ in range(2):
        for id in list(around):
            near = [*index.G.successors(id), *index.G.predecessors(id)]
            around.update(
                (other, None) for other in near[:30] if index.nodes[other]["label"] not in ("Street", "District")
            )
    return list(around)[:60]


def _values(value: Any) -> list[Any]:
    if isinstance(value, bool) or value is None:
        return (
            [not value, None, DAY - timedelta(days=3000)]
            if value is not None
            else [True, 0, DAY - timedelta(days=3000)]
        )
    if isinstance(value, (int, float)):
        return [0, 10**7, None]
    if isinstance(value, list):
        return [[], None, ["其他"]]
    if isinstance(value, date):
        return [DAY - timedelta(days=3000), DAY + timedelta(days=60), None]
    return [None, "其他"]


def _put(id: str, name: str, value: Any) -> Change:
    def change(G: nx.MultiDiGraph) -> Undo:
        node = G.nodes[id]
        before = dict(node)
        node[name] = value
        if value is None:
            del node[name]
        return lambda: (node.clear(), node.update(before))

    return change


def _cut(id: str) -> Change:
    def change(G: nx.MultiDiGraph) -> Undo:
        ties = [*G.in_edges(id, keys=True, data=True), *G.out_edges(id, keys=True, data=True)]
        G.remove_edges_from([(a, b, key) for a, b, key, _ in ties])
        return lambda: G.add_edges_from(ties)

    return change


def _multiply(id: str) -> Change:
    def change(G: nx.MultiDiGraph) -> Undo:
        copies = [f"{id}-{number}" for number in range(12)]
        ties = [*G.in_edges(id, keys=True, data=True), *G.out_edges(id, keys=True, data=True)]
        for copy in copies:
            G.add_node(copy, **G.nodes[id])
            G.add_edges_from((copy if a == id else a, copy if b == id else b, key, told) for a, b, key, told in ties)
        return lambda: G.remove_nodes_from(copies)

    return change


@pytest.mark.parametrize("id", sorted(load_rules()))
def test_rule_hears_a_change(id: str, town: nx.MultiDiGraph) -> None:
    rule = load_rules()[id]
    before = _states(rule, town)
    chosen = [target for target, state in before.items() if state == "present"][:TRIED]
    chosen += [target for target, state in before.items() if state != "present"][:2]
    for target in chosen:
        for change in _changes(rule, index_of(town), target):
            undo = change(town)
            heard = _states(rule, town).get(target, "gone") != before[target]
            undo()
            if heard:
                return
    pytest.fail(f"{id}: nothing that was changed near {len(chosen)} targets changed an answer")
