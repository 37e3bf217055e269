"""Pages of areas: one template for every level, its lists by pages, and the rows that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.viewer import make_viewer
from tests.api.clients.district import COMMUNITY, DISTRICT, STREET

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"
HOSTILE = "<script>alert(1)</script>\"'\u202e🙂=1+1"


def path_of(code: str) -> str:
    """The page of an area with a code."""
    return f"/areas/area-{code}"


@pytest.fixture
def one(district: Store) -> Any:
    """The identity of the first area of a label in the community that is written in full."""

    def find(label: str) -> str:
        match = f"MATCH (a:{label})-[:WITHIN*]->(:Community {{code: $code}}) RETURN a.id AS id ORDER BY a.id LIMIT 1"
        row = district.one(match, code=COMMUNITY)
        assert row is not None
        return str(row["id"])

    return find


@contextmanager
def renamed(store: Store, id: str, name: str) -> Iterator[None]:
    """A node by another name, and by its own again afterwards."""
    row = store.one("MATCH (n {id: $id}) RETURN n.name AS name", id=id)
    assert row is not None
    rename = "MATCH (n {id: $id}) SET n.name = $name"
    store.write(lambda tx: tx.run(rename, id=id, name=name).consume())
    try:
        yield
    finally:
        store.write(lambda tx: tx.run(rename, id=id, name=row["name"]).consume())


def test_street_tells_its_figures_and_each_gap_opens_its_rows(local: Browser) -> None:
    page = local.page(f"{path_of(STREET)}?{DAY}")
    (row,) = re.findall(r'<tr><th scope="row"><a href="[^"]*rules/S02.*?</tr>', page, re.DOTALL)
    assert ">71.4 %<" in row and "小区服务站覆盖" in row
    (address,) = re.findall(r'href="\.\./(findings\?[^"]*)">14</a>', row)
    assert "共 14 条" in local.page(f"/{address.replace('&amp;', '&')}")
    assert ">S01</a>" not in page and ">S01</a>" in local.page(f"{path_of(STREET)}?{DAY}&rules=all")


@pytest.mark.parametrize(
    ("label", "chain"), [("Grid", ["平城区", "永泰街道", "康吉社区"]), ("Compound", ["平城区", "永泰街道", "康吉社区"])]
)
def test_every_level_leads_up_and_down(label: str, chain: list[str], one: Any, local: Browser) -> None:
    page = local.page(f"/areas/{one(label)}?{DAY}")
    crumbs = page.partition('class="crumbs"')[2].partition("</p>")[0]
    assert re.findall(r">([^<>]+)</a>", crumbs) == chain and page.count("<h1>") == 1
    listed = local.get(f"{path_of(COMMUNITY)}.json?{DAY}&list=parts").json()["rows"]
    assert one(label) in {row["id"] for row in listed}


@pytest.mark.parametrize(
    ("name", "column", "least"),
    [("parts", "code", 13), ("organisations", "label", 20), ("facilities", "locatedIn", 6), ("services", "label", 5),
     ("posts", "holders", 17), ("findings", "rule", 0), ("vacancies", "organisation", 0)],
)  # fmt: skip
def test_every_list_is_on_the_page_and_leaves_as_a_file(name: str, column: str, least: int, local: Browser) -> None:
    page = local.page(f"{path_of(COMMUNITY)}?{DAY}&list={name}")
    rows = local.get(f"{path_of(COMMUNITY)}.json?{DAY}&list={name}").json()["rows"]
    assert len(rows) >= least and all(column in row for row in rows)
    assert f"共 {len(rows)} 条" in page if rows else 'class="empty"' in page


def test_list_takes_a_part_of_the_name_and_what_lies_below(local: Browser) -> None:
    found = local.get(f"{path_of(STREET)}.json?{DAY}&list=facilities&below=yes&q=服务站").json()["rows"]
    assert found and all("服务站" in row["name"] for row in found)
    own = local.get(f"{path_of(STREET)}.json?{DAY}&list=facilities").json()["rows"]
    assert not {row["id"] for row in own} & {row["id"] for row in found}
    page = local.page(f"{path_of(STREET)}?{DAY}&list=facilities&q=没有这样的")
    assert "放宽或清除筛选条件" in page and 'value="没有这样的"' in page


def test_posts_tell_their_holders_and_seats_that_are_free(district: Store, local: Browser) -> None:
    rows = local.get(f"{path_of(COMMUNITY)}.json?{DAY}&list=posts").json()["rows"]
    director = next(row for row in rows if row["role"] == "居委会主任")
    assert director["holders"] and director["vacant"] is False
    end = "MATCH (p:Post {id: $id})<-[:OF_POST]-(t:Tenure) SET t.wasTo = t.validTo, t.validTo = date('2026-10-01')"
    back = "MATCH (t:Tenure) WHERE t.validTo = date('2026-10-01') SET t.validTo = t.wasTo REMOVE t.wasTo"
    district.write(lambda tx: tx.run(end, id=director["id"]).consume())
    try:
        empty = local.get(f"{path_of(COMMUNITY)}.json?{DAY}&list=vacancies").json()["rows"]
        page = local.page(f"{path_of(COMMUNITY)}?{DAY}&list=posts")
    finally:
        district.write(lambda tx: tx.run(back).consume())
    assert director["id"] in {row["id"] for row in empty} and "空缺" in page.partition('id="list"')[2]


def test_sources_lead_to_file_sheet_row_and_column(local: Browser, planner: Browser) -> None:
    table = local.page(f"{path_of(COMMUNITY)}?{DAY}").partition('id="origins"')[2]
    assert re.search(r"<td>01区划代码表\.csv</td><td>01区划代码表</td><td class=\"c-number\">22</td><td>B ", table)
    assert 'href="../batches/batch-' in table or "—" in table
    told = planner.page(f"{path_of(COMMUNITY)}?{DAY}").partition('id="origins"')[2]
    assert "由数据管理角色查看" in told and "区划代码表" not in told and '<td class="c-number">22</td>' in told


def test_reader_of_a_street_sees_its_areas_only(scoped: Browser) -> None:
    assert "康吉社区" in scoped.page(f"{path_of(STREET)}?{DAY}")
    for code in ("140213051000", "140213051001"):
        scoped.page(f"{path_of(code)}?{DAY}", 404)
        assert scoped.get(f"{path_of(code)}.json?{DAY}").status_code == 404
    whole = scoped.get(f"{path_of(DISTRICT)}?{DAY}")
    assert whole.status_code == 404 and "古城街道" not in whole.text
    assert "古城街道" not in scoped.page(f"{path_of(STREET)}?{DAY}&list=organisations&below=yes")


def test_public_role_sees_no_findings_persons_or_sources(district: Store, make_site: MakeSite) -> None:
    browser = make_site(make_viewer("大厅", "public")).browser()
    page = browser.page(f"{path_of(COMMUNITY)}?{DAY}&list=posts")
    assert "居委会主任" in page and 'id="origins"' not in page and "缺口（含下级）" not in page
    browser.page(f"{path_of(COMMUNITY)}?{DAY}&list=findings", 403)


def test_names_of_all_kinds_are_shown_as_text(district: Store, local: Browser, one: Any) -> None:
    with renamed(district, one("Compound"), HOSTILE):
        pages = [local.page(f"/areas/{one('Compound')}?{DAY}"), local.page(f"{path_of(COMMUNITY)}?{DAY}&list=parts")]
        rows = local.get(f"{path_of(COMMUNITY)}.json?{DAY}&list=parts").json()["rows"]
    assert all("<script>alert" not in page and "&lt;script&gt;alert(1)" in page for page in pages)
    assert HOSTILE in {row["name"] for row in rows}


@pytest.mark.parametrize("query", ["list=people", "below=no&list=organisations", "rules=some", "after=nonsense"])
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    assert 'role="alert"' in local.page(f"{path_of(STREET)}?{query}", 400)


def test_area_that_is_none_or_not_yet_is_not_there(local: Browser) -> None:
    local.page("/areas/area-999999999999", 404)
    local.page("/areas/person-1", 404)


def test_page_is_there_in_english(local: Browser) -> None:
    page = local.page(f"{path_of(STREET)}?{DAY}&lang=en")
    assert "Areas in it" in page and "Coverage" in page and "code" in page
