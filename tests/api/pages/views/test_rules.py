"""规则: the catalogue with the figures of the newest run, and one rule with what it counts and rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph.coverage.catalogue import load_rules

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"
STREET, OTHER = "140213050000", "140213051000"
HOSTILE = "<script>alert(1)</script>\"'\u202e🙂=1+1"
_RENAME = "MATCH (a:Area {code: $code}) SET a.name = $name"


def test_catalogue_has_every_rule_with_the_figures_of_the_run(local: Browser) -> None:
    rows = {row["id"]: row for row in local.get(f"/rules.json?{DAY}").json()["rows"]}
    assert rows.keys() == load_rules().keys()
    assert [rows["S02"][name] for name in ("total", "due", "present", "exempt", "gap")] == [487, 425, 325, 62, 100]
    assert rows["S02"]["share"] == "76.5 %" and rows["G01"]["due"] is None


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("q=s02", {"S02"}), ("kind=policy-pair", {"G21", "Y07"}), ("severity=red&kind=policy-pair", {"G21", "Y07"}),
        ("status=off&kind=policy-pair", set()),
    ],
)  # fmt: skip
def test_filters_choose_rules(query: str, rules: set[str], local: Browser) -> None:
    rows = local.get(f"/rules.json?{DAY}&{query}").json()["rows"]
    assert {row["id"] for row in rows} <= rules and bool(rows) == bool(rules)


@pytest.mark.parametrize("query", ["kind=guess", "status=new", "severity=pink", "area=140213999999"])
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    page = local.page(f"/rules?{DAY}&{query}", 400)
    assert query.partition("=")[0] in re.findall(r'role="alert">(.*?)</p>', page, re.DOTALL)[0]


def test_rule_tells_basis_thresholds_remedies_and_what_it_counts(local: Browser) -> None:
    page = local.page(f"/rules/S02?{DAY}")
    assert "平城区党群服务站公布数" in page and "公布数</span>" in page and "与相邻小区或同一网格共享服务站" in page
    assert "target:" in page and "fixtures" not in page
    assert f"../findings?asOf=2026-11-01&amp;rule=S02&amp;area=area-{STREET}" in page and "全部 100 处缺口" in page
    assert "第四条" in local.page(f"/rules/P02?{DAY}&lang=en")


def test_file_of_a_rule_holds_its_streets(local: Browser) -> None:
    rows = local.get(f"/rules/S02.json?{DAY}").json()["rows"]
    assert (rows[0]["gap"], sum(row["gap"] for row in rows[1:])) == (100, 100) and len(rows) == 18


def test_rule_that_was_not_run_says_so_and_one_that_is_none_is_not_there(local: Browser) -> None:
    assert "没有这条规则的数字" in local.page(f"/rules/G01?{DAY}")
    local.page(f"/rules/X99?{DAY}", 404)


def test_every_rule_has_a_page_in_words(local: Browser) -> None:
    for id in load_rules():
        page = local.page(f"/rules/{id}?{DAY}&lang=en")
        assert not re.search("任命|撤换", page) and f"<h1>{id} " in page


def test_reader_of_one_street_sees_its_figures_only(scoped: Browser) -> None:
    rows = {row["id"]: row for row in scoped.get(f"/rules.json?{DAY}").json()["rows"]}
    streets = [row["area"] for row in scoped.get(f"/rules/S02.json?{DAY}").json()["rows"]]
    assert rows["S02"]["gap"] == 14 and streets[0] == "永泰街道" and "古城街道" not in streets
    assert "全部 14 处缺口" in scoped.page(f"/rules/S02?{DAY}")
    scoped.page(f"/rules/S02?{DAY}&area={OTHER}", 400)


def test_names_of_all_kinds_are_shown_as_text(local: Browser, store: Store) -> None:
    store.write(lambda tx: tx.run(_RENAME, code=OTHER, name=HOSTILE).consume())
    try:
        pages = local.page(f"/rules/S02?{DAY}") + local.page(f"/rules?{DAY}&area={OTHER}")
        rows = local.get(f"/rules/S02.json?{DAY}").json()["rows"]
    finally:
        store.write(lambda tx: tx.run(_RENAME, code=OTHER, name="古城街道").consume())
    assert "<script>alert" not in pages and pages.count("&lt;script&gt;alert(1)") >= 2
    assert HOSTILE in {row["area"] for row in rows}


def test_without_a_run_the_next_step_is_named(ready_store: Store, make_site: MakeSite) -> None:
    browser = make_site().browser()
    assert "govgraph coverage --save" in browser.page("/rules") and "govgraph coverage --save" in browser.page(
        "/rules/S02"
    )
