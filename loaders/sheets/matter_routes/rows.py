"""Routes of the three classes of matters (三类事): who takes part at which step, in a compound, community or street.

A step leads to the post that acts (the project manager, the committee's director, the branch secretary …) or, where a
body takes part as a whole, to the body. Whoever the row names holds that post, as any ledger that names a holder says.
A body that no roster knows is flagged and kept as text on the route: nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from graph.model import make_id
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.sheets.adjacency.rows import find_near
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.compounds.rows import committee_name
from loaders.sheets.departments.rows import department_of
from loaders.sheets.party_organisations.rows import lead_role
from loaders.sheets.row import Named, Row
from loaders.typed import OTHER
from loaders.workbook.values import BadCell, has_nothing, parse_people

__all__ = ["people_of", "read"]

CLASSES = {"1": "第一类", "2": "第二类", "3": "第三类"}
TITLES = (
    "物业项目经理", "项目经理", "经理", "业委会主任", "物管会主任", "副主任", "主任", "党支部书记", "支部书记", "副书记", "书记",
    "居民代表", "业主代表", "代表", "专职网格员", "红色网格员", "网格员", "网格长", "负责人", "联系人", "组长", "委员",
)  # fmt: skip
"""Titles that stand before or after a name, the longer before what it contains."""
LONGEST_NAME = 4
DEPARTMENTS = "职能部门"
"""They exist as soon as they are named, so that rosters read meanwhile find them."""
COMMITTEES = ("owners", "management")
MANAGEMENT = ("物管会", "物业管理委员会")
PARTNERS = ("Unit", "SocialOrganisation", "PropertyCompany", "Merchant")


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a step leads: the body, and the post in it by role, area and seats; without a role, the body itself."""

    body: Ref
    role: str | None = None
    area: Ref | None = None
    seats: int | None = None


@dataclass(slots=True)
class Open:
    """A route while its steps are worked out: how many are left, and what those say that lead to nothing known."""

    left: int = 0
    texts: list[str] = field(default_factory=list)


def read(row: Row, desk: Desk) -> None:
    """One step of one route; worked out when the bodies of every roster are known."""
    scope = desk.compound(row) if row["compound"] else desk.home(row)
    route = _route(row, desk, scope)
    if row["participant"] == DEPARTMENTS and (name := _body_of(row)):
        department_of(desk, row, name)
    open_route: Open = desk.kept.setdefault(("matter_routes", route.id), Open())
    open_route.left += 1

    def work_out() -> None:
        try:
            _step(row, desk, scope, route, open_route)
        finally:
            open_route.left -= 1
            if open_route.left == 0 and open_route.texts:
                desk.facts.node(route.label, route.id, row, unresolved=sorted(set(open_route.texts)))

    desk.later(work_out)


def _step(row: Row, desk: Desk, scope: Ref, route: Ref, open_route: Open) -> None:
    kind = row["participant"]
    word = row.raw["participant"] if kind == OTHER else kind
    told = {"order": row["step"], "participants": word}
    seat = _SEATS.get(kind, _any_body)(row, desk, scope)
    if seat is None:
        body = row["body"] if row["body"] and not has_nothing(row["body"]) else ""
        key = "matter_routes.unknown_body" if body else "matter_routes.no_body"
        desk.flag(row, "body" if row.has("body") else "participant", key, kind=word, name=body)
        open_route.texts.append(" ".join(filter(None, (str(row["step"] or ""), word, body))))
        return
    end = seat.body
    if seat.role:
        end = desk.post(seat.role, seat.body, row, area=seat.area, seats=seat.seats)
        for who in people_of(row, desk):
            desk.people.hold(row, who, end, column="post", again=True)
    desk.facts.relate("STEP", route, end, row, apart=(row["step"], word), **told)


def people_of(row: Row, desk: Desk) -> tuple[Named, ...]:
    """Whom the cell names beside the title: 项目经理 程亮才, 书记：谭石田, 许庆波（主任）."""
    names = names_without_titles(row["post"] or "")
    if not names:
        return ()
    try:
        people = parse_people(names)
    except BadCell:
        desk.flag(row, "post", "matter_routes.no_name")
        return ()
    phones: tuple[tuple[str | None, str], ...] = row["phone"] or ()
    if len(people) == len(phones) == 1:
        number, mask = phones[0]
        return (Named(people[0].name, number, mask),)
    return tuple(Named(one.name) for one in people)


@lru_cache(maxsize=4096)
def names_without_titles(written: str) -> str:
    """What is left of a cell without its titles.

    >>> [names_without_titles(text) for text in ("项目经理 程亮才", "书记：谭石田", "许庆波（主任）", "网格员", "张 三")]
    ['程亮才', '谭石田', '许庆波', '', '张三']
    """
    kept: list[str] = []
    for word in re.split(r"[\s:：()（）]+", written):
        title = next((title for title in TITLES if word.endswith(title)), None)
        lead = next((title for title in TITLES if word.startswith(title)), None)
        if title and not (lead and len(word) > len(lead)):
            continue
        rest = word.removeprefix(lead) if lead else word
        kept.append(rest if len(rest) > 1 or not lead else word)
    short = all(len(word) == 1 for word in kept if word)
    return ("" if short else "、").join(word for word in kept if word)


