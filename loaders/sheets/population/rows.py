"""Population totals: households and persons of an area in a period; never a resident.

Each total is an indicator; the newest of a load is also what the area itself is said to hold.
"""

from __future__ import annotations

from datetime import date

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import nearest_names, plain_name
from loaders.periods import period_end
from loaders.sheets.adjacency.rows import find_near
from loaders.sheets.hotline.rows import indicate, period
from loaders.sheets.row import Row

__all__ = ["read"]

MEASURES = {
    "households": ("populationHouseholds", "户数", "户"),
    "persons": ("populationPersons", "人口数", "人"),
    "urban_persons": ("populationUrban", "常住城镇人口", "人"),
}
AREAS = ("District", "Street", "Community", "Village", "Compound", "Grid")


def read(row: Row, desk: Desk) -> None:
    """One area's totals of one period."""
    area = _area(row, desk)
    when = period(row, desk)
    for column, (measure, name, unit) in MEASURES.items():
        indicate(row, desk, area, when, measure, name, row[column], unit)
    newest = desk.kept.setdefault("population", {})
    order = period_end(when or "") or date.min
    if area.id not in newest or newest[area.id][0] < order:
        newest[area.id] = (order, row)
    desk.later(lambda: _say_of_area(row, desk, area))


def _say_of_area(row: Row, desk: Desk, area: Ref) -> None:
    if desk.kept["population"][area.id][1] is row:
        told = row.pick(households="households", persons="persons", confirmedOn="confirmed_on")
        desk.facts.node(area.label, area.id, row, **told)


def _area(row: Row, desk: Desk) -> Ref:
    """The area that the row counts: by code, by name near what else it names, or the smallest that it names."""
    if row["area_code"] and (place := desk.places.by_code(str(row["area_code"]))):
        return place.ref
    home = desk.home(row)
    if not row["area"]:
        return home
    found = find_near(desk, row["area"], home, *AREAS)
    if len(found) != 1:
        known = [plain_name(place.name) for place in found or desk.places.of_label(*AREAS)]
        near = "、".join(known[:3]) if found else nearest_names(row["area"], known)
        key = "checks.place_ambiguous" if found else "population.no_area"
        desk.refuse(row, "area", key, name=row["area"], near=near)
    return found[0].ref
