"""The snapshots of this process: facts by store and version, graphs by date, so that asking again is instant.

A graph is handed out again as long as its nodes and edges are as they were: networkx empties a graph's own cache at
every change of them, and with it the mark that is put there. Attributes are not watched: whoever wants to change those
of a graph works on a copy. The store is asked for its version each time (some milliseconds).
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import networkx as nx

from graph.collector import collector_paused
from graph.store.snapshot.facts import DatedFacts
from graph.store.snapshot.index import index_of
from graph.store.snapshot.network import network_on
from graph.store.snapshot.part import area_named, part_of
from graph.store.snapshot.read import read_facts, read_version

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = ["MOST_FACTS", "MOST_GRAPHS", "MOST_PARTS", "facts_of_store", "forget_snapshots", "network_of_store"]

MOST_FACTS, MOST_GRAPHS, MOST_PARTS = 1, 2, 8
"""How many are kept; the one used longest ago goes first. A district's facts and a graph of it take some 250 MB each."""

_MARK = "govgraph snapshot"
_Held = TypeVar("_Held")


class _Shelf(Generic[_Held]):
    """At most so many things by key, the one used longest ago gone first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Any, _Held] = OrderedDict()

    def get(self, key: Any) -> _Held | None:
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, key: Any, thing: _Held) -> bool:
        """Keeps a thing; whether another one had to go for it."""
        gone = key in self._held
        self._held[key] = thing
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
            gone = True
        return gone

    def drop(self, which: Callable[[Any], bool]) -> bool:
        """Lets go of the things under some keys; whether there were any."""
        gone = [key for key in self._held if which(key)]
        for key in gone:
            del self._held[key]
        return bool(gone)


class _Graph(NamedTuple):
    G: nx.MultiDiGraph
    told: dict[str, Any]

    def is_untouched(self) -> bool:
        return _MARK in self.G.__networkx_cache__ and self.G.graph == self.told


_facts: _Shelf[DatedFacts] = _Shelf(MOST_FACTS)
_graphs: _Shelf[_Graph] = _Shelf(MOST_GRAPHS)
_parts: _Shelf[_Graph] = _Shelf(MOST_PARTS)
_lock = RLock()


def facts_of_store(store: Store) -> DatedFacts:
    """The facts of a store, from this process's memory where the store has not changed since."""
    with _lock, collector_paused():
        place = (store.uri, store.database)
        version, _ = store.read(read_version)
        known = _facts.get(place)
        if known is None or known.version != version:
            known = None
            gone = [shelf.drop(lambda key: key[:2] == place) for shelf in (_facts, _graphs, _parts)]
            if any(gone):
                gc.collect()
            known = store.read(read_facts)
            _facts.put(place, known)
        return known


def network_of_store(
    store: Store, as_of: date, area: str | None = None, *, assume_terms_end: bool = False
) -> nx.MultiDiGraph:
    """The graph of a store on a day, or the part of it inside an area; shared by all who ask for the same.

    Raises ``UsageError`` for an area that the graph lacks; see :func:`graph.store.snapshot.network.network_on` and
    :func:`graph.store.snapshot.part.part_of` for what it holds.
    """
    with _lock, collector_paused():
        facts = facts_of_store(store)
        key = (store.uri, store.database, facts.version, as_of, assume_terms_end)
        G = _kept(_graphs, key, lambda: network_on(facts, as_of, assume_terms_end=assume_terms_end))
        if area is None:
            return G
        top = area_named(index_of(G), area)
        return _kept(_parts, (*key, top), lambda: part_of(G, top))


def forget_snapshots() -> None:
    """Gives back the memory that is held for asking again."""
    with _lock:
        for shelf in (_facts, _graphs, _parts):
            shelf.drop(lambda _: True)


def _kept(shelf: _Shelf[_Graph], key: tuple[Any, ...], make: Callable[[], nx.MultiDiGraph]) -> nx.MultiDiGraph:
    """The graph under a key while nobody has changed it, else one made anew."""
    found = shelf.get(key)
    if found is None or not found.is_untouched():
        G = make()
        G.__networkx_cache__[_MARK] = True
        found = _Graph(G, dict(G.graph))
        if shelf.put(key, found):
            gc.collect()  # a graph and its index hold one another: left alone they stay until memory is short
    return found.G
