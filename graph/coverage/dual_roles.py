"""Dual roles (兼任): every pair of posts that one person holds on the graph's date, judged by the pair table.

A pair counts where the posts are of different roles or stand in different bodies. The same role in two grids is no dual
role but one person in several grids (rule G04). Grid staff stand in the committee of their community, and so do not
differ in body from one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.as_of import today
from graph.collector import collector_paused
from graph.coverage.dual_role import POLICIES, DualRole, HeldPost, Named
from graph.coverage.link_evidence import evidence_of
from graph.coverage.naming import post_title
from graph.coverage.pairs import judge_pair
from graph.errors import UsageError
from graph.store.snapshot import Index, area_named, index_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VERSION", "DualRoles", "find_dual_roles", "held_pairs"]

VERSION = 1


@dataclass(frozen=True)
class DualRoles:
    """The dual roles of a graph, to go through, to filter, to show; ordered by area and role, never by person."""

    as_of: date
    synthetic: bool
    pairs: tuple[DualRole, ...]

    def __iter__(self) -> Iterator[DualRole]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def of_policy(self, *policies: str) -> DualRoles:
        """Those of some policies; raises ``UsageError`` for a word that is none of :data:`POLICIES`."""
        for policy in policies:
            if policy not in POLICIES:
                raise UsageError("dual_roles.no_policy", policy=policy, known=" ".join(POLICIES))
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair.policy in policies))

    def of_roles(self, a: Iterable[str], b: Iterable[str]) -> DualRoles:
        """Those of a role of ``a`` and a role of ``b``."""
        ways = {frozenset((one, other)) for other in {*b} for one in {*a}}
        return replace(self, pairs=tuple(pair for pair in self.pairs if frozenset(pair.roles) in ways))

    def inside(self, area: str) -> DualRoles:
        """Those with a post in an area (by id) or below it."""
        return replace(self, pairs=tuple(pair for pair in self.pairs if area in pair.within))

    def to_frame(self) -> pd.DataFrame:
        """One row a pair; columns as in :data:`graph.coverage.frames.DUAL_ROLES`."""
        from graph.coverage.frames import dual_roles_frame

        return dual_roles_frame(self)

    def document(self) -> dict[str, Any]:
        """The JSON of ``govgraph dual-roles``."""
        pairs = [pair.document() for pair in self.pairs]
        return {"version": VERSION, "asOf": self.as_of.isoformat(), "pairs": pairs}

    def _repr_html_(self) -> str:
        from graph.coverage.frames import html_table

        return html_table(self.to_frame(), self.synthetic)


@collector_paused()
def find_dual_roles(G: nx.MultiDiGraph, *, policy: Iterable[str] = (), area: str | None = None) -> DualRoles:
    """All dual roles of a graph, or those of some policies and those with a post in an area (code or id).

    A post that somebody holds twice (two tenures) makes no pair with itself. Linear in persons, quadratic in the posts of
    one person. Raises ``UsageError`` for an unknown policy or area.

    >>> G = nx.MultiDiGraph(as_of=date(2026, 11, 1))
    >>> G.add_nodes_from([("p", {"label": "Person", "name": "甲"}), ("s", {"label": "Post", "role": "branchSecretary"}),
    ...     ("d", {"label": "Post", "role": "managementDirector"}), ("1", {"label": "Tenure"}), ("2", {"label": "Tenure"})])
    >>> for tenure, post in (("1", "s"), ("2", "d")):
    ...     _ = G.add_edge(tenure, post, type="OF_POST"), G.add_edge(tenure, "p", type="HOLDER")
    >>> [(pair.roles, pair.policy) for pair in find_dual_roles(G)]
    [(('branchSecretary', 'managementDirector'), 'allowed')]
    """
    index = index_of(G)
    pairs = tuple(sorted(_pairs(index), key=lambda pair: _order(index, pair)))
    found = DualRoles(G.graph.get("as_of") or today(), bool(G.graph.get("synthetic")), pairs)
    policies = tuple(policy)
    if policies:
        found = found.of_policy(*policies)
    return found if area is None else found.inside(area_named(index, area))


def _order(index: Index, pair: DualRole) -> tuple[tuple[str, ...], ...]:
    """By the areas from the top down to each post, then by role and id."""
    ways = (tuple(reversed(index.areas.above(post.area.id))) if post.area else () for post in pair.posts)
    places = (
        tuple(str(index.nodes[area].get("code") or index.nodes[area].get("name")) for area in way) for way in ways
    )
    return (*places, pair.roles, tuple(post.id for post in pair.posts), (pair.person,))


def _pairs(index: Index) -> Iterator[DualRole]:
    for person, posts, tenures in held_pairs(index):
        yield _pair(index, person, posts, tenures)


def held_pairs(index: Index) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
    """Every person with two posts that make a dual role, in the order of the role table, and the tenure of each."""
    ranks = {role: rank for rank, role in enumerate(index.model.roles)}
    for person, tenures in index.table("HOLDER", inward=True).items():
        if len(tenures) < 2:
            continue
        held = {post: tenure for tenure, _ in tenures for post, _ in index.out(tenure, "OF_POST")}
        posts = sorted(held, key=lambda post: (ranks.get(index.nodes[post].get("role", ""), len(ranks)), post))
        for a, b in combinations(posts, 2):
            if _differ(index, a, b):
                yield person, (a, b), (held[a], held[b])


def _differ(index: Index, a: str, b: str) -> bool:
    """Whether two posts are of different roles, or of one role in two bodies that are not the committees of two grids."""
    if index.nodes[a].get("role") != index.nodes[b].get("role"):
        return True
    places = [area for post in (a, b) for area, _ in index.out(post, "RESPONSIBLE_FOR")]
    if places and all(index.is_a(area, ("Grid",)) for area in places):
        return False
    return _bodies(index, a) != _bodies(index, b)


def _bodies(index: Index, post: str) -> set[str]:
    return {body for body, _ in index.out(post, "POST_IN")}


def _pair(index: Index, person: str, posts: tuple[str, str], tenures: tuple[str, str]) -> DualRole:
    verdict = judge_pair(index, *posts, person)
    homes = [home for post in posts if (home := index.areas.home(post)) is not None]
    area = index.areas.smallest(homes)
    return DualRole(
        person=person,
        name=index.nodes[person].get("name"),
        posts=(_held(index, posts[0]), _held(index, posts[1])),
        policy=verdict.status if verdict else "notListed",
        basis=verdict.basis if verdict else None,
        grade=verdict.grade if verdict else None,
        condition=verdict.condition if verdict else None,
        met=verdict.met if verdict else None,
        evidence=evidence_of(index, person, *tenures),
        area=_named(index, area) if area else None,
        within=frozenset(above for home in homes for above in index.areas.above(home)),
    )


def _held(index: Index, post: str) -> HeldPost:
    node = index.nodes[post]
    body = next((body for body, _ in index.out(post, "POST_IN")), None)
    home = index.areas.home(post)
    return HeldPost(
        post, str(node.get("role") or ""), post_title(index, post), _named(index, body) if body else None,
        _named(index, home) if home else None,
    )  # fmt: skip


def _named(index: Index, id: str) -> Named:
    node = index.nodes[id]
    return Named(id, node.get("code"), str(node.get("name") or id))
