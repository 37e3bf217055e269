"""What ``store check`` finds in a store that something else than the one writer has written to."""

from __future__ import annotations

from datetime import date

import pytest

from graph.store.check import check_store
from graph.store.connection import Store
from graph.store.delta import Delta
from graph.store.records import GraphState, Node, Relationship
from graph.store.writer import write_delta


def sound_graph() -> Delta:
    nodes = [
        Node(
            "area-1", ("Area", "Grid"), {"name": "第一网格", "code": "140213050001001", "crs": "WGS84", "households": 3}
        ),
        Node("org-1", ("Organisation", "ResidentsCommittee"), {"name": "居委会", "foundedOn": date(2001, 7, 1)}),
        Node("post-1", ("Post",), {"name": "网格长", "role": "gridLeader", "status": "active"}),
        Node("tenure-1", ("Tenure",), {"validFrom": date(2025, 3, 1)}),
        Node("person-1", ("Person",), {"name": "张三"}),
    ]
    ties = [
        ("BASED_IN", "org-1", "area-1"),
        ("POST_IN", "post-1", "org-1"),
        ("OF_POST", "tenure-1", "post-1"),
        ("HOLDER", "tenure-1", "person-1"),
    ]
    return Delta(
        created_nodes=nodes,
        created_relationships=[Relationship(f"rel-{tie[0]}", *tie, {"sources": ["a#1"]}) for tie in ties],
    )


@pytest.fixture
def sound(ready_store: Store) -> Store:
    """A small store in which all is well."""
    ready_store.write(lambda tx: write_delta(tx, sound_graph(), GraphState()))
    return ready_store


def test_check_store_finds_nothing_where_all_is_well(sound: Store) -> None:
    assert check_store(sound) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("MATCH (n:Grid) SET n.colour = '红'", ("Grid", "area-1", "colour", "不在模型中")),
        ("MATCH (n:Grid) SET n.households = '三'", ("Grid", "area-1", "households", "不是 integer 类型")),
        ("MATCH (n:Grid) SET n.households = true", ("Grid", "area-1", "households", "不是 integer 类型")),
        ("MATCH (n:Grid) SET n.aliases = '别名'", ("Grid", "area-1", "aliases", "不是 text 类型")),
        ("MATCH (n:Grid) SET n.boundary = '{'", ("Grid", "area-1", "boundary", "不是 json 类型")),
        ("MATCH (n:Grid) SET n.validFrom = datetime()", ("Grid", "area-1", "validFrom", "不是 date 类型")),
        ("MATCH (n:Grid) SET n.crs = 'Mars'", ("Grid", "area-1", "crs", "CGCS2000")),
        ("MATCH (n:Grid) REMOVE n.name", ("Grid", "area-1", "name", "缺少必需的属性")),
        ("MATCH (n:Grid) SET n:Street", ("Area:Grid:Street", "area-1", None, "标签")),
        ("MATCH (n:Grid) REMOVE n:Area", ("Grid", "area-1", None, "标签")),
        ("CREATE (:Teapot {id: 'teapot-1'})", ("Teapot", "teapot-1", None, "标签")),
        ("CREATE (:Area {id: 'org-1', name: '重复'})", ("node", "org-1", "id", "2 个节点")),
        ("MATCH ()-[r:HOLDER]->() SET r.id = 'rel-OF_POST'", ("relationship", "rel-OF_POST", "id", "2 个关系")),
        ("MATCH ()-[r:HOLDER]->() REMOVE r.id", ("HOLDER", "tenure-1-HOLDER-person-1", "id", "缺少必需的属性")),
        ("MATCH ()-[r:HOLDER]->() SET r.colour = '红'", ("HOLDER", "rel-HOLDER", "colour", "不在模型中")),
        (
            "MATCH (a:Person), (b:Grid) CREATE (a)-[:BASED_IN {id: 'x'}]->(b)",
            ("BASED_IN", "x", None, "由 Person 指向 Grid"),
        ),
        ("MATCH (a:Person), (b:Grid) CREATE (a)-[:LIKES {id: 'x'}]->(b)", ("LIKES", "x", None, "不在模型中")),
        ("MATCH (:Post)-[r:POST_IN]->() DELETE r", ("Post", "post-1", None, "没有必需的关系 POST_IN")),
        ("MATCH ()-[r:OF_POST]->() DELETE r", ("Tenure", "tenure-1", None, "没有必需的关系 OF_POST")),
        ("MATCH ()-[r:HOLDER]->() DELETE r", ("Tenure", "tenure-1", None, "没有必需的关系 HOLDER")),
    ],
)
def test_check_store_finds(statement: str, found: tuple[str, str, str | None, str], sound: Store) -> None:
    sound.write(lambda tx: tx.run(statement).consume())
    (problem,) = check_store(sound)
    assert (problem.what, problem.id, problem.property) == found[:3]
    assert found[3] in problem.message.zh and problem.message.en


def test_check_store_never_repeats_a_value(sound: Store) -> None:
    sound.write(
        lambda tx: tx.run("MATCH (n:Person) SET n.idNumber = '140213199001011234', n.phone = 13812341234").consume()
    )
    told = " ".join(str(problem.message) for problem in check_store(sound))
    assert "idNumber" in told and "phone" in told
    assert "1402131990" not in told and "1381234" not in told


def test_check_store_leaves_labels_of_others_alone(sound: Store) -> None:
    sound.write(lambda tx: tx.run("CREATE (:Account {name: 'a'})-[:MAY]->(:Account)").consume())
    assert {problem.what for problem in check_store(sound)} == {"Account", "MAY"}
    assert check_store(sound, also=["Account"]) == []