def _route(row: Row, desk: Desk, scope: Ref) -> Ref:
    """The route of that class (and matter) in its area; unknown steps of an earlier load are forgotten."""
    place = desk.places.get(scope.id)
    word = CLASSES.get(row["class"], row.raw["class"])
    told = row.pick(matter="matter", confirmedOn="confirmed_on")
    if row["class"] in CLASSES:
        told["class"] = int(row["class"])
    name = f"{place.name if place else ''}{word}{row['matter'] or '事项'}"
    id = make_id("route", scope.id, word, plain_name(row["matter"] or ""))
    route = desk.facts.node("MatterRoute", id, row, name=name, unresolved=None, **told)
    desk.facts.relate("FOR", route, scope, row)
    return route


# --- which post each kind of participant means ---


def _body_of(row: Row) -> str | None:
    return None if has_nothing(row["body"]) else str(row["body"])


def _one(found: list[Ref]) -> Ref | None:
    return found[0] if len(found) == 1 else None


def _company(row: Row, desk: Desk, scope: Ref) -> Seat | None:
    name = _body_of(row)
    body = _one(desk.bodies.find(("PropertyCompany",), name, near=scope)) if name else None
    return Seat(body, "projectManager", scope, 1) if body else None


def _committee(row: Row, desk: Desk, scope: Ref) -> Seat | None:
    """The committee of that name; where the row gives none, the one that the compound has."""
    place = desk.places.get(scope.id)
    name = _body_of(row)
    wanted = [name] if name else [committee_name(place.name, kind) for kind in COMMITTEES] if place else []
    found = [body for one in wanted for body in desk.bodies.find(("OwnersCommittee",), one, near=scope)]
    body = _one(found)
    if body is None:
        return None
    role = "managementDirector" if desk.bodies.name(body).endswith(MANAGEMENT) else "ownersDirector"
    home = desk.places.get(desk.bodies.home(body))
    return Seat(body, role, home.ref if home else scope, 1)


def _party(row: Row, desk: Desk, scope: Ref) -> Seat | None:
    name = _body_of(row)
    body = _one(desk.party_named(name, scope)) if name else desk.bodies.lead(scope)
    return _secretary(desk, body) if body else None


def _secretary(desk: Desk, body: Ref) -> Seat:
    """The secretary's seat; one of which only the name is known stands for itself until a roster defines it."""
    home = desk.places.get(desk.bodies.home(body))
    if home is None:
        return Seat(body)
    leads = desk.bodies.lead(home.ref) == body
    return Seat(body, lead_role(home.ref) if leads else "organisationSecretary", home.ref if leads else None, 1)


def _residents(row: Row, desk: Desk, scope: Ref) -> Seat | None:
    community = _community(desk, scope)
    return Seat(committee_of(desk, row, community), "residentsRepresentative", scope) if community else None


def _grid_post(role: str, seats: int | None) -> Callable[[Row, Desk, Ref], Seat | None]:
    def seat(row: Row, desk: Desk, scope: Ref) -> Seat | None:
        name, community = _body_of(row), _community(desk, scope)
        found = find_near(desk, name, community, "Grid") if name and community else []
        if community is None or len(found) != 1:
            return None
        return Seat(committee_of(desk, row, community), role, found[0].ref, seats)

    return seat


def _partner(row: Row, desk: Desk, scope: Ref) -> Seat | None:
    """The Party organisation of a paired unit, or the unit itself."""
    name = _body_of(row)
    if not name:
        return None
    body = _one(desk.party_named(name, scope))
    if body:
        return _secretary(desk, body) if people_of(row, desk) else Seat(body)
    body = _one(desk.bodies.find(PARTNERS, name, near=scope))
    return Seat(body) if body else None


def _lead_of(*labels: str) -> Callable[[Row, Desk, Ref], Seat | None]:
    def seat(row: Row, desk: Desk, scope: Ref) -> Seat | None:
        area = next((place for place in desk.places.above(scope.id) if place.label in labels), None)
        name = _body_of(row)
        body = (_one(desk.party_named(name, scope)) if name else None) or (desk.bodies.lead(area.ref) if area else None)
        return _secretary(desk, body) if body else None

    return seat


def _department(row: Row, desk: Desk, _: Ref) -> Seat | None:
    name = _body_of(row)
    return Seat(department_of(desk, row, name)) if name else None


def _any_body(row: Row, desk: Desk, scope: Ref) -> Seat | None:
    name = _body_of(row)
    labels = tuple(desk.model.label("Organisation").sublabels)
    body = _one(desk.bodies.find(labels, name, near=scope)) if name else None
    return Seat(body) if body else None


def _community(desk: Desk, scope: Ref) -> Ref | None:
    return next((place.ref for place in desk.places.above(scope.id) if place.label in ("Community", "Village")), None)


_SEATS: dict[str, Callable[[Row, Desk, Ref], Seat | None]] = {
    "物业企业": _company,
    "物管会/业委会": _committee,
    "小区党支部": _party,
    "居民代表": _residents,
    "网格员": _grid_post("gridWorker", None),
    "网格长": _grid_post("gridLeader", 1),
    "共建单位党组织": _partner,
    "社区党组织": _lead_of("Community", "Village"),
    "街道党工委": _lead_of("Street"),
    DEPARTMENTS: _department,
}
