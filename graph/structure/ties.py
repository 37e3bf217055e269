"""The ties of a layer, by the types that the layer holds; and who holds which posts, stands in which bodies."""

from __future__ import annotations

from collections.abc import Iterator

from graph.store.snapshot import Index
from graph.store.snapshot.layers import LAYERS
from graph.structure.kept import kept

__all__ = ["bodies_of_persons", "holders", "layer_ties", "sole_holders", "ties"]


def ties(index: Index, *kinds: str) -> Iterator[tuple[str, str]]:
    """The ends of every relationship of these types."""
    for kind in kinds:
        for start, near in index.table(kind, inward=False).items():
            for end, _ in near:
                yield start, end


def layer_ties(index: Index, layer: str) -> Iterator[tuple[str, str]]:
    """The ends of every relationship of a layer."""
    return ties(index, *sorted(LAYERS[layer]))


def holders(index: Index, post: str) -> frozenset[str]:
    """The persons who hold a post."""
    return frozenset(person for tenure, _ in index.into(post, "OF_POST") for person, _ in index.out(tenure, "HOLDER"))


@kept
def sole_holders(index: Index) -> dict[str, str]:
    """The one person who holds a post in a body, for each body with exactly one."""
    found = {}
    for body, posts in index.table("POST_IN", inward=True).items():
        persons = frozenset[str]().union(*(holders(index, post) for post, _ in posts))
        if len(persons) == 1:
            (found[body],) = persons
    return found


@kept
def bodies_of_persons(index: Index) -> dict[str, frozenset[str]]:
    """The bodies in which each person holds a post: the two-mode network of persons and bodies (layer people).

    Grid staff stand in the committee of their community.
    """
    bodies = {post: [body for body, _ in near] for post, near in index.table("POST_IN", inward=False).items()}
    posts = {tenure: [post for post, _ in near] for tenure, near in index.table("OF_POST", inward=False).items()}
    found = {
        person: frozenset(
            body for tenure, _ in tenures for post in posts.get(tenure, ()) for body in bodies.get(post, ())
        )
        for person, tenures in index.table("HOLDER", inward=True).items()
    }
    return {person: standing for person, standing in found.items() if standing}
