"""What a roster says of a body's Party side: which Party organisation it belongs to, who instructs it.

A unit with members of its own names its branch, a small one the joint branch that it shares, one without members its
党建指导员; property companies, social organisations and employment sites say the same in the same columns.
"""

from __future__ import annotations

from loaders.desk import Desk
from loaders.errors import BadCell
from loaders.facts import Ref
from loaders.linking.names import party_name, party_stem, plain_name
from loaders.sheets.row import Row
from loaders.workbook.values import has_nothing, parse_yes_no

__all__ = ["affiliate", "instruct", "party_kind", "say_kind"]

_ENDINGS = {
    "党工委": "workingCommittee",
    "党委": "committee",
    "党总支": "generalBranch",
    "联合党支部": "jointBranch",
    "党支部": "branch",
    "党小组": "group",
}
"""Tried in this order: 联合党支部 ends like 党支部."""


def affiliate(desk: Desk, row: Row, body: Ref, *, near: Ref, column: str = "party_org") -> None:
    """Says, once all Party organisations are known, to which one the body belongs; one in no roster is made as named."""
    name = _own_name(desk, body, str(row[column] or ""))
    if name:
        desk.later(lambda: _belong(desk, row, body, near, column, name))


def instruct(
    desk: Desk, row: Row, body: Ref, *, column: str = "instructor", phone: str | None = "instructor_phone"
) -> None:
    """Says who instructs the body; nobody where the cell is empty."""
    who = row.person(column, phone)
    if who:
        desk.people.hold(row, who, desk.post("partyInstructor", body, row, seats=1), column=column)


def say_kind(desk: Desk, row: Row, body: Ref, *, otherwise: str | None = None) -> None:
    """Says the kind that a Party organisation's name tells (``otherwise`` where it tells none), once it is clear that no
    roster tells one."""

    def say() -> None:
        claim = desk.facts.nodes[body.id]
        stored = desk.people.state.nodes.get(body.id) if desk.people.state else None
        known = claim.properties.get("kind") or (stored.properties.get("kind") if stored else None)
        if known is None and (kind := party_kind(desk.bodies.name(body)) or otherwise):
            desk.facts.node(body.label, body.id, row, kind=kind)

    desk.later(say)


def party_kind(name: str) -> str | None:
    """The kind of Party organisation that a name ends in.

    >>> party_kind("示例供电所联合支部委员会"), party_kind("示例供电所党支部"), party_kind("示例")
    ('jointBranch', 'branch', None)
    """
    plain = party_name(name)
    return next((kind for ending, kind in _ENDINGS.items() if plain.endswith((ending, ending.replace("党", "")))), None)


def _own_name(desk: Desk, body: Ref, written: str) -> str | None:
    """The Party organisation's name: as written, with the body's own before a bare 党支部 or 有; None for 无 and 否."""
    if has_nothing(written):
        return None
    try:
        return f"{desk.bodies.name(body)}党组织" if parse_yes_no(written) else None
    except BadCell:
        plain = plain_name(written)
        bare = plain.removeprefix("已建").removeprefix("单独") in (*_ENDINGS, "党组织", "支部")
        return f"{desk.bodies.name(body)}{plain}" if bare else written


def _belong(desk: Desk, row: Row, body: Ref, near: Ref, column: str, name: str) -> None:
    found = desk.party_named(name, near)
    if len(found) > 1:
        desk.flag(row, column, "checks.no_body", name=name)
        return
    party = found[0] if found else _made(desk, row, near, name)
    desk.facts.relate("MEMBER_OF", body, party, row)


def _made(desk: Desk, row: Row, near: Ref, name: str) -> Ref:
    """A Party organisation that no roster of them lists: the leading one of the area whose name it bears, else one of
    which only the name is known."""
    kind, stem = party_kind(name), party_stem(name)
    for place in desk.places.above(near.id):
        around = [place, *desk.places.within(place.id, "Street", "Community", "Village", "Compound", "Grid")]
        found = desk.places.find(stem, around)
        if len(found) == 1:
            return desk.bodies.party(row, home=found[0].ref, kind=kind, name=name)
    return desk.bodies.named("PartyOrganisation", row, name=name, kind=kind)
