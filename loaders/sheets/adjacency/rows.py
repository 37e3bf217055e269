"""Areas that touch: streets, communities, compounds, grids. Said once it holds both ways."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import nearest_names, plain_name
from loaders.places import Place, grid_serial
from loaders.sheets.row import Row
from loaders.typed import OTHER

__all__ = ["find_near", "read"]

LEVELS = {"Community": ("Community", "Village")}
"""The labels that a level means where it means more than itself; without a level these are tried in turn."""
IN_TURN = ("Community", "Compound", "Street", "Grid")


def read(row: Row, desk: Desk) -> None:
    """One area with the areas that it touches."""
    home = desk.home(row)
    level = row["level"] if row["level"] not in (None, OTHER) else None
    one = _area(row, desk, "a", row["a"], home, level)
    for name in row["b"]:
        other = _area(row, desk, "b", name, one, level or one.label)
        if one == other:
            desk.refuse(row, "b", "adjacency.same", name=name)
        desk.facts.relate("ADJACENT_TO", one, other, row, **row.pick(confirmedOn="confirmed_on"))


def _area(row: Row, desk: Desk, column: str, name: str, near: Ref, level: str | None) -> Ref:
    """The area of that name and level nearest to another; refused where there is none, or more than one."""
    tried = [LEVELS.get(one, (one,)) for one in ((level,) if level else IN_TURN)]
    found = next((found for labels in tried if (found := find_near(desk, name, near, *labels))), [])
    if len(found) != 1:
        known = [plain_name(place.name) for labels in tried for place in desk.places.of_label(*labels)]
        near_names = "、".join(place.name for place in found[:3]) or nearest_names(name, known)
        key = "checks.place_ambiguous" if found else "adjacency.no_area"
        desk.refuse(row, column, key, name=name, near=near_names)
    return found[0].ref


def find_near(desk: Desk, name: str, near: Ref, *labels: str) -> list[Place]:
    """The areas of that name and these labels in the smallest area around ``near`` that holds any."""
    serial = grid_serial(name) if "Grid" in labels else None
    for place in desk.places.above(near.id):
        among = [one for one in (place, *_below(desk, place.id, labels)) if one.label in labels]
        found = desk.places.find(name, among)
        if not found and serial is not None:
            found = [one for one in among if one.label == "Grid" and one.serial == serial]
        if found:
            return found
    return []


def _below(desk: Desk, id: str, labels: tuple[str, ...]) -> Iterator[Place]:
    """The areas within an area, as deep as areas of these labels lie."""
    for child in desk.places.within(id, "Street", "Community", "Village", "Grid", "Compound"):
        yield child
        if (child.label == "Street" and set(labels) != {"Street"}) or (
            child.label in ("Community", "Village") and not {"Grid", "Compound"}.isdisjoint(labels)
        ):
            yield from _below(desk, child.id, labels)
