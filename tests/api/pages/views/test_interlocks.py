"""交叉任职: pairs of posts in one hand, counted by roles, filtered, paged, with basis and evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from api.pages.views import interlocks

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite
    from tests.api.pages.views.conftest import Secretary

DAY = "asOf=2026-11-01"
STREET, OTHER = "140213050000", "140213051000"


def test_pairs_are_those_that_the_graph_counts(local: Browser, store: Store) -> None:
    from datetime import date

    import graph

    found = graph.find_dual_roles(store.network(date(2026, 11, 1)))
    rows = local.get(f"/interlocks.json?{DAY}").json()["rows"]
    told = {(row["person"], row["postA"], row["postB"]) for row in rows}
    assert told == {(pair.person, *(post.id for post in pair.posts)) for pair in found} and told


def test_row_tells_policy_basis_and_evidence(local: Browser, secretary: Secretary) -> None:
    query = f"{DAY}&roles=communitySecretary.committeeDirector"
    (row,) = local.get(f"/interlocks.json?{query}").json()["rows"]
    assert (row["postA"], row["person"], row["policy"]) == (secretary.post, secretary.person, "鼓励")
    assert row["basis"] == "社区党组织书记通过法定程序兼任居委会主任" and row["evidence"]
    assert f"./people/{secretary.person}" in local.page(f"/interlocks?{query}")


@pytest.mark.parametrize(
    "query", ["roles=a.b", "roles=gridLeader", "policy=required", "area=140213999999", "after=9999", "after=x"]
)
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    page = local.page(f"/interlocks?{DAY}&{query}", 400)
    assert query.partition("=")[0] in re.findall(r'role="alert">(.*?)</p>', page, re.DOTALL)[0]


def test_filters_narrow_the_list_and_say_so_where_nothing_is_left(local: Browser) -> None:
    every = local.get(f"/interlocks.json?{DAY}").json()["rows"]
    listed = local.get(f"/interlocks.json?{DAY}&policy=notListed&area={STREET}").json()["rows"]
    assert 0 < len(listed) < len(every) and {row["policy"] for row in listed} == {"未列"}
    assert "没有符合条件的记录" in local.page(f"/interlocks?{DAY}&policy=forbidden")
    assert local.get(f"/interlocks.json?{DAY}&area={OTHER}").json()["rows"] == []


def test_pages_of_the_list_follow_each_other(local: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interlocks, "PAGE", 4)
    first = local.page(f"/interlocks?{DAY}")
    (onward,) = re.findall(r'<a href="\./(interlocks\?[^"]*after=4[^"]*)"', first)
    second = local.page(f"/{onward.replace('&amp;', '&')}")
    assert "before=0" in second and len(re.findall(r'<th scope="row" class=""><a href="\./posts/', second)) == 4


def test_reader_of_a_street_sees_pairs_of_it_without_evidence_and_names(local: Browser, scoped: Browser) -> None:
    rows = scoped.get(f"/interlocks.json?{DAY}").json()["rows"]
    names = {row["holder"] for row in local.get(f"/interlocks.json?{DAY}").json()["rows"]}
    assert rows and not names & {row["holder"] for row in rows} and not any(row["evidence"] for row in rows)
    assert "查看证据需要" in scoped.page(f"/interlocks?{DAY}")


def test_names_of_all_kinds_are_shown_as_text(local: Browser, hostile_name: str) -> None:
    page = local.page(f"/interlocks?{DAY}")
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_empty_store_names_the_next_step(ready_store: Store, make_site: MakeSite) -> None:
    assert "govgraph links list" in make_site().browser().page(f"/interlocks?{DAY}")
