"""Units paired with a community (结对共建), each pair in one of the six joints.

What they are paired with is a Party organisation, a compound or a facility of the community. A row that names none
means the community itself: 物业联管, 阵地联用 and 活动联办 join the unit with the area, the others with its leading Party
organisation.
"""

from __future__ import annotations

from datetime import date

from loaders.bodies import WORKPLACES
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.kinds import load_kinds
from loaders.sheets.row import Row
from loaders.workbook.values import has_nothing

OF_AREA = ("物业联管", "阵地联用", "活动联办")
BODIES = ("OwnersCommittee", "ResidentsCommittee", "VillagersCommittee", "Alliance", "JointConference", "VolunteerTeam")


def read(row: Row, desk: Desk) -> None:
    """One or more units, paired in one joint or more."""
    community = desk.community(row)
    since = row["since"]
    start, end = (since.start, since.end) if since else (None, None)
    until = row["until"] or end
    if start and until and until <= start:
        desk.refuse(row, "until", "checks.end_before_start", start=start, end=until)
    desk.later(lambda: _pair(row, desk, community, start, until))


def _pair(row: Row, desk: Desk, community: Ref, start: date | None, until: date | None) -> None:
    """Says the pairs once every unit, Party organisation and facility is known."""
    confirmed = row.pick(confirmedOn="confirmed_on")
    for word in row["joint"]:
        joint = _joint(row, desk, word)
        written = None if joint else word
        end = _object(row, desk, community, joint)
        for name in row["unit"]:
            unit = _unit(row, desk, community, name)
            told = {"joint": joint} if joint else {"jointText": written}
            apart = (joint, written)
            desk.facts.relate("PAIRED_WITH", unit, end, row, since=start, until=until, apart=apart, **told, **confirmed)


def _joint(row: Row, desk: Desk, word: str) -> str | None:
    """The joint that a word means; an unknown word is flagged, and kept as written."""
    choices = load_kinds()["pairings"].columns["joint"].choices
    for joint, words in choices.items():
        if word in words:
            return joint
    desk.flag(row, "joint", "checks.unknown_word", known="、".join(choices))
    return None


def _unit(row: Row, desk: Desk, community: Ref, name: str) -> Ref:
    """The paired unit; one in no roster is kept by its name, without a place."""
    found = desk.bodies.find(WORKPLACES, name, near=community) or desk.party_named(name, community)
    if len(found) > 1:
        desk.refuse(row, "unit", "checks.no_body", name=name)
    return found[0] if found else desk.bodies.named("Unit", row, name=plain_name(name))


def _object(row: Row, desk: Desk, community: Ref, joint: str | None) -> Ref:
    written = row["object"]
    if written and not has_nothing(written):
        found = _named(desk, row, community, written)
        if len(found) == 1:
            return found[0]
        desk.flag(row, "object", "pairings.no_object", name=written)
    return community if joint in OF_AREA else _lead(row, desk, community)


def _named(desk: Desk, row: Row, community: Ref, name: str) -> list[Ref]:
    """Whatever of the community bears that name: a Party organisation, a compound, a facility, another body, itself."""
    compounds = desk.places.find(name, desk.places.within(community.id, "Compound"))
    places = [place.ref for place in compounds]
    if not places:
        places = desk.facilities.find(name, near=community) or desk.party_named(name, community)
    if not places:
        places = desk.bodies.find(BODIES, name, near=community)
    own = desk.places.get(community.id)
    if not places and own and desk.places.find(name, [own]):
        is_committee = plain_name(name).endswith("委会") or plain_name(name).endswith("委员会")
        return [committee_of(desk, row, community) if is_committee else community]
    return places


def _lead(row: Row, desk: Desk, community: Ref) -> Ref:
    place = desk.places.get(community.id)
    return desk.bodies.party(row, home=community, kind=None, fallback=f"{place.name if place else ''}党组织")
