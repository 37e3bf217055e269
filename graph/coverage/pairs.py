"""What the policy says of two posts that one person holds on the same day (role_pairs.yaml).

A row of the table with ``sameCompound`` or ``otherCompound`` applies only where the two posts lie so. A pair that no row
lists is "not listed": shown, and never a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.model import RolePair, load_model
from graph.store.snapshot import Index

__all__ = ["PairVerdict", "judge_pair"]


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """The row that applies to posts ``a`` and ``b``: status (encouraged, allowed, needsProcedure, forbidden), its basis and
    grade, and the condition that it names (owner, partyMember), if any."""

    a: str
    b: str
    status: str
    basis: str
    grade: str
    condition: str | None


@cache
def _rows() -> dict[tuple[str, str], tuple[RolePair, ...]]:
    found: dict[tuple[str, str], list[RolePair]] = {}
    for row in load_model().role_pairs:
        for a in row.a:
            for b in row.b:
                found.setdefault((a, b), []).append(row)
                if (b, a) != (a, b):
                    found.setdefault((b, a), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def judge_pair(index: Index, a: str, b: str) -> PairVerdict | None:
    """The verdict on two posts by id, None where the table does not list them."""
    for row in _rows().get((index.nodes[a]["role"], index.nodes[b]["role"]), ()):
        if _applies(index, row, a, b):
            condition = row.condition if row.condition in ("owner", "partyMember") else None
            return PairVerdict(a, b, row.status, row.basis, row.grade, condition)
    return None


def _applies(index: Index, row: RolePair, a: str, b: str) -> bool:
    if row.condition not in ("sameCompound", "otherCompound"):
        return True
    tree = index.areas
    places = [tree.at_level(post, "compound") for post in (a, b)]
    if None in places:
        return False
    return (places[0] == places[1]) is (row.condition == "sameCompound")
