"""The posts that one person holds as a graph of their own, for the functions that judge dual roles in coverage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["judged_pairs"]

_PERSON = ""
"""The person's key in a graph that has no other; no node of a store is called so."""


def judged_pairs(gathered: dict[str, Any]) -> Iterator[tuple[str, str, str, str | None]]:
    """Two posts by id, the policy on them and its basis, for each dual role among gathered posts.

    ``posts``: rows that begin with id and role; ``tenures``: id, id of the post, and both texts of each; ``nodes``: id and
    labels of what posts lead to; ``edges``: ids of both ends and the type.
    """
    from graph.coverage.dual_roles import held_pairs
    from graph.coverage.pairs import judge_pair
    from graph.store.snapshot import index_of

    index = index_of(_graph(gathered))
    for person, (a, b), _ in held_pairs(index):
        verdict = judge_pair(index, a, b, person)
        yield (a, b, verdict.status, verdict.basis) if verdict else (a, b, "notListed", None)


def _graph(gathered: dict[str, Any]) -> Any:
    import networkx as nx

    from graph.model import load_model

    general = load_model().labels
    G = nx.MultiDiGraph()
    G.add_node(_PERSON, label="Person")
    for id, labels in gathered["nodes"]:
        G.add_node(id, label=next((label for label in labels if label not in general), labels[0]))
    for id, role, *_ in gathered["posts"]:
        G.add_node(id, label="Post", role=role)
    for id, post, mode, concurrent in gathered["tenures"]:
        G.add_node(id, label="Tenure", modeText=mode, concurrentText=concurrent)
        G.add_edge(id, _PERSON, type="HOLDER")
        G.add_edge(id, post, type="OF_POST")
    for start, end, kind in gathered["edges"]:
        G.add_edge(start, end, type=kind)
    return G
