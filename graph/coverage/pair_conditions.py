"""Whether the holder of two posts is what a row of the pair table asks for, as far as the files say: yes, no or unknown.

| condition | who says so |
|---|---|
| owner | the tenure of each seat that only owners may fill, else the ownership declared for its compound |
| partyMember | the Party status recorded with either tenure |
| civilServant | the words of either tenure (``modeText``, ``concurrentText``), nothing else |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from graph.store.snapshot import Index

__all__ = ["Met", "condition_met"]

Met = Literal["yes", "no", "unknown"]
Tenures = Sequence[tuple[str, dict[str, Any]]]

_MEMBERS = {"full": "yes", "probationary": "yes", "none": "no"}
_CIVIL_SERVANT, _NOT_ONE = "公务员", ("非公务员", "不是公务员")


def condition_met(index: Index, condition: str, posts: Iterable[str], holder: str | None) -> Met:
    """Whether the holder of these posts meets the condition; unknown without a holder."""
    if holder is None:
        return "unknown"
    tenures = [
        (post, index.nodes[tenure])
        for post in posts
        for tenure, _ in index.into(post, "OF_POST")
        if any(person == holder for person, _ in index.out(tenure, "HOLDER"))
    ]
    return _CONDITIONS[condition](index, tenures, holder)


def _owner(index: Index, tenures: Tenures, holder: str) -> Met:
    """Of every seat for owners; one where they are known to be none is enough for "no"."""
    roles = index.model.roles
    told = []
    for post, tenure in tenures:
        role = roles.get(index.nodes[post]["role"])
        if role is not None and "owner" in role.conditions:
            told.append(_plain(tenure.get("isOwner")) or _declared(index, holder, post))
    return "no" if "no" in told else "unknown" if "unknown" in told or not told else "yes"


def _declared(index: Index, holder: str, post: str) -> Met:
    compound = index.areas.at_level(post, "compound")
    said = [edge.get("declared", "yes") for place, edge in index.out(holder, "OWNER_IN") if place == compound]
    return next((met for word in said if (met := _plain(word))), "unknown")


def _party_member(_: Index, tenures: Tenures, __: str) -> Met:
    told = [_MEMBERS.get(tenure.get("partyStatus", "")) for _, tenure in tenures]
    return "yes" if "yes" in told else "no" if "no" in told else "unknown"


def _civil_servant(_: Index, tenures: Tenures, __: str) -> Met:
    words = "；".join(str(tenure.get(name) or "") for _, tenure in tenures for name in ("modeText", "concurrentText"))
    if any(word in words for word in _NOT_ONE):
        return "no"
    return "yes" if _CIVIL_SERVANT in words else "unknown"


def _plain(word: object) -> Met | None:
    return "yes" if word == "yes" else "no" if word == "no" else None


_CONDITIONS: dict[str, Callable[[Index, Tenures, str], Met]] = {
    "owner": _owner, "partyMember": _party_member, "civilServant": _civil_servant,
}  # fmt: skip
