"""What cuts the command tree in two: bodies (articulation points) and ties (bridges), on the layer of command alone.

An articulation point is a node whose loss leaves its graph in more pieces than before, a bridge a tie whose loss does
(Tarjan 1972, Hopcroft and Tarjan 1973). On the whole graph the area tree would hide them: it joins what command does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import networkx as nx

from graph.collector import collector_paused
from graph.store.snapshot import index_of
from graph.structure.command import Command, command_of
from graph.structure.dispatch import library_for, run
from graph.structure.guard import BUDGET, need_affordable
from graph.structure.method import Method
from graph.structure.result import StructureResult, said_of
from graph.structure.shown import Shown, show_node
from graph.structure.ties import sole_holders

__all__ = ["Articulation", "Bridges", "CutBody", "CutTie", "find_articulation", "find_bridges"]


@dataclass(frozen=True, slots=True)
class CutBody:
    """A body whose loss cuts the tree; ``cut_off``: how many other bodies then have no chain to a top."""

    body: Shown
    cut_off: int


@dataclass(frozen=True, slots=True)
class CutTie:
    """A tie of command whose loss cuts the tree; ``cut_off``: how many bodies then have no chain to a top."""

    subordinate: Shown
    superior: Shown
    cut_off: int


@dataclass(frozen=True, kw_only=True)
class Articulation(StructureResult):
    """The bodies whose loss cuts the command tree, those that cut off most first; ``persons`` are whoever alone stands in one
    of them, a set without order."""

    analysis: ClassVar[str] = "articulation"
    columns: ClassVar[tuple[str, ...]] = ("body", "label", "name", "area_code", "area", "cut_off")

    bodies: tuple[CutBody, ...]
    persons: frozenset[str]

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row a body."""
        for one in self.bodies:
            body = one.body
            yield body.id, body.label, body.name, body.area_code, body.area, one.cut_off

    def summary(self) -> Mapping[str, Any]:
        """How many bodies cut the tree, and how many persons alone stand in one of them."""
        return {"bodies": len(self.bodies), "persons": len(self.persons)}


@dataclass(frozen=True, kw_only=True)
class Bridges(StructureResult):
    """The ties whose loss cuts the command tree, those that cut off most first; in a tree, all ties."""

    analysis: ClassVar[str] = "bridges"
    columns: ClassVar[tuple[str, ...]] = (
        "subordinate", "subordinate_label", "subordinate_name", "superior", "superior_label", "superior_name",
        "area_code", "area", "cut_off",
    )  # fmt: skip

    ties: tuple[CutTie, ...]

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row a tie, with the subordinate's home."""
        for tie in self.ties:
            low, high = tie.subordinate, tie.superior
            yield low.id, low.label, low.name, high.id, high.label, high.name, low.area_code, low.area, tie.cut_off

    def summary(self) -> Mapping[str, Any]:
        """How many ties cut the tree."""
        return {"ties": len(self.ties)}


@collector_paused()
def find_articulation(G: nx.MultiDiGraph, *, budget: float = BUDGET) -> Articulation:
    """The bodies whose loss leaves the command tree in more pieces (articulation points).

    Linear in bodies + ties. Raises ``UsageError`` where the graph is too large for the budget (seconds).

    >>> G = nx.MultiDiGraph()
    >>> G.add_nodes_from((body, {"label": "PartyOrganisation"}) for body in ("street", "community", "branch"))
    >>> _ = G.add_edge("branch", "community", type="SUBORDINATE_TO"), G.add_edge("community", "street", type="SUBORDINATE_TO")
    >>> [(one.body.id, one.cut_off) for one in find_articulation(G).bodies]
    [('community', 1)]
    """
    index = index_of(G)
    command = command_of(index)
    method = _method(command, "articulation points", "articulation", budget)
    points = [
        CutBody(show_node(index, body), command.cut_off(body)) for body in run(nx.articulation_points, command.graph)
    ]
    points = sorted(dict.fromkeys(points), key=lambda one: (-one.cut_off, one.body.order))
    alone = sole_holders(index)
    persons = frozenset(person for one in points if (person := alone.get(one.body.id)) is not None)
    return Articulation(**said_of(G), method=method, bodies=tuple(points), persons=persons)


@collector_paused()
def find_bridges(G: nx.MultiDiGraph, *, budget: float = BUDGET) -> Bridges:
    """The ties whose loss leaves the command tree in more pieces (bridges).

    Linear in bodies + ties. Raises ``UsageError`` where the graph is too large for the budget (seconds).

    >>> G = nx.MultiDiGraph()
    >>> G.add_nodes_from((body, {"label": "PartyOrganisation"}) for body in ("street", "community"))
    >>> _ = G.add_edge("community", "street", type="SUBORDINATE_TO")
    >>> [(tie.subordinate.id, tie.superior.id, tie.cut_off) for tie in find_bridges(G).ties]
    [('community', 'street', 1)]
    """
    index = index_of(G)
    command = command_of(index)
    method = _method(command, "bridges", "bridges", budget)
    shown = {body: show_node(index, body) for body in command.chains}
    found = []
    for ends in run(nx.bridges, command.graph):
        ways = [
            way for way in (ends, ends[::-1]) if command.chains.has_edge(*way)
        ]  # both where each is under the other
        cut_off, superior, subordinate = max((command.cut_off_by_tie(*way), *way) for way in ways)
        found.append(CutTie(shown[subordinate], shown[superior], cut_off))
    found.sort(key=lambda tie: (-tie.cut_off, tie.subordinate.order, tie.superior.order))
    return Bridges(**said_of(G), method=method, ties=tuple(found))


def _method(command: Command, algorithm: str, analysis: str, budget: float) -> Method:
    nodes, edges = command.chains.number_of_nodes(), command.chains.number_of_edges()
    need_affordable(analysis, "linear", nodes + edges, budget)
    library = library_for(command.graph)
    return Method(algorithm, "Tarjan 1972; Hopcroft & Tarjan 1973", "command", nodes, edges, library)
