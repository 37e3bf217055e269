"""What the policy says of two posts that one person holds on the same day (role_pairs.yaml).

The first row of the table that names both roles and applies to where the posts stand gives the verdict. A pair that no row
lists is "not listed": shown, and never a finding. A row on civil servants is "unknown" until a file says that the holder is
one, and no row at all where a file says that they are not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from graph.coverage.pair_conditions import Met, condition_met
from graph.model import RolePair, load_model
from graph.store.snapshot import Index

__all__ = ["PairVerdict", "judge_pair"]

FOR_PROFIT = ("Merchant", "PropertyCompany")


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """The row that applies to posts ``a`` and ``b``: status (encouraged, allowed, needsProcedure, forbidden; unknown where
    the row depends on what no file says), its basis and grade; the condition that it names (owner, partyMember,
    civilServant), if any, and whether the holder meets it (yes, no, unknown); ``listed``: the row's own status."""

    a: str
    b: str
    status: str
    basis: str
    grade: str
    condition: str | None = None
    met: Met | None = None
    listed: str = ""


def judge_pair(index: Index, a: str, b: str, holder: str | None = None) -> PairVerdict | None:
    """The verdict on two posts by id, None where the table does not list them; without the holder no condition is known."""
    for row, swapped in _rows().get((index.nodes[a]["role"], index.nodes[b]["role"]), ()):
        first, second = (b, a) if swapped else (a, b)
        if row.where is not None and not _PLACES[row.where](index, first, second):
            continue
        if row.condition is None:
            return PairVerdict(a, b, row.status, row.basis, row.grade, listed=row.status)
        met = condition_met(index, row.condition, (a, b), holder)
        if row.condition != "civilServant":
            return PairVerdict(a, b, row.status, row.basis, row.grade, row.condition, met, row.status)
        if met != "no":
            status = row.status if met == "yes" else "unknown"
            return PairVerdict(a, b, status, row.basis, row.grade, row.condition, met, row.status)
    return None


@cache
def _rows() -> dict[tuple[str, str], tuple[tuple[RolePair, bool], ...]]:
    """The rows by the roles of two posts, in the order of the table; True where the first post is the row's ``b``."""
    found: dict[tuple[str, str], list[tuple[RolePair, bool]]] = {}
    for row in load_model().role_pairs:
        ways = {(a, b): False for a in row.a for b in row.b}
        for (a, b), swapped in ({(b, a): True for a, b in ways} | ways).items():
            found.setdefault((a, b), []).append((row, swapped))
    return {key: tuple(rows) for key, rows in found.items()}


def _in_two_compounds(index: Index, a: str, b: str) -> bool:
    places = [index.areas.at_level(post, "compound") for post in (a, b)]
    return None not in places and places[0] != places[1]


def _served_by_company(index: Index, a: str, b: str) -> bool:
    """Whether ``a`` stands in a property company that serves the compound of ``b``, or in that compound itself."""
    compound = index.areas.at_level(b, "compound")
    companies = [body for body, _ in index.out(a, "POST_IN") if index.is_a(body, ("PropertyCompany",))]
    if compound is None or not companies:
        return False
    served = {area for company in companies for area, _ in index.out(company, "SERVES")}
    return compound in served or compound == index.areas.at_level(a, "compound")


def _in_enterprise(index: Index, _: str, b: str) -> bool:
    return any(index.is_a(body, FOR_PROFIT) for body, _ in index.out(b, "POST_IN"))


_PLACES: dict[str, Callable[[Index, str, str], bool]] = {
    "otherCompound": _in_two_compounds, "servedByCompany": _served_by_company, "enterprise": _in_enterprise,
}  # fmt: skip
"""Where the posts of a row must stand; the first post is the row's ``a``."""
