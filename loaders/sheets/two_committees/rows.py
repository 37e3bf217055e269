"""The two committees of communities and villages, one row a person: Party post, committee post, supervision post.

A row that gives several posts names one person. 是否一肩挑 = 是 fills the other of the two leading posts. An empty name
is a vacant post; a person without any post is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.sheets.row import Row, Since
from loaders.sheets.two_committees import duties, seats

__all__ = ["read"]

PARTY, COMMITTEE, SUPERVISION = "party", "committee", "supervision"
COLUMNS: tuple[tuple[str, str, Callable[[str], str | None]], ...] = (
    (PARTY, "party_post", duties.party_seat),
    (COMMITTEE, "committee_post", duties.committee_seat),
    (SUPERVISION, "supervision_post", duties.supervision_seat),
)
KNOWN = {
    "party_post": "书记、副书记、委员、兼职委员",
    "committee_post": "主任、副主任、委员",
    "supervision_post": "主任、委员",
    "posts": "书记、副书记、主任、副主任、居委会委员、党总支委员",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that a row gives: in which of the three bodies, which one, and in which words beyond the usual."""

    body: str
    seat: str
    words: str | None = None
    acting: bool = False


def read(row: Row, desk: Desk) -> None:
    """One person with every post that the row gives."""
    since: Since | None = row["elected_on"]
    if since and since.start and row["term_end"] and row["term_end"] <= since.start:
        desk.refuse(row, "term_end", "checks.end_before_start", start=since.start, end=row["term_end"])
    area = desk.community(row)
    given = _one_shoulder(row, desk, _seats(row, desk))
    if not given:
        desk.flag(row, "name", "two_committees.no_post")
        return
    _hold(row, desk, area, given)


def _seats(row: Row, desk: Desk) -> list[Seat]:
    """The seats of a row, the highest of each body.

    An unknown duty is flagged, and makes an ordinary member of the body that its column is for.
    """
    found: dict[str, Seat] = {}
    for body, column, seat_of in COLUMNS:
        words = duties.split_duties(row[column])
        known = [(word, seat) for word in words if (seat := seat_of(word))]
        strange = [word for word in words if not seat_of(word)]
        if strange:
            desk.flag(row, column, "checks.unknown_word", known=KNOWN[column])
        if words:
            found[body] = _best(body, known or [(strange[0], "Member")], words)
    for word in duties.split_duties(row["posts"]):
        party, committee = duties.party_seat(word), duties.committee_seat(word)
        if party and (party != "Member" or PARTY_MEMBER.search(word)):
            found.setdefault(PARTY, _best(PARTY, [(word, party)], [word]))
        elif committee and not party:
            found.setdefault(COMMITTEE, _best(COMMITTEE, [(word, committee)], [word]))
        else:
            desk.flag(row, "posts", "checks.unknown_word", known=KNOWN["posts"])
    return [*found.values()]


PARTY_MEMBER = re.compile("党|支|组织|宣传|纪检|统战")
"""What tells a Party member's seat where one column holds the posts of both committees; a bare 委员 does not."""
RANK = ("Secretary", "Director", "ExtraDeputy", "Deputy", "DeputyDirector", "Member", "CoOpted")
USUAL = frozenset({
    "书记", "副书记", "委员", "兼职委员", "党总支书记", "党总支副书记", "党总支委员", "党支部书记", "党支部副书记", "党支部委员",
    "支委", "成员", "村主任", "监委会主任",
    "主任", "副主任", "居委会主任", "居委会副主任", "居委会委员", "村委会主任", "村委会副主任", "村委会委员",
})  # fmt: skip
"""Duties that say no more than the seat does; others are kept as written."""


def _best(body: str, known: list[tuple[str, str]], words: list[str]) -> Seat:
    word, seat = min(known, key=lambda pair: RANK.index(pair[1]))
    more = "、".join(words) if len(words) > 1 or word not in USUAL else None
    return Seat(body, seat, more, duties.is_acting(word))


def _one_shoulder(row: Row, desk: Desk, given: list[Seat]) -> list[Seat]:
    """The row's seats with the one that 是否一肩挑 adds; flagged where that contradicts the posts."""
    leads = {seat.body for seat in given if seat.seat in ("Secretary", "Director") and seat.body != SUPERVISION}
    if row["one_shoulder"] and len(leads) == 1:
        missing = {PARTY: Seat(COMMITTEE, "Director"), COMMITTEE: Seat(PARTY, "Secretary")}[leads.pop()]
        return [*(seat for seat in given if seat.body != missing.body), missing]
    if (row["one_shoulder"] and not leads) or (row["one_shoulder"] is False and len(leads) == 2):
        desk.flag(row, "one_shoulder", "two_committees.one_shoulder")
    return given


def _hold(row: Row, desk: Desk, area: Ref, given: list[Seat]) -> None:
    who, mention = row.person("name", "phone"), None
    for seat in given:
        if seat.body == PARTY:
            post, body = seats.party_post(desk, row, area, seat.seat), None
        else:
            post, body = seats.committee_post(desk, row, area, seat.seat, supervision=seat.body == SUPERVISION)
        role = desk.model.roles[desk.facts.nodes[post.id].properties["role"]]
        party = "fullMember" in role.conditions
        mention = desk.people.hold(
            row, who, post, column="name", since=row["elected_on"], mention=mention, unit=row["unit"],
            termEnd=row["term_end"], mode="acting" if seat.acting else role.mode, concurrentText=seat.words,
            approvalNumber=row["approval"] if seat.body == PARTY else None, approvalOn=row["filed_on"],
            partyStatus=row["status"] if party and row["status"] in STATUS else None, confirmedOn=row["confirmed_on"],
        )  # fmt: skip
        if body is not None:
            seats.say_together(desk, row, body, mention)
        elif seat.seat == "CoOpted" and mention:
            seats.employer(desk, row, mention, area)


STATUS = ("full", "probationary", "none")
"""What a post that demands a Party member keeps of 政治面貌."""
