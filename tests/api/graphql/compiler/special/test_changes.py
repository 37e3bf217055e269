"""The root field ``changes``: newest first, page by page, only of what a viewer sees."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.accounts.viewer import LOCAL, RIGHTS, Viewer, make_viewer
from api.graphql.errors import GraphqlFault
from graph.coverage.history import comment_finding
from graph.store.batches import BatchHeader, lock_store, undo_batch, write_batch
from graph.store.connection import Store
from graph.store.delta import Changed, Delta
from graph.store.reader import read_state
from graph.store.records import Node, Relationship
from graph.store.writer import write_delta
from tests.api.graphql.compiler.special.asking import asked
from tests.api.graphql.conftest import Town

DOCUMENT = """query($since: Date!, $first: Int, $after: String, $kinds: [NodeKind!], $day: Date) {
    changes(since: $since, first: $first, after: $after, kinds: $kinds, asOf: $day) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges { cursor node { id kind what on at batch node { id name } } } } }"""
OF_S1 = Viewer("x", "admin", ("140213050000",), rights=RIGHTS)


def batch(store: Store, day: int, delta: Delta) -> str:
    """A batch as of a day of October 2026, written at one in the morning of that day in the district's time."""

    def work(tx: Any) -> str:
        number, _ = lock_store(tx, "test")
        state = read_state(tx)
        write_delta(tx, delta, state)
        at = datetime(2026, 10, day - 1, 17, tzinfo=UTC)
        header = BatchHeader("甲", at, date(2026, 10, day), None, "内部", True, {}, [])
        return write_batch(tx, delta, header, number=number + 1, state=state)

    return store.write(work)


@pytest.fixture
def autumn(town: Town) -> Store:
    """Three batches of October: a body, a post and a tenure; then the tenure ends, a grid and the post change; then the post
    goes."""
    nodes = [
        Node("org-1", ("Organisation", "Unit"), {"name": "单位"}), Node("post-1", ("Post",), {"name": "岗位"}),
        Node("tenure-1", ("Tenure",), {"name": "任职"}), Node("sheet-1", ("Source",), {"name": "表", "kind": "grids"}),
    ]  # fmt: skip
    ties = [
        Relationship("r1", "BASED_IN", "org-1", "area-c3", {}), Relationship("r2", "POST_IN", "post-1", "org-1", {}),
        Relationship("r3", "OF_POST", "tenure-1", "post-1", {}), Relationship("r4", "RESPONSIBLE_FOR", "post-1", "area-g1", {}),
    ]  # fmt: skip
    batch(town.store, 10, Delta(created_nodes=nodes, created_relationships=ties))
    ended = Changed("tenure-1", {"validTo": (None, date(2026, 10, 15))})
    changed = [ended, Changed("area-g5", {"households": (80, 90)}), Changed("area-g1", {"households": (120, 121)})]
    moved = [Changed("r2", {"validTo": (None, date(2026, 10, 20))})]
    batch(town.store, 20, Delta(changed_nodes=changed, changed_relationships=moved))
    batch(town.store, 25, Delta(deleted_nodes=[nodes[0]], deleted_relationships=[ties[0], ties[1]]))
    return town.store


def told(store: Store, since: str = "2026-10-01", viewer: Viewer = LOCAL, **given: Any) -> Any:
    """The connection; beside it ``rows``: day of the batch, what happened, the id, each as one text."""
    answer = asked(store, DOCUMENT, {"since": since, **given}, viewer)["changes"]
    rows = [edge["node"] for edge in answer["edges"]]
    return {**answer, "rows": [f"{row['on'][-2:]} {row['what']} {row['id']}" for row in rows], "nodes": rows}


CREATED = ["10 created post-1", "10 created tenure-1", "10 created org-1"]
CHANGED = ["20 changed area-g1", "20 changed area-g5", "20 changed post-1", "15 ended tenure-1"]


def test_the_newest_comes_first(autumn: Store) -> None:
    answer = told(autumn)
    assert answer["rows"] == ["25 changed post-1", "25 ended org-1", *CHANGED, *CREATED]
    assert answer["totalCount"] == 9
    assert answer["nodes"][2] == {
        "id": "area-g1", "kind": "Grid", "what": "changed", "on": "2026-10-20", "at": "2026-10-19T17:00:00Z",
        "batch": "batch-000002", "node": {"id": "area-g1", "name": "g1网格"},
    }  # fmt: skip


def test_what_has_ended_is_shown_and_what_is_no_more_is_null(autumn: Store) -> None:
    shown = {f"{row['what']} {row['id']}": row["node"] for row in told(autumn)["nodes"]}
    assert shown["ended tenure-1"] == {"id": "tenure-1", "name": "任职"}
    assert shown["ended org-1"] is None
    assert shown["created org-1"] is None


@pytest.mark.parametrize(
    ("since", "count"), [("2026-10-10", 9), ("2026-10-11", 6), ("2026-10-20", 6), ("2026-10-25", 2), ("2026-10-26", 0)]
)
def test_since_is_a_day_in_the_districts_time(autumn: Store, since: str, count: int) -> None:
    answer = told(autumn, since)
    assert (len(answer["rows"]), answer["totalCount"]) == (count, count)


