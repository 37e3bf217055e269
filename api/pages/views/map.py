"""地图 / map: the district's own boundaries coloured by any rule, or tiles where there are none; as a picture and a table."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from api.pages.heat import share, step
from api.pages.listing import Column
from api.pages.map_svg import Framed
from api.pages.mapped import LEVELS, Mapped, drawn, heading, legend, make_map
from api.pages.page import Page, Shown
from api.pages.reply import file_reply
from api.pages.sheets import Sheet
from api.pages.trouble import nothing_there
from graph.as_of import ZONE

if TYPE_CHECKING:
    from starlette.responses import Response

    from api.pages.asked import Asked

__all__ = ["PAGES"]

_PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
_ZOOM = 1.5


async def show(asked: Asked) -> Shown:
    """The page."""
    mapped = await make_map(asked)
    picture = drawn(asked, mapped)
    values = {
        "mapped": mapped, "picture": Markup(picture.svg), "bounded": picture.bounded, "legend": legend(asked),
        "levels": [(name, asked.words(f"page_map.level_{name}")) for name in LEVELS], "share": share, "step": step,
    }  # fmt: skip
    return Shown("map.html", asked.words("page_map.title"), values)


async def picture(asked: Asked) -> Response:
    """The map as a file of its own, with heading, marking and legend."""
    form = asked.places["form"]
    if form not in _PICTURES:
        raise nothing_there()
    mapped = await make_map(asked)
    store = await asked.desk.known.of_store()
    framed = Framed(_rows(asked, mapped, store.synthetic, store.marking), legend(asked))
    svg = drawn(asked, mapped, framed).svg
    body = svg.encode() if form == "svg" else await asyncio.to_thread(_png, svg)
    return file_reply(body, _PICTURES[form], f"govgraph-map-{asked.as_of}.{form}")


async def sheet(asked: Asked) -> Sheet:
    """The figures of the areas that are shown."""
    mapped = await make_map(asked)
    return Sheet(heading(asked, mapped), _COLUMNS, _lines(mapped))


def _rows(asked: Asked, mapped: Mapped, synthetic: bool, marking: str) -> list[str]:
    """The rows above a picture that leaves: what it is, of which day, by whom, how it is marked."""
    t = asked.words
    at = datetime.now(ZoneInfo(ZONE)).isoformat(timespec="seconds")
    told = [t("pages.synthetic")] if synthetic else []
    day = [t("page_findings.of_run", day=mapped.run["asOf"], at=str(mapped.run["at"])[:10])] if mapped.run else []
    above = [heading(asked, mapped), " · ".join([*told, f"{t('pages.as_of')} {asked.as_of}", *day])]
    return [
        *above,
        f"{t('pages.export_marking', marking=marking)} · {t('pages.export_by', who=asked.viewer.name, at=at)}",
    ]


def _png(svg: str) -> bytes:
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, background="#ffffff", zoom=_ZOOM))


async def _lines(mapped: Mapped) -> AsyncIterator[Mapping[str, Any]]:
    for place, figures in mapped.places:
        yield {"place": place, "figures": figures or {}, "rule": mapped.rule}


def _place(name: str) -> Any:
    return lambda row, _: row["place"][name]


def _figure(name: str) -> Any:
    return lambda row, _: row["figures"].get(name)


_COLUMNS = (
    Column("area", "pages.area", _place("name")),
    Column("code", "page_overview.code", _place("code")),
    Column("rule", "pages.rule", lambda row, _: row["rule"]["id"]),
    Column("ruleName", "page_overview.rule_name", lambda row, asked: asked.words.of(row["rule"]["name"])),
    *(
        Column(name, f"pages.{name}", _figure(name), "number")
        for name in ("total", "due", "present", "exempt", "unknown", "gap")
    ),
    Column("ratio", "pages.ratio", _figure("ratio"), "percent"),
    Column("boundary", "page_map.has_boundary", lambda row, _: row["place"]["boundary"] is not None),
    Column("crs", "page_map.crs", _place("boundaryCrs")),
)

PAGES = (
    Page(path="/map", name="map", show=show, sheet=sheet, nav=40),
    Page(path="/map.{form}", name="map", show=picture),
)
