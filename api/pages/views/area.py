"""An area of any level: what it is, lies in and holds, its figures, bodies, facilities and posts, and the rows that say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from api.pages.areas import TABS, chain, figures
from api.pages.described import described
from api.pages.findings import SEVERITIES, inside
from api.pages.heat import share, step
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from api.pages.sources import Told, origins
from api.pages.tabs import allowed, chosen, first_filled
from api.pages.trouble import nothing_there

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]


async def show(asked: Asked) -> Shown:
    """The page."""
    asked_for = chosen(asked, TABS)
    every = asked.params.choice("rules", ("all",)) is not None
    area = await _area(asked)
    severities = await _severities(asked)
    counts, indicators = await _counts(asked, severities)
    tab = asked_for or first_filled(asked, TABS, counts)
    shown = tab.asked(asked)
    values = {
        "area": area, "chain": [*chain(area)], "near": (await asked.read("area-near", id=area["id"]))["area"],
        "lines": described(area, asked.words),
        "indicators": indicators, "severities": severities, **await _figures(asked, every), "every": every,
        "share": share, "step": step, "tabs": [(each, counts.get(each.name)) for each in allowed(asked, TABS)],
        "tab": tab, "listed": await shown.listing.page(asked, **shown.variables(asked)),
        "origins": await origins(asked, Told(area["__typename"], area.get("sources"))),
    }  # fmt: skip
    return Shown("area.html", area["name"] or asked.words.kind(area["__typename"]), values)


async def sheet(asked: Asked) -> Sheet:
    """All rows of the list that is shown."""
    tab = chosen(asked, TABS)
    area = await _area(asked)
    tab = (tab or first_filled(asked, TABS, (await _counts(asked, []))[0])).asked(asked)
    title = f"{area['name'] or area['id']} {asked.words(tab.listing.heading)}"
    return Sheet(title, tab.listing.columns, tab.listing.walk(asked, **tab.variables(asked)))


async def _area(asked: Asked) -> Mapping[str, Any]:
    """The area; raises ``Trouble`` where there is none, or none for this viewer."""
    data = await asked.read("area", id=asked.places["id"], sources=asked.viewer.may("sources"))
    area: Mapping[str, Any] | None = data["area"]
    if area is None or area["outside"]:
        raise nothing_there()
    return area


async def _counts(asked: Asked, severities: list[tuple[str, int]]) -> tuple[dict[str, int], list[Mapping[str, Any]]]:
    """How long the lists are, those that can take in what lies below without it; and the totals of other systems."""
    may = asked.viewer.may
    data = await asked.read("area-counts", id=asked.places["id"], tenures=may("tenures"), indicators=may("indicators"))
    area = data["area"]
    fields = {"services": "servedBy", "posts": "responsiblePosts"}
    found = {tab.name: area.get(fields.get(tab.name, tab.name)) for tab in TABS}
    counts = {name: each["totalCount"] for name, each in found.items() if each is not None}
    if may("analysis"):
        counts["findings"] = sum(count for _, count in severities)
    return counts, (area.get("indicators") or {"nodes": []})["nodes"]


async def _severities(asked: Asked) -> list[tuple[str, int]]:
    """How many findings there are in it and below, by severity."""
    if not asked.viewer.may("analysis"):
        return []
    where = {"foundAt": {"some": inside(asked.places["id"])}}
    run = (await asked.read("finding-groups", where=where, by=["severity"]))["latestRun"]
    groups = run["findings"]["groupBy"] if run else ()
    counted = {group["key"]["severity"]: group["aggregate"]["count"] for group in groups}
    return [(name, counted[name]) for name in SEVERITIES if name in counted]


async def _figures(asked: Asked, every: bool) -> dict[str, Any]:
    """The run, the figures by rule, and what the area is exempt from."""
    if not asked.viewer.may("analysis"):
        return {"run": None, "rules": [], "all_rules": 0, "exemptions": []}
    data = await asked.read("area-figures", id=asked.places["id"])
    rules, all_rules = figures(data["area"], every)
    exemptions = data["exemptions"]["nodes"]
    return {"run": data["latestRun"], "rules": rules, "all_rules": all_rules, "exemptions": exemptions}


PAGES = (Page(path="/areas/{id}", name="areas", show=show, sheet=sheet),)
