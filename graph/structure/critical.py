"""Persons without whom areas are uncovered or the command tree falls apart.

*Uncovered.* An area is covered by the persons who hold a post that answers for it. Somebody with several posts there is
one person: the person is taken away, not a post. An area with exactly one such person is uncovered without them.

*Cut.* A body works while somebody holds a post in it, so it falls out of the command tree with the one person who does. A
person's loss cuts the tree when bodies that stay can no longer reach one another.

Persons come as sets and by area, never in an order of their own, and no number is given of any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import networkx as nx

from graph.collector import collector_paused
from graph.errors import UsageError
from graph.store.snapshot import Index, index_of
from graph.structure.command import Command, command_of
from graph.structure.dispatch import library_for, run
from graph.structure.guard import BUDGET, need_affordable
from graph.structure.method import Method
from graph.structure.result import StructureResult, said_of
from graph.structure.shown import Shown, show_node
from graph.structure.ties import holders, sole_holders

__all__ = ["CriticalPeople", "Hold", "critical_people"]

LEVELS = ("district", "street", "community", "grid", "compound", "building")


@dataclass(frozen=True, slots=True)
class Hold:
    """What rests on one person: an area, or a body of the command tree; ``name`` is the person's."""

    on: Shown
    person: str
    name: str | None


@dataclass(frozen=True, kw_only=True)
class CriticalPeople(StructureResult):
    """``areas`` rest on one person each, ``bodies`` fall out of the command tree with one person each and cut it.

    ``empty`` are areas for which posts answer that nobody holds, ``looked_at`` how many areas were looked at.
    """

    analysis: ClassVar[str] = "critical"
    columns: ClassVar[tuple[str, ...]] = ("loss", "node", "label", "name", "area_code", "area", "person", "person_name")

    areas: tuple[Hold, ...]
    bodies: tuple[Hold, ...]
    empty: tuple[Shown, ...]
    looked_at: int

    @property
    def uncovering(self) -> frozenset[str]:
        """The persons whose loss uncovers an area."""
        return frozenset(hold.person for hold in self.areas)

    @property
    def disconnecting(self) -> frozenset[str]:
        """The persons whose loss cuts the command tree."""
        return frozenset(hold.person for hold in self.bodies)

    def areas_of(self, person: str) -> frozenset[str]:
        """The areas that rest on somebody alone."""
        return frozenset(hold.on.id for hold in self.areas if hold.person == person)

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """One row an area or body, by area code."""
        for loss, holds in (("uncovers", self.areas), ("disconnects", self.bodies)):
            for hold in holds:
                on = hold.on
                yield loss, on.id, on.label, on.name, on.area_code, on.area, hold.person, hold.name

    def summary(self) -> Mapping[str, Any]:
        """How many areas were looked at, rest on one person, are empty; how many persons and bodies that concerns."""
        return {
            "areas": self.looked_at, "areasOnOnePerson": len(self.areas), "emptyAreas": len(self.empty),
            "personsWhoUncover": len(self.uncovering), "bodiesOnOnePerson": len(self.bodies),
            "personsWhoDisconnect": len(self.disconnecting),
        }  # fmt: skip


