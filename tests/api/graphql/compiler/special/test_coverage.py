"""Coverage of areas by the newest saved run, and what is answered where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.viewer import make_viewer
from graph.coverage.catalogue import load_rules
from tests.api.graphql.compiler.special.conftest import JANUARY, JULY

if TYPE_CHECKING:
    from tests.api.graphql.compiler.special.conftest import History
    from tests.api.graphql.conftest import Ask, Town

_WHOLE = {"total": 4, "due": 4, "present": 3, "exempt": 0, "unknown": 0, "gap": 1, "ratio": 0.75}
_OWN = {"total": 1, "due": 1, "present": 1, "exempt": 0, "unknown": 0, "gap": 0, "ratio": 1.0}
_STREET = make_viewer("甲", "reader", areas=("140213050000",))


@pytest.fixture
def saved(history: History) -> History:
    """Two runs: in July s1 has one gap of four in G01, and c1 one target of its own; P01 was asked of the district only."""
    history.run("run-a", JANUARY)
    history.result("run-a", "G01", {"area-d": {"gap": 9}, "area-s1": {"gap": 8}}, gap=9)
    history.run("run-b", JULY)
    numbers: dict[str, dict[str, Any]] = {
        "area-d": {"gap": 2},
        "area-s1": _WHOLE,
        "area-s1 direct": _OWN,
        "area-s2": {"gap": 1},
    }
    history.result("run-b", "G01", numbers, gap=2, unit="个", status="rule", exemptBy='{"decision": 1}')
    history.result("run-b", "P01", {"area-d": {"ratio": 0.5}}, ratio=0.5)
    return history


def test_coverage_is_what_the_newest_run_said_of_the_area(saved: History, ask: Ask) -> None:
    document = """{ street(id: "area-s1") { coverage { rule ruleVersion severity status unit asOf run direct
        total due present exempt unknown gap ratio ratioLow value n: name { zh word: en __typename } } } }"""
    name = load_rules()["G01"].rule.name
    shared = {
        "rule": "G01", "ruleVersion": "1", "severity": "red", "status": "rule", "unit": "个", "asOf": "2026-07-01",
        "run": "run-b", "ratioLow": None, "value": None, "n": {"zh": name.zh, "word": name.en, "__typename": "RuleName"},
    }  # fmt: skip
    told = ask(document)
    assert told.data["street"]["coverage"] == [
        {**shared, **_WHOLE, "direct": False},
        {**shared, **_OWN, "direct": True},
    ]
    assert len(told.statements) == 1


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        ('(rules: ["P01", "Z99"])', [("P01", None, 0.5)]),
        ("(rules: [])", []),
        ("", [("G01", 2, None), ("P01", None, 0.5)]),
    ],
)
def test_rules_can_be_chosen(saved: History, ask: Ask, arguments: str, rows: list[Any]) -> None:
    told = ask(f'{{ district(id: "area-d") {{ coverage{arguments} {{ rule gap ratio }} }} }}')
    assert [tuple(row[key] for key in ("rule", "gap", "ratio")) for row in told.data["district"]["coverage"]] == rows


def test_coverage_is_of_the_day_of_its_root_field(saved: History, ask: Ask) -> None:
    document = """{ then: street(id: "area-s1", asOf: "2026-03-01") { coverage { run gap } }
        now: street(id: "area-s1", asOf: "2026-08-01") { coverage { run gap } } }"""
    told = ask(document).data
    assert told["then"]["coverage"] == [{"run": "run-a", "gap": 8}]
    assert [row["gap"] for row in told["now"]["coverage"]] == [1, 0]


def test_a_rule_that_is_no_longer_known_has_no_name(history: History, ask: Ask) -> None:
    history.run("run-a", JULY)
    history.result("run-a", "Z99", {"area-s1": {"gap": 1}})
    told = ask('{ street(id: "area-s1") { coverage { rule name { zh } } } }')
    assert told.data["street"]["coverage"] == [{"rule": "Z99", "name": None}]


def test_without_a_saved_run_each_field_is_null_and_an_error_says_why(town: Town, ask: Ask) -> None:
    document = """{ all: streets { nodes { id ... on Street { figures: coverage { rule } } } }
        grid(id: "area-g1", asOf: "2026-02-03") { findings { totalCount nodes { id } } } }"""
    body = ask(document).body
    assert [street["figures"] for street in body["data"]["all"]["nodes"]] == [None, None]
    assert body["data"]["grid"] == {"findings": None}
    assert [error["path"] for error in body["errors"]] == [
        ["all", "nodes", 0, "figures"],
        ["all", "nodes", 1, "figures"],
        ["grid", "findings"],
    ]
    assert {error["extensions"]["code"] for error in body["errors"]} == {"NO_SAVED_RUN"}
    assert body["errors"][2]["extensions"]["asOf"] == "2026-02-03" and "2026-02-03" in body["errors"][2]["message"]


def test_a_viewer_of_a_street_sees_its_figures_and_no_district(saved: History, ask: Ask) -> None:
    document = """{ streets { nodes { id coverage(rules: ["G01"]) { gap direct }
        parent { id ... on District { outside coverage { gap } } } } } }"""
    told = ask(document, viewer=_STREET)
    assert told.data["streets"]["nodes"] == [
        {
            "id": "area-s1",
            "coverage": [{"gap": 1, "direct": False}, {"gap": 0, "direct": True}],
            "parent": {"id": "outside", "outside": True, "coverage": None},
        }
    ]


def test_totals_of_a_run_count_as_missing_for_a_viewer_of_a_street(saved: History, ask: Ask) -> None:
    document = """{ ruleResults(where: {rule: {eq: "G01"}}, orderBy: [{gap: DESC}]) { nodes { rule gap ratio exemptBy unit }
        aggregate { count gap { max sum } } } some: ruleResults(where: {gap: {gte: 0}}) { totalCount }
        none: ruleResults(where: {gap: {isNull: true}}) { totalCount } }"""
    told = ask(document, viewer=_STREET).data
    assert [row["gap"] for row in told["ruleResults"]["nodes"]] == [None, None]
    assert told["ruleResults"]["nodes"][1] == {
        "rule": "G01",
        "gap": None,
        "ratio": None,
        "exemptBy": None,
        "unit": "个",
    }
    assert told["ruleResults"]["aggregate"] == {"count": 2, "gap": {"max": None, "sum": None}}
    assert (told["some"]["totalCount"], told["none"]["totalCount"]) == (0, 3)


def test_totals_of_a_run_are_shown_where_totals_are_shared(saved: History, ask: Ask) -> None:
    viewer = make_viewer("甲", "reader", areas=("140213050000",), share_totals=True)
    document = "{ ruleResults(where: {gap: {gte: 9}}) { nodes { gap } aggregate { gap { sum } } } }"
    assert ask(document, viewer=viewer).data["ruleResults"] == {"nodes": [{"gap": 9}], "aggregate": {"gap": {"sum": 9}}}
