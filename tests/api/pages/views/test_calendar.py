"""换届日历: terms that end, counted by month and listed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"
STREET, OTHER = "140213050000", "140213051000"
_ENDS = (
    "MATCH (t:Tenure) WHERE t.termEnd >= date($start) AND t.termEnd < date($end) "
    "AND (t.validTo IS NULL OR t.validTo > date($start)) RETURN substring(toString(t.termEnd), 0, 7) AS month, count(*) AS count"
)


def cells(page: str) -> dict[str, int]:
    """The counts of the grid by month."""
    found = re.findall(r'month=(\d{4}-\d\d)" aria-label="[^"]*"(?: aria-current="true")?>([\d,]+)</a>', page)
    return {month: int(count.replace(",", "")) for month, count in found}


def test_months_are_counted_as_the_graph_has_them(local: Browser, store: Store) -> None:
    rows = store.rows(_ENDS, start="2026-11-01", end="2029-11-01")
    page = local.page(f"/calendar?{DAY}&months=36")
    assert cells(page) == {row["month"]: row["count"] for row in rows} and rows
    assert f"本时段届满 {sum(row['count'] for row in rows):,}" in page


def test_month_of_the_grid_opens_its_rows(local: Browser) -> None:
    month, count = next(iter(cells(local.page(f"/calendar?{DAY}&months=36")).items()))
    rows = local.get(f"/calendar.json?{DAY}&month={month}").json()["rows"]
    assert len(rows) == count and {row["termEnd"][:7] for row in rows} == {month}
    assert [row["termEnd"] for row in rows] == sorted(row["termEnd"] for row in rows)


def test_elected_seats_are_worded_as_an_election(local: Browser) -> None:
    rows = local.get(f"/calendar.json?{DAY}&months=36&role=committeeDirector").json()["rows"]
    assert {row["way"] for row in rows} == {"居民选举（法定程序）：建议人选通过法定程序产生"}
    page = local.page(f"/calendar?{DAY}&months=36")
    assert "届时建议人选通过法定程序产生" in page and not re.search("任命|撤换", page)


def test_terms_that_are_over_are_a_list_of_their_own(local: Browser) -> None:
    page = local.page("/calendar?asOf=2035-01-01&month=over")
    rows = local.get("/calendar.json?asOf=2035-01-01&month=over").json()["rows"]
    assert rows and all(row["termEnd"] < "2035-01-01" for row in rows)
    assert f"已届满未换届 {len(rows):,}" in page


@pytest.mark.parametrize(
    "query", ["from=2026-13", "month=soon", "months=9", "role=king", "body=Area", "area=140213999999"]
)
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    page = local.page(f"/calendar?{DAY}&{query}", 400)
    assert query.partition("=")[0] in re.findall(r'role="alert">(.*?)</p>', page, re.DOTALL)[0]


def test_time_without_an_end_names_the_next_step(local: Browser) -> None:
    assert "请在花名册中补上" in local.page(f"/calendar?{DAY}&from=2190-01")


def test_reader_of_one_street_sees_its_terms_only(scoped: Browser, local: Browser) -> None:
    own = scoped.get(f"/calendar.json?{DAY}&months=36").json()["rows"]
    every = {row["id"]: row for row in local.get(f"/calendar.json?{DAY}&months=36&area={STREET}").json()["rows"]}
    assert own and {row["id"] for row in own} <= every.keys()
    assert all(row["holder"] != every[row["id"]]["holder"] for row in own)
    scoped.page(f"/calendar?{DAY}&area={OTHER}", 400)


def test_names_of_all_kinds_are_shown_as_text(local: Browser, hostile_name: str) -> None:
    query = f"{DAY}&months=36&role=communitySecretary"
    page, rows = local.page(f"/calendar?{query}"), local.get(f"/calendar.json?{query}").json()["rows"]
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert hostile_name in {row["holder"] for row in rows}


def test_empty_store_has_an_empty_calendar(ready_store: Store, make_site: MakeSite) -> None:
    assert "没有届满的任期" in make_site().browser().page(f"/calendar?{DAY}")