@collector_paused()
def critical_people(
    G: nx.MultiDiGraph, *, level: str | None = None, roles: Iterable[str] = (), budget: float = BUDGET
) -> CriticalPeople:
    """The persons whose loss uncovers areas, and those whose loss cuts the command tree.

    ``level`` (district, street, community, grid, compound, building) looks at areas of one level only, ``roles`` counts
    only holders of these roles as covering an area ("who is a grid's only grid worker?"). Linear in posts and ties.
    Raises ``UsageError`` for an unknown level or role, and where the graph is too large for the budget (seconds).

    >>> G = nx.MultiDiGraph()
    >>> G.add_nodes_from([("grid", {"label": "Grid"}), ("leader", {"label": "Post", "role": "gridLeader"}),
    ...     ("worker", {"label": "Post", "role": "gridWorker"}), ("t1", {"label": "Tenure"}), ("t2", {"label": "Tenure"}),
    ...     ("p", {"label": "Person"})])
    >>> for tenure, post in (("t1", "leader"), ("t2", "worker")):
    ...     _ = G.add_edge(tenure, post, type="OF_POST"), G.add_edge(tenure, "p", type="HOLDER")
    ...     _ = G.add_edge(post, "grid", type="RESPONSIBLE_FOR")
    >>> critical_people(G).uncovering
    frozenset({'p'})
    """
    index = index_of(G)
    wanted = frozenset(roles)
    _check(index, level, wanted)
    command = command_of(index)
    nodes, edges = command.chains.number_of_nodes(), command.chains.number_of_edges()
    answering = index.table("RESPONSIBLE_FOR", inward=False)
    need_affordable("critical", "linear", nodes + edges + 5 * len(answering), budget)
    covered = _covering(index, level, wanted)
    single = [(area, person) for area, persons in covered.items() if len(persons) == 1 for person in persons]
    return CriticalPeople(
        **said_of(G),
        method=Method(
            "sole holders; articulation points", "Tarjan 1972", "service, command", nodes, edges,
            library_for(command.graph),
        ),
        areas=_holds(index, single),
        bodies=_holds(index, _cutting(index, command)),
        empty=tuple(sorted((show_node(index, area) for area, persons in covered.items() if not persons), key=_place)),
        looked_at=len(covered),
    )  # fmt: skip


def _check(index: Index, level: str | None, roles: frozenset[str]) -> None:
    if level is not None and level not in LEVELS:
        raise UsageError("structure.no_level", level=level, known=" ".join(LEVELS))
    for role in roles - set(index.model.roles):
        from difflib import get_close_matches

        near = "、".join(get_close_matches(role, index.model.roles, 3, 0.5)) or "—"
        raise UsageError("structure.no_role", role=role, near=near)


def _covering(index: Index, level: str | None, roles: frozenset[str]) -> dict[str, frozenset[str]]:
    """The persons who hold a post that answers for an area, for each area for which a post does."""
    found: dict[str, frozenset[str]] = {}
    for post, places in index.table("RESPONSIBLE_FOR", inward=False).items():
        if roles and index.nodes[post].get("role") not in roles:
            continue
        persons = holders(index, post)
        for area, _ in places:
            if index.is_a(area, ("Area",)) and (level is None or index.areas.level(area) == level):
                found[area] = found.get(area, frozenset()) | persons
    return found


def _cutting(index: Index, command: Command) -> list[tuple[str, str]]:
    """The bodies that fall out with one person and by that cut the tree, with the person."""
    graph = command.graph
    points = set(run(nx.articulation_points, graph))
    piece_of = {body: at for at, piece in enumerate(run(nx.connected_components, graph)) for body in piece}
    alone: dict[tuple[str, int], set[str]] = {}
    for body, person in sole_holders(index).items():
        if body in piece_of:
            alone.setdefault((person, piece_of[body]), set()).add(body)
    found = []
    for (person, _), bodies in alone.items():
        if len(bodies) == 1:
            cutting = bodies & points
        else:
            cutting = {body for body in bodies if graph.degree(body) > 1} if _falls_apart(graph, bodies) else set()
        found += [(body, person) for body in cutting]
    return found


def _falls_apart(graph: nx.Graph, lost: set[str]) -> bool:
    """Whether what stays of a piece can no longer all reach one another once ``lost`` are gone from it.

    Whatever is cut from something else was tied to what is lost, so it is enough to look at the neighbours of that.
    """
    edge = {near for node in lost for near in graph[node]} - lost
    reached, open_ = set[str](), [*edge][:1]
    while open_:
        node = open_.pop()
        if node not in reached:
            reached.add(node)
            open_ += [near for near in graph[node] if near not in lost]
    return not edge <= reached


def _holds(index: Index, pairs: Iterable[tuple[str, str]]) -> tuple[Hold, ...]:
    found = (Hold(show_node(index, on), person, index.nodes[person].get("name")) for on, person in pairs)
    return tuple(sorted(found, key=lambda hold: hold.on.order))


def _place(shown: Shown) -> tuple[str, str]:
    return shown.order
