"""The evaluation itself, on a town so small that every answer was worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.accounts.viewer import LOCAL, Viewer, make_viewer
from tests.api.graphql.equality.evaluate import Evaluation
from tests.api.graphql.equality.facts import Facts

TODAY = date(2026, 11, 1)
OLD, NEW = {"validTo": date(2026, 6, 1)}, {"validFrom": date(2026, 6, 1)}

TOWN = Facts.of(
    [
        {"label": "District", "id": "d", "name": "示例区", "code": "140213000000"},
        {"label": "Street", "id": "s1", "name": "永泰街道", "code": "140213050000", "pinyin": "yong tai jie dao",
         "initials": "ytjd"},
        {"label": "Street", "id": "s2", "name": "古城街道", "code": "140213051000"},
        {"label": "Grid", "id": "g1", "name": "第1网格", "households": 3, "kind": "basic"},
        {"label": "Grid", "id": "g2", "name": "第2网格", "households": 1, "kind": "micro"},
        {"label": "Grid", "id": "g3", "name": "第3网格", "kind": "basic", "aliases": ["三格"]},
        {"label": "Grid", "id": "g4", "name": "旧网格", "households": 9, **OLD},
        {"label": "Unit", "id": "u", "name": "一中"},
        {"label": "Post", "id": "p1", "name": "网格长", "role": "gridLeader", "seats": 1},
        {"label": "Post", "id": "p2", "name": "网格员", "role": "gridWorker", "seats": 2},
        {"label": "Tenure", "id": "t1", "validFrom": date(2024, 1, 1), **OLD},
        {"label": "Tenure", "id": "t2", **NEW},
        {"label": "Person", "id": "a", "name": "张三", "phone": "138****0001"},
        {"label": "Person", "id": "b", "name": "李四"},
        {"label": "RuleResult", "id": "rr", "rule": "S02", "gap": 7},
    ],
    [
        "s1 WITHIN d", "s2 WITHIN d", "g1 WITHIN s1", "g2 WITHIN s1", "g3 WITHIN s1", "g4 WITHIN s1", ("g3 WITHIN s2", NEW),
        "g1 WITHIN s1", "u BASED_IN g3", ("u SERVES s2", OLD), "p1 RESPONSIBLE_FOR g1", "p2 RESPONSIBLE_FOR g3", "p2 POST_IN u",
        "t1 OF_POST p1", "t1 HOLDER a", "t2 OF_POST p1", "t2 HOLDER b",
    ],
)  # fmt: skip
"""g1 lies in s1 twice; g3 in s1 and since June in s2; p1 passed from a to b in June; p2 has two seats and nobody."""

READER = make_viewer("r", "reader", areas=("140213050000",))


def ask(text: str, viewer: Viewer = LOCAL, **variables: Any) -> dict[str, Any]:
    answered = Evaluation(TOWN, viewer, TODAY).answer(text, variables)
    assert answered.data is not None and not answered.codes, answered.codes
    return answered.data


def refused(text: str, viewer: Viewer = LOCAL, **variables: Any) -> set[str]:
    return Evaluation(TOWN, viewer, TODAY).answer(text, variables).codes


def ids(connection: Any) -> str:
    return " ".join(node["id"] for node in connection["nodes"])


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("{}", "g1 g2 g3"),
        ("{households: {gt: 1}}", "g1"),
        ("{NOT: {households: {gt: 1}}}", "g2 g3"),
        ("{households: {isNull: true}}", "g3"),
        ("{households: {eq: null}}", "g3"),
        ("{households: null}", "g1 g2 g3"),
        ("{households: {in: []}}", ""),
        ("{AND: []}", "g1 g2 g3"),
        ("{OR: []}", ""),
        ("{OR: [{name: {endsWith: \"1网格\"}}, {aliases: {has: \"三格\"}}]}", "g1 g3"),
        ("{name: {contains: \"网\", startsWith: \"第1\"}}", "g1"),
        ("{parent: {some: {id: {eq: \"s2\"}}}}", "g3"),
        ("{parent: {all: {id: {eq: \"s1\"}}}}", "g1 g2"),
        ("{parent: {single: {}}}", "g1 g2"),
        ("{responsiblePosts: {none: {}}}", "g2"),
        ("{organisations: {all: {name: {eq: \"无\"}}}}", "g1 g2"),
    ],
)  # fmt: skip
def test_filter_selects(where: str, found: str) -> None:
    assert ids(ask(f"{{ grids(where: {where}) {{ nodes {{ id }} }} }}")["grids"]) == found


@pytest.mark.parametrize(
    ("arguments", "found", "more"),
    [
        ("orderBy: [{households: ASC}]", "g2 g1 g3", (False, False)),
        ("orderBy: [{households: DESC}]", "g3 g1 g2", (False, False)),
        ("orderBy: [{kind: DESC}, {households: ASC}]", "g2 g1 g3", (False, False)),
        ("first: 2", "g1 g2", (True, False)),
        ("last: 2", "g2 g3", (False, True)),
        ("first: 0", "", (True, False)),
    ],
)
def test_order_and_page(arguments: str, found: str, more: tuple[bool, bool]) -> None:
    page = ask(f"{{ grids({arguments}) {{ nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage }} }} }}")["grids"]
    assert (ids(page), (page["pageInfo"]["hasNextPage"], page["pageInfo"]["hasPreviousPage"])) == (found, more)


def test_cursor_goes_on_where_it_stands() -> None:
    page_of = "grids(orderBy: [{households: DESC}], first: 1, after: $a) { nodes { id } pageInfo { endCursor } }"
    seen, cursor = [], None
    for _ in range(3):
        page = ask(f"query($a: String) {{ {page_of} }}", a=cursor)["grids"]
        cursor = page["pageInfo"]["endCursor"]
        seen.append(ids(page))
    assert seen == ["g3", "g1", "g2"]
    other = f'{{ grids(orderBy: [{{households: ASC}}], after: "{cursor}") {{ totalCount }} }}'
    assert refused(other) == {"BAD_CURSOR"}


def test_neighbour_joined_twice_is_two_edges_and_one_node() -> None:
    parts = ask('{ street(id: "s1") { parts { totalCount nodes { id } aggregate { count } } } }')["street"]["parts"]
    assert (ids(parts), parts["totalCount"], parts["aggregate"]["count"]) == ("g1 g1 g2 g3", 4, 3)


def test_figures_and_groups() -> None:
    figures = "aggregate { count households { min max sum avg } }"
    text = f"{{ grids {{ {figures} groupBy(by: [kind]) {{ key {{ kind name }} aggregate {{ count }} }} }} }}"
    grids = ask(text)["grids"]
    assert grids["aggregate"] == {"count": 3, "households": {"min": 1, "max": 3, "sum": 4, "avg": 2.0}}
    groups = [(group["key"]["kind"], group["key"]["name"], group["aggregate"]["count"]) for group in grids["groupBy"]]
    assert groups == [("basic", None, 2), ("micro", None, 1)]


def test_day_reaches_every_hop() -> None:
    grid = 'grid(id: "g3", asOf: $d) { organisations { nodes { serves { totalCount } } } }'
    text = f"query($d: Date) {{ grids(asOf: $d) {{ totalCount }} {grid} }}"
    before, after = ask(text, d="2026-05-31"), ask(text, d="2026-06-01")
    assert (before["grids"]["totalCount"], after["grids"]["totalCount"]) == (4, 3)
    assert [one["grid"]["organisations"]["nodes"][0]["serves"]["totalCount"] for one in (before, after)] == [1, 0]


def test_posts_know_their_holders() -> None:
    post = ask(
        '{ post(id: "p1") { isVacant holders { nodes { id } } history { id } } area(id: "s1") { vacancies { nodes { id } } } }'
    )
    assert post["post"] == {
        "isVacant": False,
        "holders": {"nodes": [{"id": "b"}]},
        "history": [{"id": "t2"}, {"id": "t1"}],
    }
    assert ids(post["area"]["vacancies"]) == "p2"


def test_neighbour_outside_is_a_placeholder_and_counted() -> None:
    street = 'street(id: "s1") { parent { __typename id name outside parts { totalCount } } }'
    text = f'{{ {street} grid(id: "g3") {{ parent {{ id }} }} districts {{ totalCount }} }}'
    told = ask(text, READER)
    placeholder = {"__typename": "District", "id": "outside", "name": None, "outside": True, "parts": {"totalCount": 0}}
    assert told == {"street": {"parent": placeholder}, "grid": {"parent": {"id": "s1"}}, "districts": {"totalCount": 0}}
    scoped = make_viewer("r", "reader", areas=("g1",))
    parts = ask(
        '{ area(id: "g1") { parent { id parts { totalCount outsideCount } } responsiblePosts { totalCount outsideCount } } }',
        scoped,
    )
    assert parts["area"]["parent"]["parts"] == {"totalCount": 0, "outsideCount": 0}
    assert parts["area"]["responsiblePosts"] == {"totalCount": 1, "outsideCount": 0}


def test_reader_sees_masked_names_and_no_figures_of_the_whole() -> None:
    results = 'ruleResults(where: {gap: {gt: 1}}) { totalCount } ruleResult(id: "rr") { gap }'
    told = ask(f"{{ persons {{ nodes {{ id name phone }} }} {results} }}", READER)
    people = [{"id": "a", "name": "张＊＊", "phone": None}, {"id": "b", "name": "李＊＊", "phone": None}]
    assert told["persons"]["nodes"] == people
    assert (told["ruleResults"]["totalCount"], told["ruleResult"]["gap"]) == (0, None)


@pytest.mark.parametrize(
    ("text", "role", "code"),
    [
        ("{ persons { totalCount } }", "public", "FORBIDDEN"),
        ("{ grids { nodes { sources } } }", "public", "FORBIDDEN"),
        ('{ persons(where: {name: {eq: "张三"}}) { totalCount } }', "reader", "FORBIDDEN"),
        ("{ persons(orderBy: [{pinyin: ASC}]) { totalCount } }", "reader", "FORBIDDEN"),
        ("{ posts { nodes { reserves { totalCount } } } }", "planner", "FORBIDDEN"),
        ("{ posts(where: {reserves: {some: {}}}) { totalCount } }", "steward", "FORBIDDEN"),
        ("{ sources { totalCount } }", "planner", "FORBIDDEN"),
        ("{ grids(first: 1, last: 1) { totalCount } }", "admin", "BAD_USER_INPUT"),
        ("{ grids(first: -1) { totalCount } }", "admin", "BAD_USER_INPUT"),
        ("{ grids(first: 1001) { totalCount } }", "admin", "PAGE_LIMIT"),
        ('{ grids(asOf: "1899-12-31") { totalCount } }', "admin", "BAD_DATE"),
        ('{ grids(where: {validFrom: {eq: "2026-02-30"}}) { totalCount } }', "admin", "BAD_DATE"),
        ('{ grids(after: "x") { totalCount } }', "admin", "BAD_CURSOR"),
        ("{ gridz { totalCount } }", "admin", "GRAPHQL_VALIDATION_FAILED"),
        ("{ grids", "admin", "GRAPHQL_PARSE_FAILED"),
    ],
)  # fmt: skip
def test_operation_is_refused(text: str, role: str, code: str) -> None:
    assert refused(text, make_viewer("x", role)) == {code}


def test_without_a_run_findings_and_coverage_say_so() -> None:
    answered = Evaluation(TOWN, LOCAL, TODAY).answer(
        '{ street(id: "s1") { id findingsAsOf coverage { rule } findings { totalCount } } }'
    )
    assert answered.data == {"street": {"id": "s1", "findingsAsOf": None, "coverage": None, "findings": None}}
    assert answered.codes == {"NO_SAVED_RUN"}


def test_newest_run_at_or_before_the_day_answers() -> None:
    at = datetime(2026, 7, 1, tzinfo=UTC)
    town = Facts.of(
        [
            {"label": "Street", "id": "s", "name": "街道"}, {"label": "Grid", "id": "g", "name": "网格"},
            {"label": "Run", "id": "r1", "asOf": date(2026, 6, 1), "at": at},
            {"label": "Run", "id": "r2", "asOf": date(2026, 9, 1), "at": at},
            {"label": "RuleResult", "id": "rr", "rule": "S02"},
            {"label": "ScopeResult", "id": "sr", "total": 4, "gap": 1, "direct": False},
            {"label": "Finding", "id": "f1", "rule": "S02"}, {"label": "Finding", "id": "f2", "rule": "S02"},
        ],
        ["g WITHIN s", "rr RESULT_OF r1", "sr PART_OF rr", "sr ABOUT s", "f1 ABOUT g", "f1 FOUND_IN r1", "f2 ABOUT g",
         "f2 FOUND_IN r2"],
    )  # fmt: skip
    parts = 'coverage { rule gap } findings { nodes { id } } trend(rule: "S02") { gap }'
    text = f'query($d: Date) {{ street(id: "s", asOf: $d) {{ {parts} }} }}'
    first, second = (Evaluation(town, LOCAL).answer(text, {"d": day}).data for day in ("2026-08-31", "2026-09-01"))
    assert first == {
        "street": {
            "coverage": [{"rule": "S02", "gap": 1}],
            "findings": {"nodes": [{"id": "f1"}]},
            "trend": [{"gap": 1}],
        }
    }
    assert second == {"street": {"coverage": [], "findings": {"nodes": [{"id": "f2"}]}, "trend": [{"gap": 1}]}}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("永泰", "s1:name"), ("140213050000", "s1:code"), ("14021305", "s1:code s2:code"), ("YONGTAI", "s1:pinyin"),
        ("ytj", "s1:initials"), ("y", ""), ("三格", "g3:aliases"), ("第", "g1:name g2:name g3:name"), ("  ", ""),
        ("张三", "a:name"), ("ｙｔｊｄ", "s1:initials"),
    ],
)  # fmt: skip
def test_search_finds(text: str, found: str) -> None:
    hits = ask("query($t: String!) { search(text: $t) { matched node { id } } }", t=text)["search"]
    assert " ".join(f"{hit['node']['id']}:{hit['matched']}" for hit in hits) == found


def test_search_finds_persons_only_for_who_may_see_names() -> None:
    assert ask('{ search(text: "张三") { matched } }', READER)["search"] == []


def test_neighbourhood_tells_what_it_leaves_out() -> None:
    parts = "nodes { node { id } depth hidden outside } edges { start end } hidden outside"
    text = '{ neighbourhood(id: "g1", kinds: [WITHIN]%s) { ' + parts + " } }"
    near = ask(text % "")["neighbourhood"]
    assert [(one["node"]["id"], one["depth"], one["hidden"]) for one in near["nodes"]] == [("g1", 0, 0), ("s1", 1, 3)]
    assert (len(near["edges"]), near["hidden"], near["outside"]) == (2, 3, 0)
    scoped = ask(text % ", depth: 2", READER)["neighbourhood"]
    assert [one["node"]["id"] for one in scoped["nodes"]] == ["g1", "s1", "g2", "g3"] and scoped["outside"] == 2


def test_path_has_the_length_of_the_shortest() -> None:
    ways = ('from: "g1", to: "s2"', 'from: "g1", to: "g1"', 'from: "g1", to: "s2", maxLength: 2')
    text = " ".join(f"{key}: path({way}) {{ length }}" for key, way in zip("abc", ways, strict=True))
    lengths = ask(f"{{ {text} }}")
    assert lengths == {"a": {"length": 3}, "b": {"length": 0}, "c": None}


def test_figure_of_persons_is_no_person() -> None:
    viewer = make_viewer("x", "public")
    assert ask("{ grids { aggregate { persons { sum } } } }", viewer)["grids"]["aggregate"] == {
        "persons": {"sum": None}
    }
