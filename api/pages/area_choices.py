"""A filter by area: what it offers, and a look at whether the area that the address names is there for the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.pages.trouble import bad_part

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["area_choices", "narrowing_area"]


async def area_choices(asked: Asked) -> list[tuple[str, str]]:
    """Code and name of each street that the viewer sees; raises ``Trouble`` where the address names an area that is not."""
    area = asked.params.area()
    data = await asked.read("area-choices", area=area or "", inArea=area is not None)
    if area is not None and data["area"] is None:
        raise bad_part("area", area)
    return [(street["code"], street["name"]) for street in data["streets"]["nodes"]]


async def narrowing_area(asked: Asked) -> str | None:
    """The area that the address narrows a list to; None where it names none, or the whole district."""
    area = asked.params.area()
    if area is not None and area == (await asked.desk.known.of_store()).district:
        return None
    return area
