"""Findings of an area: of the newest run, at home in the area or below it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from api.accounts.viewer import make_viewer
from tests.api.graphql.compiler.special.conftest import JANUARY, JULY

if TYPE_CHECKING:
    from tests.api.graphql.compiler.special.conftest import History
    from tests.api.graphql.conftest import Ask, Town


@pytest.fixture
def saved(history: History) -> History:
    """f1 to f3 were found in July, in g1, c1 and g5; f0 in January only."""
    history.run("run-a", JANUARY)
    history.run("run-b", JULY)
    history.finding("f0", "area-g1", "run-a")
    history.finding("f1", "area-g1", "run-a", "run-b")
    history.finding("f2", "area-c1", "run-b", rule="P01")
    history.finding("f3", "area-g5", "run-b")
    return history


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ("area-d", ["f1", "f2", "f3"]),
        ("area-s1", ["f1", "f2"]),
        ("area-c1", ["f1", "f2"]),
        ("area-g1", ["f1"]),
        ("area-g2", []),
    ],
)
def test_findings_are_those_of_the_newest_run_in_the_area_and_below(
    saved: History, ask: Ask, area: str, found: list[str]
) -> None:
    told = ask(f'{{ area(id: "{area}") {{ findings {{ totalCount nodes {{ id }} aggregate {{ count }} }} }} }}')
    findings = told.data["area"]["findings"]
    assert [node["id"] for node in findings["nodes"]] == found
    assert findings["totalCount"] == findings["aggregate"]["count"] == len(found) and len(told.statements) == 1


def test_findings_are_of_the_day_of_the_root_field(saved: History, town: Town, ask: Ask) -> None:
    town.store.write(
        lambda tx: tx.run("MATCH ({id: 'area-g1'})-[w:WITHIN]->() SET w.validTo = date('2026-08-01')").consume()
    )
    document = """query($on: Date) { area(id: "area-s1", asOf: $on) { findings { nodes { id } } } }"""
    found = {}
    for on in (date(2026, 3, 1), date(2026, 7, 1), date(2026, 8, 1)):
        told = ask(document, {"on": on.isoformat()})
        found[on.month] = [node["id"] for node in told.data["area"]["findings"]["nodes"]]
    assert found == {3: ["f0", "f1"], 7: ["f1", "f2"], 8: ["f2"]}


def test_findings_are_paged_ordered_filtered_and_grouped_as_any_connection(saved: History, ask: Ask) -> None:
    document = """{ district(id: "area-d") {
        page: findings(first: 2, orderBy: [{rule: DESC}]) { edges { cursor node { id foundAt { id } } } pageInfo { hasNextPage } }
        some: findings(where: {rule: {eq: "P01"}}) { nodes { id } totalCount }
        grouped: findings { groupBy(by: [rule]) { key { rule } aggregate { count } } } } }"""
    told = ask(document).data["district"]
    assert [edge["node"]["id"] for edge in told["page"]["edges"]] == ["f2", "f1"] and told["page"]["pageInfo"][
        "hasNextPage"
    ]
    assert told["page"]["edges"][0]["node"]["foundAt"] == {"id": "area-c1"}
    assert told["some"] == {"nodes": [{"id": "f2"}], "totalCount": 1}
    assert [(row["key"]["rule"], row["aggregate"]["count"]) for row in told["grouped"]["groupBy"]] == [
        ("G01", 2),
        ("P01", 1),
    ]
    after = told["page"]["edges"][1]["cursor"]
    rest = ask(
        f'{{ district(id: "area-d") {{ findings(after: "{after}", orderBy: [{{rule: DESC}}]) {{ nodes {{ id }} }} }} }}'
    )
    assert rest.data["district"]["findings"]["nodes"] == [{"id": "f3"}]


def test_a_cursor_of_all_findings_is_none_of_an_areas(saved: History, ask: Ask) -> None:
    cursor = ask("{ findings(first: 1) { edges { cursor } } }").data["findings"]["edges"][0]["cursor"]
    told = ask(f'{{ district(id: "area-d") {{ findings(after: "{cursor}") {{ nodes {{ id }} }} }} }}')
    assert told.code == "BAD_CURSOR"


def test_types_that_ask_differently_are_each_told(town: Town, ask: Ask) -> None:
    document = """{ areas(where: {id: {in: ["area-s1", "area-d"]}}) { nodes { id
        ... on District { findings { totalCount } } ... on Street { findings { nodes { id } } } } } }"""
    body = ask(document).body
    assert [error["path"] for error in body["errors"]] == [
        ["areas", "nodes", 0, "findings"],
        ["areas", "nodes", 1, "findings"],
    ]


def test_a_viewer_of_a_street_finds_what_is_at_home_there(saved: History, ask: Ask) -> None:
    viewer = make_viewer("甲", "reader", areas=("140213050000",))
    document = "{ streets { nodes { id findings { totalCount nodes { id foundAt { id } messageZh } } } } }"
    (street,) = ask(document, viewer=viewer).data["streets"]["nodes"]
    assert street["findings"]["totalCount"] == 2
    assert [node["foundAt"]["id"] for node in street["findings"]["nodes"]] == ["area-g1", "area-c1"]
