"""The graph of facts as networkx has it: read once, cut to a date, asked by layer.

::

    facts.py     everything the store says, with its dates, as plain records
    read.py      facts from the store          saved.py   facts from an export, without Neo4j
    network.py   the facts alive on a date as a MultiDiGraph
    index.py     neighbours by type, nodes by label, home areas: what rules ask of a graph again and again
    layers.py    area tree, service, command, reach, people and bodies: views of a graph, not copies
    recent.py    the snapshots of this process, by store, version and date
"""

from graph.store.snapshot.facts import DatedFacts, Edge, Fact
from graph.store.snapshot.index import Index, index_of
from graph.store.snapshot.layers import layer
from graph.store.snapshot.network import network_on
from graph.store.snapshot.read import read_facts

__all__ = ["DatedFacts", "Edge", "Fact", "Index", "index_of", "layer", "network_on", "read_facts"]
