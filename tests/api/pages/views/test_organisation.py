"""Pages of bodies: posts with their holders, what is above and below, pairings, and the rows that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.clients.district import COMMUNITY
from tests.api.pages.views.test_area import HOSTILE, renamed

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser

DAY = "asOf=2026-11-01"


@pytest.fixture
def find(district: Store) -> Any:
    """The identity of the first body of a label in the community that is written in full."""

    def of(label: str, more: str = "") -> str:
        match = f"MATCH (o:{label})-[:BASED_IN]->(:Area {{code: $code}}) {more} RETURN o.id AS id ORDER BY o.id LIMIT 1"
        row = district.one(match, code=COMMUNITY)
        assert row is not None
        return str(row["id"])

    return of


def test_body_tells_its_place_superior_posts_and_row(find: Any, local: Browser) -> None:
    page = local.page(f"/organisations/{find('ResidentsCommittee')}?{DAY}")
    crumbs = page.partition('class="crumbs"')[2].partition("</p>")[0]
    assert re.findall(r">([^<>]+)</a>", crumbs) == ["平城区", "永泰街道", "康吉社区"]
    assert "居委会主任" in page and '<td class="c-number">' in page.partition('id="origins"')[2]


@pytest.mark.parametrize(
    ("name", "match", "column"),
    [
        ("posts", "(o:ResidentsCommittee)<-[:POST_IN]-()", "holders"),
        ("subordinates", "(o:PartyOrganisation)<-[:SUBORDINATE_TO]-()", "superior"),
        ("members", "(o:Alliance)<-[:MEMBER_OF]-()", "basedIn"),
    ],
)
def test_every_list_is_on_the_page_and_leaves_as_a_file(
    name: str, match: str, column: str, district: Store, local: Browser
) -> None:
    row = district.one(f"MATCH {match} RETURN o.id AS id ORDER BY o.id LIMIT 1")
    assert row is not None
    rows = local.get(f"/organisations/{row['id']}.json?{DAY}&list={name}").json()["rows"]
    page = local.page(f"/organisations/{row['id']}?{DAY}&list={name}")
    assert rows and all(column in each for each in rows) and f"共 {len(rows):,} 条" in page


def test_body_without_facilities_says_what_to_do(find: Any, local: Browser) -> None:
    page = local.page(f"/organisations/{find('ResidentsCommittee')}?{DAY}&list=facilities")
    assert "没有登记阵地" in page and "govgraph load" in page


def test_member_of_an_alliance_tells_its_category(district: Store, local: Browser) -> None:
    match = """MATCH (o:Merchant)-[r:MEMBER_OF]->(:Alliance) WHERE r.validTo IS NULL
    RETURN o.id AS id, r.category AS category ORDER BY o.id LIMIT 1"""
    row = district.one(match)
    assert row is not None
    assert f"众享联盟</a> · {row['category']}" in local.page(f"/organisations/{row['id']}?{DAY}")


def test_pairing_is_told_at_both_ends(district: Store, local: Browser) -> None:
    match = """MATCH (a:Organisation)-[r:PAIRED_WITH]->(b:Organisation)
    RETURN a.id AS a, a.name AS one, b.id AS b, b.name AS other, r.joint AS joint ORDER BY a.id, b.id LIMIT 1"""
    row = district.one(match)
    assert row is not None
    for id, name in ((row["a"], row["other"]), (row["b"], row["one"])):
        table = local.page(f"/organisations/{id}?{DAY}").partition("与谁结对")[2].partition("</table>")[0]
        assert name in table and row["joint"] in table


def test_reader_of_a_street_sees_its_bodies_only(district: Store, scoped: Browser, find: Any) -> None:
    scoped.page(f"/organisations/{find('ResidentsCommittee')}?{DAY}")
    make = """MATCH (s:Street {code: '140213051000'})
    MERGE (o:Organisation:Department {id: 'org-elsewhere'}) SET o.name = '古城街道示例办'
    MERGE (o)-[r:BASED_IN]->(s) SET r.id = 'tie-elsewhere'"""
    district.write(lambda tx: tx.run(make).consume())
    try:
        hidden = scoped.get(f"/organisations/org-elsewhere?{DAY}", headers={"accept": "text/html"})
        file = scoped.get(f"/organisations/org-elsewhere.json?{DAY}")
    finally:
        district.write(lambda tx: tx.run("MATCH (o {id: 'org-elsewhere'}) DETACH DELETE o").consume())
    assert (hidden.status_code, file.status_code) == (404, 404) and "示例办" not in hidden.text + file.text


def test_names_of_all_kinds_are_shown_as_text(district: Store, find: Any, local: Browser) -> None:
    id = find("ResidentsCommittee")
    with renamed(district, id, HOSTILE):
        page = local.page(f"/organisations/{id}?{DAY}")
        title = local.get(f"/organisations/{id}.json?{DAY}").json()["title"]
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and title.startswith(HOSTILE)


def test_what_is_no_body_is_not_there(local: Browser) -> None:
    local.page("/organisations/org-none", 404)
    assert 'role="alert"' in local.page("/organisations/org-none?list=people", 400)
