"""Who holds a post on a day, and who ever held it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.viewer import make_viewer

if TYPE_CHECKING:
    from tests.api.graphql.compiler.special.conftest import Staff
    from tests.api.graphql.conftest import Ask


@pytest.fixture
def held(staff: Staff) -> Staff:
    """A post that b held until May and holds again since June beside a second tenure of the same days; a held it before."""
    staff.post("p", "RESPONSIBLE_FOR area-g1", seats=3)
    staff.tenure("t1", "p", "a", validFrom=date(2020, 1, 1), validTo=date(2023, 1, 1))
    staff.tenure("t2", "p", "b", validFrom=date(2023, 1, 1), validTo=date(2026, 5, 1))
    staff.tenure("t3", "p", "b", validFrom=date(2026, 6, 1))
    staff.tenure("t4", "p", "b", validFrom=date(2026, 6, 1))
    staff.tenure("t5", "p", "c")
    staff.tenure("t6", staff.post("q", "RESPONSIBLE_FOR area-g5"), "d")
    return staff


@pytest.mark.parametrize(
    ("on", "holders"),
    [("2021-06-01", "a c"), ("2024-06-01", "b c"), ("2026-05-15", "c"), ("2026-11-01", "b b c")],
)
def test_holders_are_those_of_the_day_once_for_each_tenure(held: Staff, ask: Ask, on: str, holders: str) -> None:
    document = """query($on: Date) { post(id: "p", asOf: $on) { holders { totalCount edges { cursor node { id } } nodes { id }
        aggregate { count } } } }"""
    told = ask(document, {"on": on})
    found = told.data["post"]["holders"]
    assert [edge["node"]["id"] for edge in found["edges"]] == [node["id"] for node in found["nodes"]] == holders.split()
    assert found["totalCount"] == len(holders.split()) and found["aggregate"]["count"] == len({*holders.split()})
    assert len({edge["cursor"] for edge in found["edges"]}) == found["totalCount"] and len(told.statements) == 1


def test_holders_are_paged_between_two_tenures_of_one_person(held: Staff, ask: Ask) -> None:
    document = """query($after: String) { post(id: "p") { holders(first: 1, after: $after) {
        edges { node { id tenures { totalCount } } } pageInfo { hasNextPage endCursor } } } }"""
    met: list[str] = []
    page: dict[str, Any] = {"pageInfo": {"endCursor": None}}
    for _ in range(3):
        page = ask(document, {"after": page["pageInfo"]["endCursor"]}).data["post"]["holders"]
        met.append(page["edges"][0]["node"]["id"])
    assert met == ["b", "b", "c"] and not page["pageInfo"]["hasNextPage"]


def test_holders_can_be_chosen(held: Staff, ask: Ask) -> None:
    document = (
        '{ posts { nodes { id holders(where: {id: {in: ["c", "d"]}}, orderBy: [{id: DESC}]) { nodes { id } } } } }'
    )
    told = ask(document).data["posts"]["nodes"]
    assert [[node["id"] for node in post["holders"]["nodes"]] for post in told] == [["c"], ["d"]]


@pytest.mark.parametrize("on", ["2021-06-01", "2026-11-01"])
def test_history_is_every_tenure_the_newest_first_the_undated_last(held: Staff, ask: Ask, on: str) -> None:
    document = (
        """query($on: Date) { post(id: "p", asOf: $on) { history { id validFrom holder { id name } post { id } } } }"""
    )
    told = ask(document, {"on": on}).data["post"]["history"]
    assert [row["id"] for row in told] == ["t3", "t4", "t2", "t1", "t5"]
    assert [row["validFrom"] for row in told] == ["2026-06-01", "2026-06-01", "2023-01-01", "2020-01-01", None]
    assert told[0]["holder"] == {"id": "b", "name": "b某"} and {row["post"]["id"] for row in told} == {"p"}


def test_a_post_that_nobody_held_has_an_empty_history(staff: Staff, ask: Ask) -> None:
    staff.post("p")
    assert ask('{ post(id: "p") { history { id } holders { totalCount } } }').data["post"] == {
        "history": [], "holders": {"totalCount": 0}
    }  # fmt: skip


def test_names_are_masked_for_who_may_not_see_them(held: Staff, ask: Ask) -> None:
    document = '{ post(id: "p") { holders(first: 1) { nodes { name } } history { holder { name } } } }'
    told = ask(document, viewer=make_viewer("甲", "reader", areas=("140213050000",))).data["post"]
    assert told["holders"]["nodes"] == [{"name": "b＊＊"}]
    assert {row["holder"]["name"] for row in told["history"]} == {"a＊＊", "b＊＊", "c＊＊"}


@pytest.mark.parametrize("field", ["holders { totalCount }", "history { id }", "isVacant"])
def test_the_public_does_not_see_who_holds_a_post(held: Staff, ask: Ask, field: str) -> None:
    assert ask(f'{{ post(id: "p") {{ id {field} }} }}', viewer=make_viewer("甲", "public")).code == "FORBIDDEN"
