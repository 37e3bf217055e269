"""联盟: members by category and community, neighbours, what is missing, who left, wishes; by whom it may be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from api.accounts.viewer import make_viewer
from tests.api.clients.district import COMMUNITY
from tests.api.pages.views.test_area import HOSTILE, renamed

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"


@pytest.fixture
def member(district: Store) -> str:
    """The identity of a merchant in an alliance."""
    row = district.one("MATCH (m:Merchant)-[:MEMBER_OF]->(:Alliance) RETURN m.id AS id ORDER BY m.id LIMIT 1")
    assert row is not None
    return str(row["id"])


@pytest.fixture
def left(district: Store, member: str) -> Iterator[str]:
    """The same, with a membership that ended in the spring; as it was again afterwards."""
    end = "MATCH ({id: $id})-[r:MEMBER_OF]->(:Alliance) SET r.was = r.validTo, r.validTo = date('2026-04-01')"
    back = "MATCH ({id: $id})-[r:MEMBER_OF]->(:Alliance) SET r.validTo = r.was REMOVE r.was"
    district.write(lambda tx: tx.run(end, id=member).consume())
    yield member
    district.write(lambda tx: tx.run(back, id=member).consume())


def test_members_are_counted_by_category(district: Store, local: Browser) -> None:
    page = local.page(f"/alliances?{DAY}")
    count = district.one("MATCH (:Merchant)-[r:MEMBER_OF]->(:Alliance) WHERE r.validTo IS NULL RETURN count(*) AS n")
    assert count is not None and f"成员商户 {count['n']} 家" in page and f"共 {count['n']} 条" in page
    assert "餐饮、超市便利、药店、家政、维修、理发" in page and ">永泰街道众享联盟</a>" in page


def test_missing_category_is_named_beside_its_zero(district: Store, local: Browser) -> None:
    page = local.page(f"/alliances?{DAY}")
    row = page.partition("永泰街道众享联盟</a>")[2].partition("</tr>")[0]
    held = {
        row["category"]
        for row in district.rows("MATCH (:Merchant)-[r:MEMBER_OF]->(:Alliance) RETURN r.category AS category")
    }
    missing = [name for name in ("餐饮", "超市便利", "药店", "家政", "维修", "理发") if name not in held]
    assert row.count("heat few") == len(missing) and (f"缺 {'、'.join(missing)}" in row if missing else "—" in row)


def test_community_opens_its_members(local: Browser) -> None:
    page = local.page(f"/alliances?{DAY}")
    (address,) = re.findall(rf'<a href="\./(alliances\?[^"]*area=area-{COMMUNITY}[^"]*)">', page)
    rows = local.get(f"/alliances.json?{address.partition('?')[2].replace('&amp;', '&')}").json()["rows"]
    assert rows and {row["community"] for row in rows} == {"康吉社区"} and all(row["category"] for row in rows)


def test_who_left_is_told_with_the_day(left: str, local: Browser) -> None:
    rows = local.get(f"/alliances.json?{DAY}&list=left").json()["rows"]
    assert [row["left"] for row in rows] == ["2026-04-01"] and "2026-04-01" in local.page(f"/alliances?{DAY}&list=left")
    assert left not in {row["id"] for row in local.get(f"/alliances.json?{DAY}").json()["rows"]}
    assert "这段时间没有成员退出" in local.page(f"/alliances?{DAY}&list=left&since=2026-05-01")


def test_neighbours_tell_what_they_share(local: Browser) -> None:
    rows = local.get(f"/alliances.json?{DAY}&list=neighbours").json()["rows"]
    assert {"康吉社区", "平和社区"} in [{row["one"], row["other"]} for row in rows]
    assert "相邻社区与共同的联盟" in local.page(f"/alliances?{DAY}&list=neighbours")


def test_wishes_are_counts_by_community(local: Browser) -> None:
    (row,) = [
        row for row in local.get(f"/alliances.json?{DAY}&list=wishes").json()["rows"] if row["area"] == "康吉社区"
    ]
    counts = [row[name] for name in ("wishesTotal", "wishesClaimed", "wishesDone", "wishesOpen")]
    assert (row["period"], counts) == ("2026-H1", [35, 31, 30, 4])
    assert "超30天未认领" in local.page(f"/alliances?{DAY}&list=wishes")


def test_public_role_sees_alliances_without_indicators(district: Store, make_site: MakeSite) -> None:
    page = make_site(make_viewer("大厅", "public")).browser().page(f"/alliances?{DAY}&list=wishes")
    assert "众享联盟" in page and "没有微心愿统计" in page and "12,083" not in page


def test_reader_of_a_street_sees_its_own_only(district: Store, scoped: Browser) -> None:
    make = """MATCH (c:Community {code: '140213051001'})
    MERGE (l:Organisation:Alliance {id: 'org-far-l'}) SET l.name = '古城示例联盟' MERGE (l)-[:BASED_IN {id: 'far-1'}]->(c)
    MERGE (l)-[:SERVES {id: 'far-2'}]->(c) MERGE (m:Organisation:Merchant {id: 'org-far-m'}) SET m.name = '古城示例面馆'
    MERGE (m)-[:BASED_IN {id: 'far-3'}]->(c) MERGE (m)-[:MEMBER_OF {id: 'far-4', category: '餐饮'}]->(l)"""
    district.write(lambda tx: tx.run(make).consume())
    try:
        told = [scoped.page(f"/alliances?{DAY}&list={name}") for name in ("members", "left", "neighbours", "wishes")]
        told += [scoped.get(f"/alliances.json?{DAY}&list={name}").text for name in ("members", "neighbours", "wishes")]
    finally:
        district.write(lambda tx: tx.run("MATCH (n) WHERE n.id STARTS WITH 'org-far-' DETACH DELETE n").consume())
    assert all("古城" not in each for each in told) and "永泰街道众享联盟" in told[0]


def test_names_of_all_kinds_are_shown_as_text(district: Store, member: str, local: Browser) -> None:
    with renamed(district, member, HOSTILE):
        page = local.page(f"/alliances?{DAY}")
        rows = local.get(f"/alliances.json?{DAY}").json()["rows"]
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and HOSTILE in {row["name"] for row in rows}


@pytest.mark.parametrize("query", ["list=people", "since=soon", "area=nowhere!", "after=nonsense"])
def test_wrong_part_of_a_permalink_is_named(query: str, local: Browser) -> None:
    assert 'role="alert"' in local.page(f"/alliances?{query}", 400)


def test_empty_store_names_the_next_step(ready_store: Store, make_site: MakeSite) -> None:
    assert "govgraph load" in make_site().browser().page("/alliances")
