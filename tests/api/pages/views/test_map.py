"""地图: boundaries or tiles coloured by a rule, the same as a table and as files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.api.pages.views.test_area import HOSTILE, renamed

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"


def square(place: int) -> dict[str, str]:
    """A square beside the others, and the coordinate system that it is told in."""
    x, y = 113.2 + place % 5 / 20, 40.0 + place // 5 / 20
    ring = [[x, y], [x + 0.05, y], [x + 0.05, y + 0.05], [x, y + 0.05], [x, y]]
    boundary = json.dumps({"type": "Polygon", "coordinates": [ring]})
    return {"boundary": boundary, "crs": "GCJ-02" if place else "WGS84"}


@pytest.fixture
def bounded(district: Store) -> Iterator[list[str]]:
    """The streets' names; all but the last of them have a square for their boundary, in two coordinate systems."""
    rows = district.rows("MATCH (s:Street) RETURN s.id AS id, s.name AS name ORDER BY s.code")
    told = [{"id": row["id"], **square(place)} for place, row in enumerate(rows[:-1])]
    write = "UNWIND $rows AS row MATCH (s {id: row.id}) SET s.boundary = row.boundary, s.boundaryCrs = row.crs"
    district.write(lambda tx: tx.run(write, rows=told).consume())
    yield [row["name"] for row in rows]
    district.write(lambda tx: tx.run("MATCH (s:Street) REMOVE s.boundary, s.boundaryCrs").consume())


def test_without_boundaries_streets_are_tiles_and_the_next_step_is_named(local: Browser) -> None:
    page = local.page(f"/map?{DAY}")
    svg = page.partition("<svg")[2].partition("</svg>")[0]
    assert svg.count("<rect x=") >= 18 and "<path" not in svg and "govgraph load" in page
    assert 'aria-label="永泰街道 71.4 %"' in svg and ">永泰街道</a></th>" in page


def test_each_area_leads_to_its_findings(local: Browser) -> None:
    page = local.page(f"/map?{DAY}&rule=S02")
    (address,) = re.findall(r'<a href="\./(findings\?[^"]*)" aria-label="永泰街道', page)
    assert "共 14 条" in local.page(f"/{address.replace('&amp;', '&')}")


def test_boundaries_are_drawn_and_what_lacks_one_is_said(bounded: list[str], local: Browser) -> None:
    page = local.page(f"/map?{DAY}")
    svg = page.partition("<svg")[2].partition("</svg>")[0]
    assert svg.count("<path") == 17 and "18 个区域中有 17 个有边界" in page
    assert "坐标系不一（GCJ-02、WGS84）" in page and bounded[-1] not in svg and f">{bounded[-1]}</a></th>" in page


def test_level_and_area_go_down(local: Browser) -> None:
    deep = local.get(f"/map.json?{DAY}&level=below").json()["rows"]
    street = local.get(f"/map.json?{DAY}&area=140213050000").json()["rows"]
    assert len(deep) == 202 and {row["code"] for row in street} < {row["code"] for row in deep}
    assert "康吉社区" in local.page(f"/map?{DAY}&area=140213050000")


def test_pictures_leave_with_marking_and_who_made_them(bounded: list[str], local: Browser) -> None:
    svg = local.get(f"/map.svg?{DAY}")
    assert svg.headers["content-type"] == "image/svg+xml" and "attachment" in svg.headers["content-disposition"]
    assert (
        all(words in svg.text for words in ("示例数据", "标识：内部", "导出人 local", "不足 70 %"))
        and "<a " not in svg.text
    )
    png = local.get(f"/map.png?{DAY}").content
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and len(png) > 10_000
    local.page(f"/map.pdf?{DAY}", 404)


def test_figures_leave_as_a_workbook(local: Browser) -> None:
    content = local.get(f"/map.xlsx?{DAY}&rule=S02").content
    rows = [*openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert rows[4][:3] == ("区域", "代码", "规则") and len(rows) == 5 + 18


def test_reader_of_a_street_sees_no_other(bounded: list[str], scoped: Browser) -> None:
    told = [scoped.page(f"/map?{DAY}"), scoped.page(f"/map?{DAY}&level=below"), scoped.get(f"/map.svg?{DAY}").text]
    told.append(scoped.get(f"/map.json?{DAY}").text)
    assert all(name not in each for each in told for name in bounded if name != "永泰街道")
    assert "康吉社区" in told[0] and "平城区" not in told[0]
    scoped.page(f"/map?{DAY}&area=140213051000", 400)
    assert scoped.get(f"/map.svg?{DAY}&area=140213051000").status_code == 400


def test_names_of_all_kinds_are_shown_as_text(bounded: list[str], district: Store, local: Browser) -> None:
    with renamed(district, "area-140213050000", HOSTILE):
        told = [local.page(f"/map?{DAY}"), local.get(f"/map.svg?{DAY}").text]
        rows = local.get(f"/map.json?{DAY}").json()["rows"]
        assert local.get(f"/map.png?{DAY}").status_code == 200
    assert all("<script>alert" not in each and "&lt;script&gt;alert(1)" in each for each in told)
    assert HOSTILE in {row["area"] for row in rows}


@pytest.mark.parametrize("query", ["rule=X99", "level=moon", "area=999999", "asOf=tomorrow"])
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    assert 'role="alert"' in local.page(f"/map?{query}", 400)
    assert local.get(f"/map.svg?{query}").status_code == 400


def test_empty_store_names_the_next_step(ready_store: Store, make_site: MakeSite) -> None:
    browser = make_site().browser()
    assert "govgraph load" in browser.page("/map") and browser.get("/map.svg").status_code == 200
