"""缺口: the list with its filters, pages and files."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"
STREET = "140213050000"


def rows(page: str) -> list[str]:
    """The targets of the list, from the row headings."""
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]*">\s*(.*?)\s*</a>', page)


def test_hundred_stations_are_missing(local: Browser) -> None:
    page = local.page(f"/findings?{DAY}&rule=S02")
    assert "共 100 条" in page and len(rows(page)) == 50
    assert 'class="mark amber"' in page and "示例数据" in page


def test_filter_takes_a_suggestion_as_it_is_filled_in(local: Browser) -> None:
    page = local.page(
        "/findings", params={"asOf": "2026-11-01", "rule": "S02 小区服务站覆盖", "area": f"{STREET} 永泰街道"}
    )
    assert "共 14 条" in page and set(re.findall(r"<td class=\"\">\s*(\S+街道)", page)) == {"永泰街道"}


def test_pages_of_the_list_follow_each_other_and_lead_back(local: Browser) -> None:
    first = local.page(f"/findings?{DAY}&rule=S02")
    (onward,) = re.findall(r'<a href="\./(findings\?[^"]*after=[^"]*)"', first)
    second = local.page(f"/{onward.replace('&amp;', '&')}")
    (back,) = re.findall(r'<a href="\./(findings\?[^"]*before=[^"]*)"', second)
    assert not set(rows(first)) - set(rows(local.page(f"/{back.replace('&amp;', '&')}")))
    assert "after=" not in second.split('class="pager"')[1].partition("</nav>")[0]


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("rule=X99", "rule=X99"), ("asOf=2026-13-01", "2026-13-01"),
        ("area=999999", "area=area-999999"), ("severity=pink", "severity=pink"),

        ("state=gone", "state=gone"), ("after=nonsense", "游标"), ("lang=fr", "lang=fr"), ("order=age", "order=age"),
    ],
)  # fmt: skip
def test_wrong_part_of_a_permalink_is_named(query: str, part: str, local: Browser) -> None:
    page = local.page(f"/findings?{query}", 400)
    assert part in re.findall(r'role="alert">(.*?)</p>', page, re.DOTALL)[0]


def test_file_has_all_rows_its_marking_and_who_made_it(local: Browser) -> None:
    answer = local.get(f"/findings.xlsx?{DAY}&rule=S02")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    table = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert [table[0][0], table[2][0][:5]] == ["示例数据", "标识：内部"] and table[3][0].startswith("导出人 local")
    assert table[4][:3] == ["对象", "规则", "程度"] and len(table) == 105
    assert {row[2] for row in table[5:]} == {"缺"} and all(row[13] and row[15] for row in table[5:])


def test_csv_begins_with_a_mark_and_json_with_its_version(local: Browser) -> None:
    told = local.get(f"/findings.csv?{DAY}&rule=S02&area={STREET}").content.decode("utf-8")
    table = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    document = local.get(f"/findings.json?{DAY}&rule=S02&area={STREET}").json()
    assert told[0] == "\ufeff" and len(table) == 5 + 14
    assert (document["version"], document["asOf"], len(document["rows"])) == (1, "2026-11-01", 14)
    assert document["rows"][0]["severity"] == "amber"


def test_scope_hides_other_streets_on_page_and_in_file(scoped: Browser) -> None:
    assert "共 14 条" in scoped.page(f"/findings?{DAY}&rule=S02")
    streets = {row["street"] for row in scoped.get(f"/findings.json?{DAY}").json()["rows"]}
    assert streets == {"永泰街道"}
    scoped.page(f"/findings?{DAY}&area=140213051000", 400)


def test_names_of_all_kinds_are_shown_as_text(store: Store, local: Browser) -> None:
    hostile = "=cmd|'/c'!A1<script>alert(1)</script>\"'\u202e🙂"
    row = store.one(
        "MATCH (f:Finding {rule: 'S02'})-[:ABOUT]->(c) RETURN c.id AS id, c.name AS name ORDER BY f.id LIMIT 1"
    )
    assert row is not None
    rename = "MATCH (c {id: $id}) SET c.name = $name"
    store.write(lambda tx: tx.run(rename, id=row["id"], name=hostile).consume())
    try:
        page = "".join(local.page(f"/findings?{DAY}&rule=S02{more}") for more in ("", "&order=new"))
        files = {form: local.get(f"/findings.{form}?{DAY}&rule=S02") for form in ("json", "csv", "xlsx")}
    finally:
        store.write(lambda tx: tx.run(rename, **row).consume())
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert hostile in {row["target"] for row in files["json"].json()["rows"]}
    assert hostile not in {row[0] for row in csv.reader(io.StringIO(files["csv"].text)) if row}
    sheet: Any = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "n"}


def test_without_a_run_the_next_step_is_named(ready_store: Store, make_site: MakeSite) -> None:
    assert "govgraph coverage --save" in make_site().browser().page("/findings")
