"""The faults of the rival that the design measured, each as what must not happen here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.api.graphql.conftest import Ask, Town

_WALK = """query($after: String) {
  posts(first: 7, after: $after, orderBy: [{role: ASC}]) { nodes { id } pageInfo { hasNextPage endCursor } }
}"""


def test_a_walk_by_a_key_that_many_share_meets_each_node_once(town: Town, ask: Ask) -> None:
    for number in range(40):
        town.node(f"post-{number:02d}", "Post", name="网格员", role="gridWorker" if number % 3 else "gridLeader")
    met: list[str] = []
    after = None
    while True:
        page = ask(_WALK, {"after": after}).data["posts"]
        met += [node["id"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert len(met) == len(set(met)) == 40


def test_some_of_nothing_means_at_least_one(town: Town, ask: Ask) -> None:
    told = ask("{ communities(where: {parts: {some: {}}}) { nodes { id } } }")
    assert [node["id"] for node in told.data["communities"]["nodes"]] == ["area-c1", "area-c2", "area-c3"]
    town.node("area-c4", "Area", "Community", name="空社区")
    told = ask("{ with: communities(where: {parts: {some: {}}}) { totalCount } all: communities { totalCount } }")
    assert told.data == {"with": {"totalCount": 3}, "all": {"totalCount": 4}}


def test_first_of_zero_is_an_empty_page(town: Town, ask: Ask) -> None:
    grids = ask("{ grids(first: 0) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }").data["grids"]
    assert grids == {"nodes": [], "totalCount": 5, "pageInfo": {"hasNextPage": True, "endCursor": None}}


def test_a_page_has_a_size_though_nobody_asks_for_one(town: Town, ask: Ask) -> None:
    for number in range(120):
        town.node(f"area-b{number:03d}", "Area", "Building", name=f"{number}号楼")
    buildings = ask("{ buildings { nodes { id } totalCount pageInfo { hasNextPage } } }").data["buildings"]
    assert len(buildings["nodes"]) == 100
    assert (buildings["totalCount"], buildings["pageInfo"]["hasNextPage"]) == (120, True)


@pytest.mark.parametrize("cursor", ["garbage", "", "AAAA", "%00", "张", "eyJpZCI6MX0="])
def test_a_garbage_cursor_is_refused(town: Town, ask: Ask, cursor: str) -> None:
    told = ask("query($c: String) { grids(after: $c) { nodes { id } } }", {"c": cursor})
    assert (told.status, told.code) == (400, "BAD_CURSOR")


def test_a_cursor_of_another_order_is_refused(town: Town, ask: Ask) -> None:
    cursor = ask("{ grids(first: 1) { pageInfo { endCursor } } }").data["grids"]["pageInfo"]["endCursor"]
    told = ask("query($c: String) { grids(after: $c, orderBy: [{name: ASC}]) { nodes { id } } }", {"c": cursor})
    assert told.code == "BAD_CURSOR"


@pytest.mark.parametrize("argument", ["first: -1", "last: -5"])
def test_a_negative_page_says_nothing_of_the_database(town: Town, ask: Ask, argument: str) -> None:
    told = ask(f"{{ grids({argument}) {{ nodes {{ id }} }} }}")
    assert told.code == "BAD_USER_INPUT"
    assert not any(word in str(told.body) for word in ("Neo", "LIMIT", "MATCH", "Cypher"))


def test_one_null_leaves_the_rest_of_the_answer(town: Town, ask: Ask) -> None:
    grids = ask("{ grids { nodes { id households code } } }").data["grids"]["nodes"]
    assert [grid["households"] for grid in grids] == [120, None, 300, 120, 80]
    assert all(grid["code"] is None for grid in grids)


def test_several_root_fields_are_one_statement(town: Town, ask: Ask) -> None:
    told = ask("""{ a: grids(first: 2) { nodes { id parent { id parent { name } } } totalCount aggregate { count } }
        b: streets(first: 20) { nodes { parts(first: 20) {
            nodes { parts { nodes { name } } } groupBy(by: [kind]) { aggregate { count } } } } }
        c: district(id: "area-d") { name } }""")
    assert told.data["c"] == {"name": "测试区"}
    assert len(told.statements) == 1
