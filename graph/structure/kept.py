"""Derived networks that several analyses ask for, made once a graph.

They live beside the index in networkx's own cache of the graph, which every change of its nodes or edges empties. Whoever
asks gets the same object and leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from graph.store.snapshot import Index

__all__ = ["kept"]

Made = TypeVar("Made")


def kept(make: Callable[[Index], Made]) -> Callable[[Index], Made]:
    """A function of an index whose answer is kept with the graph."""
    key = f"govgraph {make.__module__}.{make.__qualname__}"

    @wraps(make)
    def answer(index: Index) -> Made:
        cache = index.G.__networkx_cache__
        if cache is None:
            return make(index)
        if key not in cache:
            cache[key] = make(index)
        found: Made = cache[key]
        return found

    return answer
