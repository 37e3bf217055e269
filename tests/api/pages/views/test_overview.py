"""总览: the published figure as it was counted, cells that open their rows, and the print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from api.pages.heat import figures_of

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"


def test_stations_of_the_district_are_counted(local: Browser) -> None:
    page = local.page(f"/?{DAY}&rules=S02")
    (card,) = re.findall(r'<section class="card">(.*?)</section>', page, re.DOTALL)
    assert "76.5 %" in card and "山西吕梁 92.0 %" in card
    assert re.findall(r"<dd>([\d,]+)</dd>", card) == ["487", "425", "325", "62", "0", "100"]


def test_every_cell_opens_its_rows(local: Browser) -> None:
    page = local.page(f"/?{DAY}&rules=S02&rules=S01")
    table = page.partition('class="heat-table"')[2]
    links = re.findall(r'<a href="\./(findings\?[^"]*rule=S02[^"]*)">\s*[\d.]+ %<small>缺 (\d+)</small>', table)
    assert len(links) == 18 and sum(int(count) for _, count in links[1:]) == 100
    for address, count in links[:3]:
        assert f"共 {count} 条" in local.page(f"/{address.replace('&amp;', '&')}")


def test_tiles_are_coloured_by_any_rule(local: Browser) -> None:
    page = local.page(f"/?{DAY}&rule=S01&rules=S02")
    tiles = re.findall(r'class="tile heat (\w+)"', page)
    assert len(tiles) == 18 and set(tiles) == {"full"}


def test_overview_goes_down_to_the_communities_of_a_street(local: Browser) -> None:
    page = local.page(f"/?{DAY}&area=140213050000&rules=S02")
    assert "永泰街道 · 总览" in page and ">康吉社区</a>" in page


@pytest.mark.parametrize("query", ["area=999999", "rule=X99", "rules=X99"])
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    assert 'role="alert"' in local.page(f"/?{query}", 400)


def test_reader_of_a_street_starts_from_it(scoped: Browser) -> None:
    page = scoped.page(f"/?{DAY}&rules=S02")
    assert "永泰街道 · 总览" in page and "71.4 %" in page and "最近导入" not in page
    rows = scoped.get(f"/overview.json?{DAY}&rules=S02").json()["rows"]
    assert {row["code"][:9] for row in rows} == {"140213050"}


def test_figures_leave_as_a_file(local: Browser) -> None:
    rows = local.get(f"/overview.json?{DAY}&rules=S02").json()["rows"]
    assert len(rows) == 18 and (rows[0]["due"], rows[0]["present"], rows[0]["exempt"]) == (425, 325, 62)


def test_print_has_the_figures_with_their_source_and_who_printed(local: Browser) -> None:
    page = local.page(f"/print?{DAY}&rules=S02")
    assert "公开报道（党群服务站1378个" in page and "打印人 local" in page and "标识：内部" in page


def test_empty_store_names_the_next_step(ready_store: Store, make_site: MakeSite) -> None:
    assert "govgraph load" in make_site().browser().page("/")


def test_own_figures_give_way_to_those_with_all_below() -> None:
    own, all_below = ({"rule": "P14", "direct": direct, "due": due} for direct, due in ((True, 6), (False, 158)))
    assert figures_of([own, all_below])["P14"] is all_below is figures_of([all_below, own])["P14"]
