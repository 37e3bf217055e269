"""The graph of facts as networkx has it: read once, cut to a date, asked by layer.

::

    facts.py     everything the store says, with its dates, as plain records
    read.py      facts from the store          saved.py   the graph of an export, without Neo4j
    packed.py    facts in one small file      demo.py   the reference district that comes with the program so
    network.py   the facts alive on a date as a MultiDiGraph
    index.py     neighbours by type, nodes by label, home areas: what rules ask of a graph again and again
    layers.py    area tree, service, command, reach, people and bodies: views of a graph, not copies
    part.py      the part of a graph inside an area
    recent.py    the snapshots of this process, by store, version and date
"""

from graph.store.snapshot.demo import demo_facts, demo_network
from graph.store.snapshot.facts import DatedFacts, Edge, Fact
from graph.store.snapshot.index import Index, index_of
from graph.store.snapshot.layers import layer
from graph.store.snapshot.network import network_on
from graph.store.snapshot.part import area_named, part_of
from graph.store.snapshot.read import read_facts
from graph.store.snapshot.recent import facts_of_store, forget_snapshots, network_of_store
from graph.store.snapshot.saved import read_snapshot

__all__ = [
    "DatedFacts",
    "Edge",
    "Fact",
    "Index",
    "area_named",
    "demo_facts",
    "demo_network",
    "facts_of_store",
    "forget_snapshots",
    "index_of",
    "layer",
    "network_of_store",
    "network_on",
    "part_of",
    "read_facts",
    "read_snapshot",
]
