"""What stands alone on the layer where it should be tied, and where the chain of command breaks.

An isolate has no tie on a layer on which its kind should have one: a body, post or area that nothing ties to who answers
for what (service), a Party organisation without superior or subordinate (command), a facility that serves nowhere (reach).

A Party organisation's chain leads over one superior after another to the district's committee. It breaks where an
organisation has no superior, has several, or lies on a circle; whatever hangs below is counted there, not again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import networkx as nx

from graph.collector import collector_paused
from graph.store.snapshot import Index, index_of
from graph.structure.command import Command, command_of
from graph.structure.dispatch import library_for, run
from graph.structure.guard import BUDGET, need_affordable
from graph.structure.method import Method
from graph.structure.result import StructureResult, said_of
from graph.structure.shown import Shown, show_node
from graph.structure.ties import layer_ties

__all__ = ["Isolates", "Loose", "find_isolates"]

EXPECTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("service", ("Organisation", "Post", "District", "Street", "Community", "Village", "Grid", "Compound")),
    ("command", ("PartyOrganisation",)),
    ("reach", ("Facility",)),
)
"""The kinds of node that should have a tie on each layer."""

PARTY = ("PartyOrganisation",)

What = Literal["isolate", "noSuperior", "severalSuperiors", "circle"]


@dataclass(frozen=True, slots=True)
class Loose:
    """A node that stands alone on a layer, or at which a chain of command breaks; ``below``: how many bodies hang under it."""

    what: What
    layer: str
    node: Shown
    below: int


@dataclass(frozen=True, kw_only=True)
class Isolates(StructureResult):
    """Isolates layer by layer, then broken chains, each by area code."""

    analysis: ClassVar[str] = "isolates"
    columns: ClassVar[tuple[str, ...]] = ("what", "layer", "node", "label", "name", "area_code", "area", "below")

    loose: tuple[Loose, ...]

    def of(self, what: What) -> frozenset[str]:
        """The nodes of one kind of looseness."""
        return frozenset(one.node.id for one in self.loose if one.what == what)

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row a node and layer."""
        for one in self.loose:
            node = one.node
            yield one.what, one.layer, node.id, node.label, node.name, node.area_code, node.area, one.below

    def summary(self) -> Mapping[str, Any]:
        """How many of each kind."""
        kinds: tuple[What, ...] = ("isolate", "noSuperior", "severalSuperiors", "circle")
        return {what: sum(one.what == what for one in self.loose) for what in kinds}


@collector_paused()
def find_isolates(G: nx.MultiDiGraph, *, budget: float = BUDGET) -> Isolates:
    """What stands alone on its layer, and where the Party's chain of command breaks.

    Linear in nodes + ties. Raises ``UsageError`` where the graph is too large for the budget (seconds).

    >>> G = nx.MultiDiGraph()
    >>> G.add_nodes_from([("body", {"label": "SocialOrganisation"}), ("station", {"label": "Station"})])
    >>> G.add_node("c", label="Compound")
    >>> _ = G.add_edge("station", "c", type="LOCATED_IN")
    >>> [(one.what, one.layer, one.node.id) for one in find_isolates(G).loose]
    [('isolate', 'service', 'body')]
    """
    index = index_of(G)
    nodes, edges = G.number_of_nodes(), G.number_of_edges()
    need_affordable("isolates", "linear", nodes + edges, budget)
    command = command_of(index)
    loose = [*_isolates(index), *_breaks(index, command)]
    method = Method(
        "degree; chains of superiors", "—", "service, command, reach", nodes, edges, library_for(command.graph)
    )
    return Isolates(**said_of(G), method=method, loose=tuple(loose))


def _isolates(index: Index) -> Iterator[Loose]:
    for name, labels in EXPECTED:
        tied = {end for tie in layer_ties(index, name) for end in tie}
        alone = [show_node(index, id) for id in index.of_label(*labels) if id not in tied]
        yield from (Loose("isolate", name, node, 0) for node in sorted(alone, key=lambda node: node.order))


def _breaks(index: Index, command: Command) -> Iterator[Loose]:
    chains = command.chains
    circles = _on_circles(command)
    found: list[Loose] = []
    for body in index.of_label(*PARTY):
        superiors = chains.in_degree(body) if body in chains else 0
        what: What
        if body in circles:
            what = "circle"
        elif superiors == 0:
            what = "noSuperior"
        elif superiors > 1:
            what = "severalSuperiors"
        else:
            continue
        below = len(nx.descendants(chains, body) - circles) if body in chains else 0
        found.append(Loose(what, "command", show_node(index, body), below))
    top = _top(index, found)
    yield from sorted((one for one in found if one.node.id != top), key=lambda one: one.node.order)


def _on_circles(command: Command) -> set[str]:
    pieces = run(nx.strongly_connected_components, command.chains)
    return {body for piece in pieces if len(piece) > 1 for body in piece}


def _top(index: Index, found: Iterable[Loose]) -> str | None:
    """The Party organisation that needs no superior: the one without that is at home in the topmost area, else the one with
    most below it."""
    tops = [one for one in found if one.what == "noSuperior"]
    own = [one for one in tops if index.areas.home(one.node.id) == index.areas.root]
    return max(own or tops, key=lambda one: (one.below, one.node.id)).node.id if tops else None
