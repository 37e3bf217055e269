"""Why the files mean one person by the holders of two posts: the links that join the records behind them.

A link joins two records, each of one kind of roster; a tenure says of which rosters it was read. So what speaks for two
tenures' being one person's is the links between a roster of the one and a roster of the other. Where no such link was
needed, one record named both posts. Links that only say that two rosters name one holder of one post (rung ``post``)
speak for a pair only where nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.coverage.dual_role import LinkEvidence
from graph.messages import text
from graph.store.snapshot import Index

__all__ = ["evidence_of"]

_HOLDS = ("certain", "stated", "confirmed")
_SAME_POST = "post"


def evidence_of(index: Index, person: str, a: str, b: str) -> tuple[LinkEvidence, ...]:
    """What joins the tenures ``a`` and ``b`` of a person, each kind of evidence once.

    Waiting and rejected links join nothing and are left out.
    """
    links = [index.nodes[link] for link, _ in index.into(person, "JOINS")]
    links = [link for link in links if link.get("state") in _HOLDS]
    ends = _rosters(index, a), _rosters(index, b)
    apart = [link for link in links if link.get("rung") != _SAME_POST]
    chosen = [link for link in apart if _joins(link, *ends)]
    if not chosen and not ends[0] & ends[1]:
        chosen = apart or links
    if not chosen:
        return (LinkEvidence("record", "certain", text("dual_roles.one_record").zh),)
    found = (LinkEvidence(str(link["rung"]), str(link["state"]), str(link.get("evidence") or "")) for link in chosen)
    return tuple(sorted(set(found), key=lambda one: (one.rung, one.state, one.evidence)))


def _rosters(index: Index, tenure: str) -> frozenset[str]:
    """The kinds of roster that tell of a tenure."""
    sheets: Iterable[str] = {entry.partition("#")[0] for entry in index.nodes[tenure].get("sources", ())}
    kinds = (index.nodes[sheet].get("kind") for sheet in sheets if sheet in index.nodes)
    return frozenset(str(kind) for kind in kinds if kind)


def _joins(link: dict[str, object], a: frozenset[str], b: frozenset[str]) -> bool:
    one, other = _roster_of(link.get("a")), _roster_of(link.get("b"))
    return (one in a and other in b) or (one in b and other in a)


def _roster_of(record: object) -> str:
    """The kind of roster in a record's id.

    >>> _roster_of("record-two_committees-4fc872bfdaf7ac84841d")
    'two_committees'
    """
    parts = str(record or "").split("-")
    return parts[1] if len(parts) == 3 else ""
