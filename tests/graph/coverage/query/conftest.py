"""The small language on tiny graphs: compile a piece of it, ask it of a node, or see what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from graph.coverage.query import Compiler, Scope
from graph.model import load_model
from graph.store.snapshot import DatedFacts, Edge, Fact, index_of, network_on

AS_OF = date(2026, 11, 1)

Tie = tuple[Any, ...]


def _scope(nodes: dict[str, Any], edges: Iterable[Tie], thresholds: dict[str, Any], not_loaded: Iterable[str]) -> Scope:
    rows = {id: {"label": row} if isinstance(row, str) else dict(row) for id, row in nodes.items()}
    G = network_on(
        DatedFacts(
            [Fact(id, row.pop("label"), row) for id, row in rows.items()],
            [Edge(tie[0], tie[2], tie[1], tie[3] if len(tie) > 3 else {}) for tie in edges],
        ),
        AS_OF,
    )
    G.graph["not_loaded"] = tuple(not_loaded)
    return Scope(index_of(G), AS_OF, thresholds)


@pytest.fixture(scope="session")
def ask() -> Callable[..., Any]:
    """``ask("expression", spec, nodes, edges, thresholds={…})``: what a piece says of the first node of the graph.

    The piece is an ``expression``, a ``condition`` or a ``path`` (its ends). What is wrong with it fails the test.
    """

    def work(
        what: str,
        spec: Any,
        nodes: dict[str, Any],
        edges: Iterable[Tie] = (),
        *,
        thresholds: dict[str, Any] | None = None,
        population: tuple[str, ...] = (),
        not_loaded: Iterable[str] = (),
        told_by: tuple[str, ...] = (),
    ) -> Any:
        scope = _scope(nodes, edges, thresholds or {}, not_loaded)
        first = next(iter(nodes))
        labels = (str(scope.index.nodes[first]["label"]),)
        compiler = Compiler(load_model(), "T1", frozenset(thresholds or {}), labels)
        compiled = getattr(compiler, what)(spec, labels, "at")
        scope.population, scope.told_by = population, compiler.told_by(told_by, labels, "told_by")
        assert not compiler.problems, [str(one.message) for one in compiler.problems]
        return compiled.ends(scope, first) if what == "path" else compiled(scope, first)

    return work


@pytest.fixture(scope="session")
def problems_in() -> Callable[..., list[str]]:
    """What is wrong with a piece on nodes of a label: places and keys of the messages."""

    def work(what: str, spec: Any, label: str = "Community", thresholds: Iterable[str] = ()) -> list[str]:
        compiler = Compiler(load_model(), "T1", frozenset(thresholds), (label,))
        getattr(compiler, what)(spec, (label,), "at")
        return [f"{one.at} {one.message.key}" for one in compiler.problems]

    return work
