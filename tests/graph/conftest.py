"""Tiny named networks, built from a few words, on the reference date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import networkx as nx
import pytest

from graph.store.snapshot import DatedFacts, Edge, Fact, network_on

TinyNetwork = Callable[..., nx.MultiDiGraph]


def build(
    nodes: Mapping[str, str | dict[str, Any]],
    edges: Iterable[str] = (),
    holders: Mapping[str, Iterable[str]] | None = None,
    tenures: Mapping[str, dict[str, Any]] | None = None,
) -> nx.MultiDiGraph:
    """Nodes by id with label or properties; edges as ``"a TYPE b"``; who holds which posts.

    Somebody's tenure of a post has the id ``person@post``; ``tenures`` gives it properties.
    """
    facts = {id: {"label": row} if isinstance(row, str) else dict(row) for id, row in nodes.items()}
    ties = [tuple(edge.split()) for edge in edges]
    for person, posts in (holders or {}).items():
        facts.setdefault(person, {"label": "Person", "name": person})
        for post in posts:
            tenure = f"{person}@{post}"
            facts[tenure] = {"label": "Tenure", **(tenures or {}).get(tenure, {})}
            ties += [(tenure, "OF_POST", post), (tenure, "HOLDER", person)]
    rows = [Fact(id, row.pop("label"), row) for id, row in facts.items()]
    return network_on(DatedFacts(rows, [Edge(a, b, kind, {}) for a, kind, b in ties]), date(2026, 11, 1))


@pytest.fixture(scope="session")
def tiny_network() -> TinyNetwork:
    """Builds a network from a few words; see :func:`build`."""
    return build
