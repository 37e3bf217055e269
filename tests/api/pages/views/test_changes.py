"""变更: what has changed since a day, counted by kind; a street's reader is told of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from api.accounts.viewer import make_viewer
from api.pages.documents import document
from api.pages.views.changes import KINDS
from graph.model import load_model
from tests.api.pages.views.test_area import HOSTILE, renamed

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

SINCE = "asOf=2026-11-01&since=2020-01-01"


def test_every_kind_that_is_counted_has_its_entry_and_name() -> None:
    text = document("change-counts").text
    assert all(
        f"  {kind}: changes(since: $since, kinds: [{kind}]" in text and load_model().label(kind) for kind in KINDS
    )


def test_changes_are_counted_by_kind(local: Browser) -> None:
    page = local.page(f"/changes?{SINCE}")
    assert re.search(r'kind=Grid[^"]*">网格 <span class="count">1,529<', page)
    assert re.search(r'kind=Community[^"]*">社区 <span class="count">155<', page)


def test_list_goes_on_and_leads_to_nodes_and_loads(local: Browser) -> None:
    page = local.page(f"/changes?{SINCE}&kind=Community")
    assert "共 155 条" in page and 'href="./areas/area-140213' in page and 'href="./batches/batch-' in page
    (onward,) = re.findall(
        r'<a href="\./(changes\?[^"]*after=[^"]*)"', page.partition('class="pager"')[2].partition("</nav>")[0]
    )
    second = local.page(f"/{onward.replace('&amp;', '&')}")
    names = [re.findall(r'<th scope="row"[^>]*><a href="([^"?]*)', each) for each in (page, second)]
    assert len(names[1]) == 50 and not set(names[0]) & set(names[1]) and "首页" in second


def test_all_rows_leave_as_a_file(local: Browser) -> None:
    rows = local.get(f"/changes.json?{SINCE}&kind=Community").json()["rows"]
    assert len(rows) == 155 and {(row["kind"], row["what"]) for row in rows} == {("社区", "新增")}


def test_reader_of_a_street_sees_its_own_only(district: Store, scoped: Browser) -> None:
    match = "MATCH (c:Community)-[:WITHIN]->({code: '140213050000'}) RETURN c.name AS name"
    own = {row["name"] for row in district.rows(match)}
    rows = scoped.get(f"/changes.json?{SINCE}&kind=Community").json()["rows"]
    assert {row["node"] for row in rows} == own and f"共 {len(own)} 条" in scoped.page(
        f"/changes?{SINCE}&kind=Community"
    )
    assert "古城" not in scoped.page(f"/changes?{SINCE}")


def test_public_role_is_refused(district: Store, make_site: MakeSite) -> None:
    make_site(make_viewer("大厅", "public")).browser().page(f"/changes?{SINCE}", 403)


def test_names_of_all_kinds_are_shown_as_text(district: Store, local: Browser) -> None:
    with renamed(district, "area-140213050000", HOSTILE):
        page = local.page(f"/changes?{SINCE}&kind=Street")
        rows = local.get(f"/changes.json?{SINCE}&kind=Street").json()["rows"]
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and HOSTILE in {row["node"] for row in rows}


def test_when_nothing_has_changed_the_next_step_is_named(local: Browser) -> None:
    page = local.page("/changes?asOf=2026-11-01&since=2199-01-01&lang=en")
    assert "Nothing has changed since" in page and "govgraph load" in page


@pytest.mark.parametrize("query", ["kind=People", "since=soon", "after=nonsense"])
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    assert 'role="alert"' in local.page(f"/changes?{query}", 400)