@pytest.mark.parametrize("size", [1, 2, 4, 9])
def test_pages_follow_one_another(autumn: Store, size: int) -> None:
    whole, rows, after = told(autumn)["rows"], [], None
    for _ in range(20):
        page = told(autumn, first=size, after=after)
        assert page["totalCount"] == 9
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        rows += page["rows"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert rows == whole


def test_an_empty_page_has_no_cursors(autumn: Store) -> None:
    nothing = {"startCursor": None, "endCursor": None, "hasPreviousPage": False}
    assert told(autumn, first=0)["pageInfo"] == {**nothing, "hasNextPage": True}
    assert told(autumn, "2026-10-30")["pageInfo"] == {**nothing, "hasNextPage": False}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [(["Grid"], ["20 changed area-g1", "20 changed area-g5"]), (["Unit"], ["25 ended org-1", "10 created org-1"]),
     (["Source", "Run"], []), ([], [])],
)  # fmt: skip
def test_kinds_narrow(autumn: Store, kinds: list[str], expected: list[str]) -> None:
    answer = told(autumn, kinds=kinds)
    assert (answer["rows"], answer["totalCount"]) == (expected, len(expected))


def test_a_scope_narrows_and_hides_what_is_no_more(autumn: Store) -> None:
    answer = told(autumn, viewer=OF_S1)
    expected = [
        "25 changed post-1", "20 changed area-g1", "20 changed post-1", "15 ended tenure-1", "10 created post-1",
        "10 created tenure-1",
    ]  # fmt: skip
    assert (answer["rows"], answer["totalCount"]) == (expected, 6)
    assert {row["batch"] for row in answer["nodes"]} == {None}
    assert told(autumn, viewer=OF_S1, first=1)["pageInfo"]["hasNextPage"] is True


def test_labels_that_the_role_may_not_see_are_not_told_of(autumn: Store) -> None:
    rights = RIGHTS - {"tenures", "provenance"}
    answer = told(autumn, viewer=Viewer("x", "admin", rights=rights))
    assert answer["totalCount"] == 7 and not any("tenure" in row for row in answer["rows"])
    assert {row["batch"] for row in answer["nodes"]} == {None}
    with pytest.raises(GraphqlFault, match="FORBIDDEN"):
        told(autumn, viewer=make_viewer("p", "public"))


def test_a_batch_that_is_taken_back_is_not_told_of(autumn: Store) -> None:
    undo_batch(autumn, "3")
    assert told(autumn)["rows"] == [*CHANGED, *CREATED]


def test_decisions_on_findings_are_told_of(town: Town) -> None:
    town.node("finding-1", "Finding", name="缺口", rule="G01", targetId="area-g1", state="open", severity="red",
              messageZh="", messageEn="", firstSeen=date(2026, 1, 1), lastSeen=date(2026, 1, 1))  # fmt: skip
    town.join("finding-1", "FOUND_AT", "area-g1")
    for words in ("一", "二"):
        comment_finding(town.store, "finding-1", words=words, by="甲")
    answer = told(town.store, date.today().replace(day=1).isoformat(), viewer=OF_S1)
    assert [(row["id"], row["kind"], row["what"], row["batch"]) for row in answer["nodes"]] == [
        ("finding-1", "Finding", "changed", None)
    ] * 2
    assert answer["nodes"][0]["at"] > answer["nodes"][1]["at"]


def test_wrong_cursors_and_numbers_are_refused(autumn: Store) -> None:
    for given, code in (
        ({"after": "nonsense"}, "BAD_CURSOR"), ({"first": -1}, "BAD_USER_INPUT"), ({"first": 1001}, "PAGE_LIMIT"),
        ({"since": "1850-01-01"}, "BAD_DATE"),
    ):  # fmt: skip
        with pytest.raises(GraphqlFault, match=code):
            told(autumn, **given)
    other = asked(autumn, "{ grids(first: 1) { pageInfo { endCursor } } }")["grids"]["pageInfo"]["endCursor"]
    with pytest.raises(GraphqlFault, match="BAD_CURSOR"):
        told(autumn, after=other)


def test_parts_are_asked_as_any_object(autumn: Store) -> None:
    document = """{ log: changes(since: "2026-10-20", kinds: [Grid]) { __typename n: nodes { __typename was: what
        node { ... on Grid { households parent { id } } } } edges { __typename } pageInfo { more: hasNextPage } } }"""
    assert asked(autumn, document)["log"] == {
        "__typename": "ChangeLogConnection",
        "n": [
            {"__typename": "ChangeEntry", "was": "changed", "node": {"households": 121, "parent": {"id": "area-c1"}}},
            {"__typename": "ChangeEntry", "was": "changed", "node": {"households": 90, "parent": {"id": "area-c3"}}},
        ],
        "edges": [{"__typename": "ChangeLogEdge"}] * 2,
        "pageInfo": {"more": False},
    }
