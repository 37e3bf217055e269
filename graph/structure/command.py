"""The command tree as a graph, and who loses their chain of command when a body or a tie falls out.

A body's chain leads over its superiors to a top, a body without a superior. A body dominates another when every chain of
the other leads over it (Lengauer and Tarjan 1979, computed as in Cooper, Harvey and Kennedy 2001), so the bodies that it
dominates are those that are cut off without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from graph.store.snapshot import Index
from graph.structure.dispatch import run
from graph.structure.kept import kept
from graph.structure.ties import layer_ties

__all__ = ["Command", "command_of"]

_ABOVE_ALL = ""


@dataclass(frozen=True)
class Command:
    """``chains``: superior → subordinate, every body that has either."""

    chains: nx.DiGraph

    @cached_property
    def graph(self) -> nx.Graph:
        """The same ties without direction."""
        return self.chains.to_undirected()

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The bodies without a superior."""
        return tuple(body for body, superiors in self.chains.in_degree() if superiors == 0)

    @cached_property
    def last_common(self) -> dict[str, str]:
        """For each body that a chain reaches: the lowest body over which all its chains lead (``""`` above the tops)."""
        rooted = nx.DiGraph(self.chains)
        rooted.add_edges_from((_ABOVE_ALL, top) for top in self.tops)
        if _ABOVE_ALL not in rooted:
            return {}
        found = run(nx.immediate_dominators, rooted, _ABOVE_ALL)
        return {body: above for body, above in found.items() if body != _ABOVE_ALL}

    @cached_property
    def dependent(self) -> dict[str, int]:
        """How many bodies have no chain without a body, itself counted; 0 where none reaches itself (circles)."""
        below: dict[str, list[str]] = {}
        for body, above in self.last_common.items():
            below.setdefault(above, []).append(body)
        counts = dict.fromkeys(self.chains, 0)
        order, open_ = [], below.get(_ABOVE_ALL, []).copy()
        while open_:
            body = open_.pop()
            order.append(body)
            open_ += below.get(body, ())
        for body in reversed(order):
            counts[body] += 1
            above = self.last_common[body]
            if above != _ABOVE_ALL:
                counts[above] += counts[body]
        return counts

    def cut_off(self, body: str) -> int:
        """How many other bodies lose every chain to a top when a body falls out."""
        return max(self.dependent.get(body, 0) - 1, 0)

    def cut_off_by_tie(self, superior: str, subordinate: str) -> int:
        """How many bodies lose every chain to a top when a tie that is a bridge falls out."""
        return self.dependent.get(subordinate, 0) if self.last_common.get(subordinate) == superior else 0


@kept
def command_of(index: Index) -> Command:
    """The command tree of a graph; nodes and ties in the order of their ids, a body's tie to itself left out."""
    chains = nx.DiGraph()
    found = sorted({(end, start) for start, end in layer_ties(index, "command") if start != end})
    chains.add_nodes_from(sorted({body for tie in found for body in tie}))
    chains.add_edges_from(found)
    return Command(chains)
