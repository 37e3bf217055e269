"""人员与岗位: the list with its filters, vacancies, and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"
STREET, OTHER, COMMUNITY = "140213050000", "140213051000", "140213050001"


def count(page: str) -> int:
    """How many rows the list says there are."""
    (told,) = re.findall(r'class="count">共 ([\d,]+) 条', page)
    return int(told.replace(",", ""))


def test_leading_posts_are_shown_where_nothing_is_asked_for(local: Browser) -> None:
    page = local.page(f"/posts?{DAY}")
    every = local.page(f"/posts?{DAY}&role=all")
    assert "主要负责岗位" in page and "小区党支部书记" in page and "楼栋长" not in page.split("<tbody>")[1]
    assert 0 < count(page) < count(every)


def test_vacant_posts_are_listed_as_vacant(local: Browser, scoped: Browser, vacated: str) -> None:
    for browser, area in ((local, f"&area={COMMUNITY}"), (scoped, "")):
        rows = browser.get(f"/posts.json?{DAY}&vacancy=vacant{area}").json()["rows"]
        assert vacated in {row["id"] for row in rows} and {row["state"] for row in rows} == {"空缺"}
    assert "空缺" in local.page(f"/posts/{vacated}?{DAY}") and "已离任" in local.page(f"/posts/{vacated}?{DAY}")


def test_where_nothing_is_vacant_the_next_step_is_named(local: Browser) -> None:
    page = local.page(f"/posts?{DAY}&vacancy=vacant&area={COMMUNITY}")
    assert "符合条件的岗位都有人任职" in page and "清除条件" in page


@pytest.mark.parametrize(
    ("query", "roles"),
    [
        ("role=branchSecretary", {"小区党支部书记"}), ("body=MediationCommittee", {"调委会主任", "人民调解员"}),
        ("role=gridLeader&body=OwnersCommittee", set()),
    ],
)  # fmt: skip
def test_filters_choose_roles_and_bodies(query: str, roles: set[str], local: Browser) -> None:
    rows = local.get(f"/posts.json?{DAY}&{query}").json()["rows"]
    assert {row["role"] for row in rows} <= roles and bool(rows) == bool(roles)


def test_filter_by_area_and_term_leaves_posts_of_that_area_whose_term_ends(local: Browser) -> None:
    rows = local.get(f"/posts.json?{DAY}&term=24&area={STREET}").json()["rows"]
    assert rows and all("2026-11-01" <= row["termEnd"] <= "2028-11-01" for row in rows)
    assert {row["street"] for row in rows} <= {"永泰街道", None}
    assert all(row["termEnd"] < "2026-11-01" for row in local.get(f"/posts.json?{DAY}&term=over").json()["rows"])


@pytest.mark.parametrize("query", ["role=king", "body=Area", "area=140213999999", "vacancy=yes", "term=7", "after=x"])
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    page = local.page(f"/posts?{DAY}&{query}", 400)
    assert "游标" in page or query.partition("=")[0] in re.findall(r'role="alert">(.*?)</p>', page, re.DOTALL)[0]


def test_elected_posts_are_worded_as_an_election(local: Browser) -> None:
    told = local.get(f"/posts.csv?{DAY}&role=branchSecretary").content.decode("utf-8")
    assert "建议人选通过法定程序产生" in told and not {"任命", "撤换"} & set(re.findall("任命|撤换", told))


def test_reader_of_one_street_sees_its_posts_only_and_names_masked(scoped: Browser, local: Browser) -> None:
    rows = scoped.get(f"/posts.json?{DAY}").json()["rows"]
    assert rows and {row["street"] for row in rows} <= {"永泰街道", None}
    names = {row["holders"] for row in local.get(f"/posts.json?{DAY}").json()["rows"]}
    assert not names & {row["holders"] for row in rows if row["holders"]}
    scoped.page(f"/posts?{DAY}&area={OTHER}", 400)


def test_public_sees_posts_without_holders(district: Store, make_site: MakeSite) -> None:
    from api.accounts.viewer import make_viewer

    browser = make_site(make_viewer("公众", "public")).browser()
    rows = browser.get(f"/posts.json?{DAY}&role=branchSecretary").json()["rows"]
    assert rows and not any(row["holders"] or row["termEnd"] for row in rows)


def test_names_of_all_kinds_are_shown_as_text(local: Browser, hostile_name: str) -> None:
    query = f"{DAY}&role=communitySecretary"
    page, rows = local.page(f"/posts?{query}"), local.get(f"/posts.json?{query}").json()["rows"]
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert hostile_name in {row["holders"] for row in rows}


def test_empty_store_names_the_next_step(ready_store: Store, make_site: MakeSite) -> None:
    assert "govgraph load" in make_site().browser().page(f"/posts?{DAY}")
