"""数据: loads with their counts, one load down to the cells that it refused or flagged, links that wait."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser

DAY = "asOf=2026-11-01"
REMARK = {"file": "<b>网格</b>.xlsx", "sheet": "=1+1", "row": 5, "column": "J", "severity": "refused", "key": "reading.date",
          "zh": "历法上没有这一天 <script>window.hit = 1</script>", "en": "no such day"}  # fmt: skip


@pytest.fixture
def batch(district: Store) -> str:
    """The district's load with a remark whose words are as hostile as a file name may be."""
    counts = {"rows": 12, "new": 10, "changed": 2, "same": 0, "ended": 0, "refused": 1, "flagged": 0, "dropped": 0}
    told = {"remarks": json.dumps([REMARK]), "counts": json.dumps(counts)}
    row = district.write(lambda tx: tx.run("MATCH (b:ImportBatch) SET b += $told RETURN b.id AS id", told=told).data())
    return str(row[0]["id"])


def test_loads_are_listed_with_their_counts(local: Browser, batch: str) -> None:
    page = local.page(f"/batches?{DAY}")
    assert f"batches/{batch}?" in page and "已写入" in page and "第 1 批" in page
    (row,) = local.get(f"/batches.json?{DAY}").json()["rows"]
    assert (row["number"], row["rows"], row["new"], row["refused"]) == ("第 1 批", 12, 10, 1)


def test_load_tells_the_cell_and_the_reason(local: Browser, batch: str) -> None:
    page = local.page(f"/batches/{batch}?{DAY}")
    assert "历法上没有这一天 &lt;script&gt;" in page and "<script>window" not in page and "&lt;b&gt;网格" in page
    (row,) = local.get(f"/batches/{batch}.json?{DAY}").json()["rows"]
    assert (row["row"], row["column"], row["severity"]) == (5, "J", "拒绝")


def test_formulas_of_a_remark_are_text_in_a_file(local: Browser, batch: str) -> None:
    assert ",'=1+1," in local.get(f"/batches/{batch}.csv?{DAY}").text


def test_no_such_load(local: Browser) -> None:
    local.page("/batches/batch-999999", 404)


def test_links_are_listed_by_state(local: Browser) -> None:
    assert "待确认" in local.page(f"/links?{DAY}")
    rows = local.get(f"/links.json?{DAY}&state=certain").json()["rows"]
    assert rows and {row["state"] for row in rows} == {"确定"}
    local.page("/links?state=nonsense", 400)


def test_reader_without_the_right_finds_neither(scoped: Browser) -> None:
    assert 'href="./batches' not in scoped.page("/findings")
    scoped.page("/batches", 403)
    scoped.page("/links", 403)
