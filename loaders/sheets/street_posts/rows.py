"""Leaders of streets: the 党工委 with its secretary, deputies (one of them added for grassroots governance) and members,
and the co-opted members of the 大工委.

The secretary's post exists in every street that the roster names. An empty name is a vacant post.
"""

from __future__ import annotations

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.sheets.row import Row
from loaders.sheets.two_committees import duties, seats

RANK = ("Secretary", "ExtraDeputy", "Deputy", "Member", "CoOpted")
USUAL = frozenset({
    "书记", "副书记", "副书记(增设)", "委员", "兼职委员", "大工委兼职委员",
    "党工委书记", "党工委副书记", "党工委副书记(增设)", "党工委委员",
})  # fmt: skip
KNOWN = "党工委书记、副书记、副书记（增设）、委员、兼职委员"


def read(row: Row, desk: Desk) -> None:
    """One post of a street's leadership with its holder."""
    street = desk.street(row)
    _working_committee(row, desk, street)
    words = duties.split_duties(row["position"])
    known = [(word, seat) for word in words if (seat := duties.party_seat(word))]
    if not known:
        desk.flag(row, "position", "checks.unknown_word", known=KNOWN)
    word, seat = min(known, key=lambda pair: RANK.index(pair[1]), default=("", "Member"))
    post = seats.party_post(desk, row, street, seat)
    role = desk.model.roles[desk.facts.nodes[post.id].properties["role"]]
    mention = desk.people.hold(
        row, row.person("name", "phone"), post, column="name", since=row["since"], unit=row["unit"],
        approvalNumber=row["approval"], approvalOn=row["approval_on"], confirmedOn=row["confirmed_on"],
        mode="acting" if duties.is_acting(word) else role.mode,
        concurrentText=None if words == [word] and word in USUAL else row["position"],
    )  # fmt: skip
    if mention and seat == "CoOpted":
        seats.employer(desk, row, mention, street)


def _working_committee(row: Row, desk: Desk, street: Ref) -> None:
    """The Party body that leads the street (党委 in a 镇 or 乡), under the district's, with its secretary's post."""
    place = desk.places.get(street.id)
    name = place.name if place else ""
    kind, ending = ("committee", "党委") if name.endswith(("镇", "乡")) else ("workingCommittee", "党工委")
    known = desk.bodies.lead(street)
    body = desk.bodies.party(row, home=street, kind=None if known else kind, fallback=name + ending)
    desk.subordinate_to_lead(row, body, desk.district(row))
    desk.post("streetSecretary", body, row, area=street, seats=1)
