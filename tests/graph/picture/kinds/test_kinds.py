"""Every kind of picture: what it shows, and what it says where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from graph.errors import UsageError
from graph.picture import KINDS, Picture, draw_picture
from graph.picture.kinds.coverage import coverage_cell

TinyNetwork = Callable[..., nx.MultiDiGraph]


def texts(picture: Picture) -> set[str]:
    """What stands on the nodes."""
    return {node.text for node in picture.nodes}


def ends(picture: Picture) -> set[tuple[str, str, str]]:
    """The ties by their ends."""
    return {(edge.source, edge.type, edge.target) for edge in picture.edges}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "path"])
def test_an_empty_graph_gives_a_picture_that_says_what_to_do(kind: str) -> None:
    picture = draw_picture(nx.MultiDiGraph(), kind=kind)
    assert picture.empty and picture.notes
    assert any(word in picture.notes[0].zh for word in ("导入", "指定", "换"))


def test_ego_shows_neighbours_and_says_how_many_are_hidden(community: nx.MultiDiGraph) -> None:
    picture = draw_picture(community, "c")
    assert {node.id for node in picture.nodes} == {"c", "s", "k", "committee", "party", "lead"}
    hidden = {node.id: node.hidden for node in picture.nodes}
    assert (hidden["c"], hidden["committee"], hidden["lead"], hidden["party"]) == (0, 2, 1, 2)
    assert ("lead", "RESPONSIBLE_FOR", "c") in ends(picture) and "＋N" in picture.notes[-1].zh


def test_ego_of_a_lonely_node_says_so(tiny_network: TinyNetwork) -> None:
    picture = draw_picture(tiny_network({"x": {"label": "Grid", "name": "x"}}), "x")
    assert len(picture.nodes) == 1 and "没有相邻节点" in picture.notes[0].zh


def test_ego_draws_groups_for_what_is_too_much(tiny_network: TinyNetwork) -> None:
    nodes = {"c": {"label": "Community", "name": "甲社区"}} | {
        f"k{n}": {"label": "Compound", "name": f"{n}苑"} for n in range(80)
    }
    picture = draw_picture(tiny_network(nodes, [f"k{n} WITHIN c" for n in range(80)]), "c", limit=50)
    (group,) = [node for node in picture.nodes if node.members]
    assert (group.text, group.members, picture.hidden) == ("甲社区 · 80 个小区", 80, 80)
    assert "另有 68 个未显示" in group.lines[-1] and [edge.count for edge in picture.edges] == [80]


def test_groups_of_persons_name_nobody(tiny_network: TinyNetwork) -> None:
    nodes = {f"p{n}": {"label": "Post", "title": "岗"} for n in range(60)} | {"b": {"label": "Unit", "name": "b"}}
    G = tiny_network(nodes, [f"p{n} POST_IN b" for n in range(60)], {f"人{n}": [f"p{n}"] for n in range(60)})
    groups = [node for node in draw_picture(G, "b", depth=2, limit=50).nodes if node.members and node.label == "Person"]
    assert groups and not any("人0" in line or "人1" in line for node in groups for line in node.lines)


def test_command_leads_to_the_top_and_below(community: nx.MultiDiGraph) -> None:
    picture = draw_picture(community, "s", "command")
    assert ends(picture) == {("party", "SUBORDINATE_TO", "work"), ("work", "SUBORDINATE_TO", "top")}
    places = {node.id: node.y for node in picture.nodes}
    assert places["top"] < places["work"] < places["party"]
    assert all(edge.route for edge in picture.edges)


def test_command_in_a_circle_and_with_two_superiors_is_drawn(tiny_network: TinyNetwork) -> None:
    nodes = dict.fromkeys("abcd", "PartyOrganisation")
    ties = [
        "a SUBORDINATE_TO b",
        "b SUBORDINATE_TO a",
        "c SUBORDINATE_TO a",
        "c SUBORDINATE_TO b",
        "d SUBORDINATE_TO d",
    ]
    picture = draw_picture(tiny_network(nodes, ties), "c", "command", depth=3)
    assert {node.id for node in picture.nodes} == {*"abc"} and len(picture.edges) == 4


def test_command_groups_what_is_too_much_under_its_superior(tiny_network: TinyNetwork) -> None:
    nodes = dict.fromkeys(["top", *(f"g{n}" for n in range(70))], "PartyOrganisation")
    picture = draw_picture(
        tiny_network(nodes, [f"g{n} SUBORDINATE_TO top" for n in range(70)]), "top", "command", limit=50
    )
    assert sorted(node.members for node in picture.nodes) == [0, 70] and picture.hidden == 70


def test_organisation_draws_vacant_seats_as_what_they_are(community: nx.MultiDiGraph) -> None:
    picture = draw_picture(community, "committee", "organisation")
    (seat,) = [node for node in picture.nodes if node.vacant]
    assert (seat.text, seat.id) == ("空缺 2 席", "vacant:member") and any("通过法定程序" in line for line in seat.lines)
    assert texts(picture) == {"甲社区居委会", "主任", "委员", "冻结岗", "甲", "乙", "空缺 2 席"}
    assert [note.zh for note in picture.notes] == ["空缺 2 席（虚线框）", "节点旁的 ＋N 表示另有 N 个相邻节点未显示"][
        :1
    ]


def test_organisation_of_an_area_draws_somebody_with_two_posts_once(community: nx.MultiDiGraph) -> None:
    picture = draw_picture(community, "c", "organisation")
    assert [node.id for node in picture.nodes].count("甲") == 1
    assert {("lead", "HOLDER", "甲"), ("secretary", "HOLDER", "甲")} <= ends(picture)


def test_organisation_counts_what_its_limit_leaves_out(tiny_network: TinyNetwork) -> None:
    nodes = {"b": {"label": "Unit", "name": "b"}} | {f"p{n}": {"label": "Post", "title": "岗"} for n in range(60)}
    picture = draw_picture(tiny_network(nodes, [f"p{n} POST_IN b" for n in range(60)]), "b", "organisation", limit=51)
    assert picture.hidden == 35 and "空缺 60 席" in picture.notes[0].zh and "另有 35 个" in picture.notes[1].zh


def test_path_is_a_shortest_one_and_says_how_many_there_are(tiny_network: TinyNetwork) -> None:
    G = tiny_network(dict.fromkeys("abcd", "Area"), ["a WITHIN b", "a WITHIN c", "d WITHIN b", "d WITHIN c"])
    picture = draw_picture(G, "a", "path", to="d")
    assert [node.id for node in picture.nodes] == ["a", "b", "d"]
    assert [note.zh for note in picture.notes][:2] == ["2 步", "还有 1 条同样短的路径未画出"]


def test_path_to_nowhere_and_with_one_end(tiny_network: TinyNetwork) -> None:
    G = tiny_network({"a": "Area", "b": "Area"})
    assert "没有路径" in draw_picture(G, "a", "path", to="b").notes[0].zh
    assert [node.id for node in draw_picture(G, "a", "path", to="a").nodes] == ["a"]
    with pytest.raises(UsageError, match="--to"):
        draw_picture(G, "a", "path")


def test_interlocks_count_shared_persons_and_name_none(community: nx.MultiDiGraph) -> None:
    matrix = draw_picture(community, "c", "interlocks").matrix
    assert matrix is not None
    assert {name for _, name in matrix.rows} == {"甲社区居委会", "甲社区党总支"}
    assert [[cell.text for cell in row] for row in matrix.cells] == [["—", "1"], ["1", "—"]]
    assert matrix.cells[0][1].title.startswith("甲社区党总支 与 甲社区居委会 共有 1 人")


def test_many_interlocked_bodies_are_put_together_by_kind(tiny_network: TinyNetwork) -> None:
    pairs = range(25)
    nodes = {f"{kind}{n}": label for n in pairs for kind, label in (("u", "Unit"), ("m", "Merchant"))}
    posts = {f"post{body}": "Post" for body in nodes}
    holders = {f"人{n}": [f"postu{n}", f"postm{n}"] for n in pairs}
    picture = draw_picture(
        tiny_network(nodes | posts, [f"post{body} POST_IN {body}" for body in nodes], holders), kind="interlocks"
    )
    assert picture.matrix is not None and [name for _, name in picture.matrix.rows] == ["驻区单位", "商户"]
    assert picture.matrix.cells[0][1].text == "25" and "50 个组织" in picture.notes[0].zh


def test_alliance_groups_members_by_category(tiny_network: TinyNetwork) -> None:
    nodes = {"u": {"label": "Alliance", "name": "联盟"}, "s": {"label": "Street", "name": "街"}}
    nodes |= {
        id: {"label": "Merchant", "name": id, "trade": trade}
        for id, trade in (("a", "餐饮"), ("b", "药店"), ("c", "餐饮"))
    }
    G = tiny_network(nodes, ["u BASED_IN s", *(f"{id} MEMBER_OF u" for id in "abc")])
    picture = draw_picture(G, "s", "alliance")
    assert texts(picture) == {"联盟", "餐饮（2）", "药店（1）", "a", "b", "c"}
    assert ("a", "MEMBER_OF", "group:u:餐饮") in ends(picture)
    assert [(row.label, row.count) for row in picture.legend] == [("Merchant", 3), ("Alliance", 1)]


@pytest.mark.parametrize(
    ("counts", "text", "level"),
    [
        ((5, 5), "5/5", 0),
        ((9, 10), "9/10", 1),
        ((6, 10), "6/10", 2),
        ((3, 10), "3/10", 3),
        ((0, 7), "0/7", 4),
        ((0, 0), "—", -1),
    ],
)
def test_coverage_cell_says_present_and_due_and_is_darker_the_lower(
    counts: tuple[int, int], text: str, level: int
) -> None:
    from graph.coverage.rollup import Counts

    cell = coverage_cell(Counts(present=counts[0], due=counts[1], gap=counts[1] - counts[0]))
    assert (cell.text, cell.level) == (text, level)


def test_coverage_refuses_what_is_no_area(community: nx.MultiDiGraph) -> None:
    with pytest.raises(UsageError, match="不是区域"):
        draw_picture(community, "committee", "coverage", rules=["S02"])


def test_network_keeps_what_a_reader_has_put_somewhere(community: nx.MultiDiGraph) -> None:
    picture = draw_picture(community, kind="network", positions={"c": (500.0, -300.0)})
    places = {node.id: (node.x, node.y) for node in picture.nodes}
    assert places["c"] == (500.0, -300.0) and "甲@lead" not in places


def test_placeholder_of_a_scope_says_nothing_but_that_it_is_one(community: nx.MultiDiGraph) -> None:
    community.add_node("x", label="PartyOrganisation", outside=True, name="不该看见")
    community.add_edge("party", "x", "SUBORDINATE_TO", type="SUBORDINATE_TO")
    community.nodes["party"]["hidden"] = 4
    found = {node.id: node for node in draw_picture(community, "party").nodes}
    assert (found["x"].text, found["x"].lines) == ("范围以外", ("党组织 / Party organisation",))
    assert found["party"].hidden == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kind": "ring"}, "ego command organisation"),
        ({"depth": -1}, "0 至 20"),
        ({"depth": 21}, "0 至 20"),
        ({"depth": True}, "0 至 20"),
        ({"limit": 49}, "50 与 2000"),
        ({"limit": 2001}, "50 与 2000"),
        ({"types": ["KNOWS"]}, "SUBORDINATE_TO"),
        ({"to": "c"}, "不用 to"),
        ({"kind": "coverage", "rules": ["Z99"]}, "Z99"),
    ],
)
def test_what_is_wrong_with_the_call_is_said(community: nx.MultiDiGraph, options: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        draw_picture(community, "c", **options)  # type: ignore[arg-type]
    assert said in str(caught.value)
