"""The whistle list (吹哨报到): which department reports for which matter, to which streets, and who answers.

A matter is a route of one step: the duty contact's post of the department. A matter without a department is kept as
a route without a step, and a post that nobody holds stays vacant, so that both can be found.
"""

from __future__ import annotations

from graph.model import make_id
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import nearest_names, plain_name
from loaders.sheets.property_companies.rows import searchable
from loaders.sheets.row import Row

__all__ = ["department_of", "read", "street_office"]

DEPARTMENT = "Department"
RESPONSIBLE, SUPPORTING = "责任部门", "配合部门"
EVERYWHERE = ("全部", "全区", "各街道", "所有街道", "全部街道", "全区各街道", "各乡镇街道", "不限")


def read(row: Row, desk: Desk) -> None:
    """One matter with the departments that answer for it."""
    district = desk.district(row)
    streets = _streets(row, desk)
    matter = plain_name(row["matter"])
    route = desk.facts.node(
        "MatterRoute", make_id("route", "whistle", district.id, matter), row, name=matter, matter=matter,
        **row.pick(confirmedOn="confirmed_on"),
    )  # fmt: skip
    desk.relate_all("FOR", route, streets or [district], row)
    if not row["department"]:
        desk.flag(row, "department", "departments.no_department", matter=matter)
    for name in row["department"] or ():
        department = department_of(desk, row, name)
        post = _duty_post(row, desk, department)
        title = "、".join(row["contact_post"] or ()) or None
        answering = streets or [place.ref for place in desk.places.of_label("Street")]
        for street in answering:
            desk.facts.relate("RESPONDS_TO", department, street, row, apart=(matter,), matter=matter, post=title)
        desk.facts.relate("STEP", route, post, row, apart=(1, RESPONSIBLE), order=1, participants=RESPONSIBLE)
    for name in row["supporting"] or ():
        department = department_of(desk, row, name)
        desk.facts.relate("STEP", route, department, row, apart=(2, SUPPORTING), order=2, participants=SUPPORTING)


def _duty_post(row: Row, desk: Desk, department: Ref) -> Ref:
    """The post that answers, one to each office of a department; it exists whether or not anybody is named."""
    title = "、".join(row["contact_post"] or ())
    post = desk.post("dutyContact", department, row, title=title or None, apart=(title,) if title else ())
    for who in row.people("contact", "phone"):
        desk.people.hold(row, who, post, column="contact", since=row["since"], again=True)
    return post


def _streets(row: Row, desk: Desk) -> list[Ref]:
    """The streets that may whistle; none named, or 全部, is the whole district."""
    known = desk.places.of_label("Street")
    streets = []
    for name in row["streets"] or ((row["street"],) if row["street"] else ()):
        if name in EVERYWHERE:
            return []
        found = desk.places.find(name, known)
        if len(found) != 1:
            near = nearest_names(name, [plain_name(place.name) for place in known])
            desk.refuse(row, "streets", "checks.no_street", name=name, near=near)
        streets.append(found[0].ref)
    return streets


def department_of(desk: Desk, row: Row, name: str) -> Ref:
    """The department of that name; 区民政局, 平城区民政局 and 民政局 are one in the district."""
    district = desk.district(row)
    place = desk.places.get(district.id)
    plain = plain_name(name)
    full = f"{place.name}{plain[1:]}" if place and plain.startswith("区") else plain
    known = desk.bodies.find((DEPARTMENT,), full, near=district)
    if len(known) == 1:
        full = desk.bodies.name(known[0])
    return desk.bodies.body(DEPARTMENT, row, name=full, home=district, **searchable(full))


def street_office(desk: Desk, row: Row, street: Ref) -> Ref:
    """The office of a street (街道办事处), or the government of a town: there is one wherever there is a street."""
    place = desk.places.get(street.id)
    name = place.name if place else ""
    ending = "办事处" if name.endswith("街道") else "人民政府"
    return desk.bodies.body(DEPARTMENT, row, name=name + ending, home=street, **searchable(name + ending))
