"""总览 / overview: coverage of an area and its parts under some rules, as cards, heat table, tiles and trend; and its print."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from api.pages.heat import STEPS, share, step
from api.pages.listing import Column
from api.pages.overview import Board, make_board
from api.pages.page import Page, Shown
from api.pages.sheets import Sheet
from graph.as_of import ZONE

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["PAGES"]

_COUNTS = ("total", "due", "present", "exempt", "unknown", "gap")


async def show(asked: Asked) -> Shown:
    """The overview."""
    board = await make_board(asked)
    return Shown("overview.html", _title(asked, board), _values(board))


async def show_print(asked: Asked) -> Shown:
    """The same on one sheet of paper."""
    board = await make_board(asked)
    at = datetime.now(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M")
    return Shown("print.html", _title(asked, board), {**_values(board), "at": at})


async def sheet(asked: Asked) -> Sheet:
    """Every figure of the area and its parts, a row for each rule and area."""
    board = await make_board(asked)
    return Sheet(asked.words("page_overview.title"), _COLUMNS, _rows(board))


def _title(asked: Asked, board: Board) -> str:
    return (
        f"{board.top.area['name']} · {asked.words('page_overview.title')}"
        if board.top
        else asked.words("page_overview.title")
    )


def _values(board: Board) -> dict[str, Any]:
    points = [{"day": point["asOf"], "ratio": point["ratio"], "gap": point["gap"]} for point in board.trend]
    return {
        "board": board,
        "share": share,
        "step": step,
        "steps": [name for _, name in STEPS],
        "points": points,
        "counts": _COUNTS,
    }


async def _rows(board: Board) -> AsyncIterator[Mapping[str, Any]]:
    for line in (*([board.top] if board.top else ()), *board.parts):
        for rule in board.rules:
            figures = line.figures.get(rule["id"])
            if figures is not None:
                yield {**figures, "area": line.area, "of": rule}


_COLUMNS = (
    Column("area", "pages.area", lambda row, _: row["area"]["name"]),
    Column("code", "page_overview.code", lambda row, _: row["area"]["code"]),
    Column("rule", "pages.rule", lambda row, _: row["rule"]),
    Column("name", "page_overview.rule_name", lambda row, asked: asked.words.of(row["of"]["name"])),
    *(Column(name, f"pages.{name}", lambda row, _, name=name: row[name], "number") for name in _COUNTS),  # type: ignore[misc]
    Column("ratio", "pages.ratio", lambda row, _: row["ratio"], "percent"),
    Column("value", "page_overview.value", lambda row, _: row["value"], "number"),
    Column("unit", "page_overview.unit", lambda row, _: row["unit"]),
)

PAGES = (
    Page(path="/", name="overview", show=show, sheet=sheet, nav=10),
    Page(path="/print", name="overview", show=show_print),
)
