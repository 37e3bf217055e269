"""One rule: what it rests on, what it counts, its figures by area, and some of what it finds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from api.pages.area_choices import area_choices
from api.pages.findings import inside, message
from api.pages.heat import figures_of, share, step
from api.pages.listing import Column
from api.pages.page import Page, Shown
from api.pages.posts import top_area
from api.pages.rules import declared, kind_words, targets
from api.pages.sheets import Sheet
from api.pages.trouble import nothing_there

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]

COUNTS = ("total", "due", "present", "exempt", "unknown", "gap")

Row = Mapping[str, Any]


async def show(asked: Asked) -> Shown:
    """The card of the rule; raises ``Trouble`` (404) where there is none."""
    areas = await area_choices(asked)
    data, top = await _data(asked)
    rule, t = data["rules"][0], asked.words
    own, text = declared(rule["id"])
    where = {"rule": {"eq": rule["id"]}, **({"foundAt": {"some": inside(top)}} if asked.params.area() else {})}
    run = (await asked.read("rule-findings", where=where))["latestRun"]
    found = run["findings"]["nodes"] if run else []
    values = {
        "rule": rule, "own": own, "text": text, "areas": areas, "area": data["area"], "lines": _lines(data["area"]),
        "counts": COUNTS, "share": share, "step": step, "run": run, "kind": kind_words(rule["kind"], t),
        "targets": targets(rule["target"], t), "findings": [{**row, "message": message(row, asked)} for row in found],
    }  # fmt: skip
    return Shown("rule.html", f"{rule['id']} {t.of(rule['name'])}", values)


async def sheet(asked: Asked) -> Sheet:
    """The figures of the area and of those directly below it."""
    data, _ = await _data(asked)
    return Sheet(f"{data['rules'][0]['id']} {asked.words.of(data['rules'][0]['name'])}", _COLUMNS, _walk(data["area"]))


async def _data(asked: Asked) -> tuple[Row, str]:
    top = asked.params.area() or await top_area(asked)
    data = await asked.read("rule", rules=[asked.places["id"]], area=top)
    if not data["rules"]:
        raise nothing_there()
    return data, top


def _lines(area: Row | None) -> list[dict[str, Any]]:
    """An area and those directly below it, each with its figures."""
    if area is None:
        return []
    rows = [area, *area["parts"]["nodes"]]
    return [{"area": row, **figures} for row in rows for figures in figures_of(row["coverage"]).values()]


async def _walk(area: Row | None) -> AsyncIterator[Row]:
    for line in _lines(area):
        yield line


def _of(name: str) -> Any:
    return lambda line, _: line[name]


_COLUMNS = (
    Column("area", "pages.area", lambda line, _: line["area"]["name"]),
    *(Column(name, f"pages.{name}", _of(name), "number") for name in COUNTS),
    Column("ratio", "pages.ratio", _of("ratio"), "percent"),
    Column("areaId", "page_posts.id", lambda line, _: line["area"]["id"]),
)

PAGES = (Page(path="/rules/{id}", name="rules", show=show, sheet=sheet),)
