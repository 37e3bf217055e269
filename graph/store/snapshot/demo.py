"""The reference district from the file that comes with the program: fictional data, no store, no Java."""

from __future__ import annotations

from datetime import date
from importlib import resources

import networkx as nx

from graph.as_of import read_as_of
from graph.collector import collector_paused
from graph.errors import UsageError
from graph.store.snapshot.facts import DatedFacts
from graph.store.snapshot.network import network_on
from graph.store.snapshot.packed import unpack_facts

__all__ = ["DEMO_DATE", "DEMO_FILE", "demo_facts", "demo_network"]

DEMO_DATE = date(2026, 11, 1)
"""The day on which the reference district shows its published figures."""

DEMO_FILE = "reference.facts"
"""Made from the generator of the reference district by the Makefile; no part of the repository."""


def demo_facts() -> DatedFacts:
    """Everything that the reference district's rosters say, with its dates, to cut graphs of any day from.

    Raises ``UsageError`` where the file is missing (a checkout in which nothing was made yet) or damaged.
    """
    file = resources.files(__package__) / DEMO_FILE
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise UsageError("snapshot.demo_missing", file=DEMO_FILE) from error
    try:
        with collector_paused():
            return unpack_facts(data)
    except ValueError as error:
        raise UsageError("snapshot.demo_damaged", file=DEMO_FILE) from error


def demo_network(as_of: str | date = DEMO_DATE, *, assume_terms_end: bool = False) -> nx.MultiDiGraph:
    """The reference district (示例数据, fictional but for the names of its areas) as a graph on its reference date.

    Node key = id; attributes are ``label`` and the properties of the model, an edge's ``type`` and its properties.
    Another day cuts the same facts there. Raises ``UsageError`` as :func:`demo_facts` does, and for a wrong date.

    >>> G = demo_network()
    >>> G.graph["synthetic"], sum(label == "Grid" for _, label in G.nodes(data="label"))
    (True, 1529)
    """
    day = read_as_of(as_of)
    with collector_paused():
        return network_on(demo_facts(), day, assume_terms_end=assume_terms_end)
