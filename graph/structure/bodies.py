"""The networks of bodies, and of posts and bodies: what is left when persons are ties and no nodes.

Two bodies are tied when one is subordinate to the other, a member of it or paired with it, or when somebody holds posts
in both. A post is tied to its body, and to each other post of its holder. Nodes and ties come in the order of their ids, so
that a seed gives the same result whatever order a store answers in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

import networkx as nx

from graph.store.snapshot import Index
from graph.structure.kept import kept
from graph.structure.ties import bodies_of_persons, ties

__all__ = ["body_network", "post_network", "shared_persons"]

_TIES = ("SUBORDINATE_TO", "MEMBER_OF", "PAIRED_WITH")


@kept
def body_network(index: Index) -> nx.Graph:
    """Bodies with at least one tie to another body; ``weight`` is the number of ties, a shared person being one."""
    return _graph([*_between_bodies(index), *_pairs(bodies_of_persons(index).values())])


@kept
def post_network(index: Index) -> nx.Graph:
    """Posts and bodies with at least one tie; two posts of one holder are tied."""
    posts = {tenure: [post for post, _ in near] for tenure, near in index.table("OF_POST", inward=False).items()}
    held = (
        frozenset(post for tenure, _ in tenures for post in posts.get(tenure, ()))
        for tenures in index.table("HOLDER", inward=True).values()
    )
    return _graph([*_between_bodies(index), *ties(index, "POST_IN"), *_pairs(held)])


def shared_persons(bodies: Mapping[str, frozenset[str]]) -> dict[tuple[str, str], frozenset[str]]:
    """The persons who hold posts in both of two bodies, for every two bodies that share somebody (ids in order)."""
    found: dict[tuple[str, str], set[str]] = {}
    for person, standing in bodies.items():
        for a, b in combinations(sorted(standing), 2):
            found.setdefault((a, b), set()).add(person)
    return {pair: frozenset(persons) for pair, persons in found.items()}


def _between_bodies(index: Index) -> Iterable[tuple[str, str]]:
    bodies = frozenset(index.of_label("Organisation"))
    return ((a, b) for a, b in ties(index, *_TIES) if a in bodies and b in bodies)


def _pairs(groups: Iterable[frozenset[str]]) -> Iterable[tuple[str, str]]:
    return (pair for group in groups if len(group) > 1 for pair in combinations(group, 2))


def _graph(found: Iterable[tuple[str, str]]) -> nx.Graph:
    weights = Counter((a, b) if a < b else (b, a) for a, b in found if a != b)
    graph = nx.Graph()
    graph.add_nodes_from(sorted({node for pair in weights for node in pair}))
    graph.add_weighted_edges_from((*pair, weights[pair]) for pair in sorted(weights))
    return graph
