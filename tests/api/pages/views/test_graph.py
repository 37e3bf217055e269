"""The network page without script: search, pictures, expansions, files, saved views, and what their addresses refuse."""

from __future__ import annotations

import html
import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from tests.api.pages.test_door import Away

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

DAY = "asOf=2026-11-01"
AREA = "area-140213050001"
STREET = "area-140213050000"
HERE = f"/graph?{DAY}&around={AREA}"


def block(page: str) -> dict[str, Any]:
    """What the page's script would draw."""
    told: dict[str, Any] = json.loads(re.findall(r'id="net-data">(.*?)</script>', page, re.DOTALL)[0])
    return told


def ids(page: str) -> set[str]:
    """The nodes of the picture."""
    return {node["id"] for node in block(page)["nodes"]}


def links(page: str, mark: str) -> list[str]:
    """Where the links with a mark lead, from the top of the server."""
    found = re.findall(rf'<a href="\./([^"]*)"[^>]*{mark}', page)
    return ["/" + html.unescape(each).partition("#")[0] for each in found]


@pytest.fixture
def no_views(district: Store) -> Iterator[Store]:
    """The store without saved views, before and after."""
    clear = "MATCH (v:SavedView) DELETE v"
    district.write(lambda tx: tx.run(clear).consume())
    yield district
    district.write(lambda tx: tx.run(clear).consume())


# ── search ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["康吉社区", "kangjishequ", "kjsq", "140213050001"])
def test_search_by_characters_pinyin_initials_and_code_leads_to_the_network(typed: str, local: Browser) -> None:
    page = local.page("/graph", params={"q": typed, "asOf": "2026-11-01"})
    assert f"around={AREA}" in page and "康吉社区" in page
    (first, *_) = [link for link in links(page, "data-go") if f"around={AREA}&" in link]
    assert "康吉社区：周边 1 步" in local.page(first)


def test_search_that_finds_nothing_says_what_to_do(local: Browser) -> None:
    page = local.page("/graph", params={"q": "<script>无此名"})
    assert "没有找到“&lt;script&gt;无此名”" in page and "少写几个字再试" in page


def test_page_without_a_node_says_how_to_begin(local: Browser) -> None:
    page = local.page("/graph")
    assert "从一个对象看起" in page and "net-data" not in page


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_around_a_node_is_drawn_and_told_as_a_table(local: Browser) -> None:
    page = local.page(HERE)
    nodes = block(page)["nodes"]
    assert len(nodes) > 20 and len(re.findall(r'<tr id="node-', page)) == len(nodes)
    assert STREET in ids(page) and "示例数据" in page and "<noscript>" in page
    assert block(page)["options"]["physics"] == {"enabled": False}
    assert "个未显示" in page and any(node["badge"] for node in nodes)


@pytest.mark.parametrize(("way", "there"), [("out", True), ("in", False)])
def test_direction_and_kind_are_followed(way: str, there: bool, local: Browser) -> None:
    page = local.page(f"{HERE}&way={way}&follow=WITHIN")
    assert (STREET in ids(page)) is there and AREA in ids(page)


def test_expanding_adds_and_leaves_what_was_there_in_its_place(local: Browser) -> None:
    page = local.page(f"{HERE}&follow=WITHIN")
    before = {node["id"]: (node["x"], node["y"]) for node in block(page)["nodes"]}
    (link,) = links(page, f'data-expand="{STREET}"')
    after = {node["id"]: (node["x"], node["y"]) for node in block(local.page(link))["nodes"]}
    assert len(after) > len(before) and {id: after[id] for id in before} == before
    again = {node["id"]: (node["x"], node["y"]) for node in block(local.page(link))["nodes"]}
    assert again == after


def test_path_leads_from_a_compound_to_its_street(local: Browser) -> None:
    inside = local.page(f"{HERE}&follow=WITHIN&way=in&steps=2")
    compound = next(
        node["id"] for node in block(inside)["nodes"] if "小区 Compound" in node["title"] or "Compound" in node["title"]
    )
    page = local.page(f"/graph?{DAY}&around={compound}&show=path&to={STREET}&follow=WITHIN&follow=COVERS")
    assert {compound, STREET} <= ids(page) and "的最短路径" in page


def test_no_path_is_said_with_what_to_do(local: Browser) -> None:
    page = local.page(f"{HERE}&show=path&to={STREET}&follow=PAIRED_WITH")
    assert "两者之间没有路径" in page and "换一种关系、方向或日期" in page


def test_common_neighbours_of_two(local: Browser) -> None:
    other = "area-140213050002"
    page = local.page(f"{HERE}&show=common&to={other}&follow=WITHIN")
    assert ids(page) == {AREA, other, STREET} and "的共同邻居" in page


def test_chain_of_command_goes_up_from_a_body(local: Browser) -> None:
    page = local.page(f"{HERE}&show=command")
    kinds = {edge["title"].split("\n")[0] for edge in block(page)["edges"]}
    assert "：指挥链" in page and (block(page)["routes"] or kinds) and len(ids(page)) > 1


def test_person_is_one_step_from_a_post(planner: Browser) -> None:
    page = planner.page(f"{HERE}&follow=POST_IN&follow=BASED_IN&follow=HOLDER&steps=3")
    titles = [node["title"] for node in block(page)["nodes"]]
    assert any("岗位" in title for title in titles) and not any("任职 Tenure" in title for title in titles)
    assert any("人员" in title for title in titles)


def test_too_large_a_part_is_put_together_by_area_and_said(local: Browser) -> None:
    page = local.page(f"/graph?{DAY}&around={STREET}&follow=WITHIN&follow=SERVES&steps=3&limit=100")
    groups = [node for node in block(page)["nodes"] if node["group_of"]]
    assert groups and len(block(page)["nodes"]) <= 100 and "节点过多" in page and "看这个区域" in page


def test_legend_hides_a_kind_and_leaves_the_rest_in_place(local: Browser) -> None:
    page = local.page(HERE)
    before = {node["id"]: (node["x"], node["y"]) for node in block(page)["nodes"]}
    (link,) = links(page, 'data-legend="Street"')
    without = local.page(link)
    after = {node["id"]: (node["x"], node["y"]) for node in block(without)["nodes"]}
    assert STREET not in after and after == {id: before[id] for id in after} and "已隐藏" in without
    assert STREET in ids(local.page(links(without, 'data-legend="Street"')[0]))


def test_pinned_and_removed_nodes_are_in_the_address(local: Browser) -> None:
    page = local.page(f"{HERE}&at={STREET}~1234.5~-99&drop=area-140213050002")
    place = next(node for node in block(page)["nodes"] if node["id"] == STREET)
    assert (place["x"], place["y"]) == (1234.5, -99.0) and "area-140213050002" not in ids(page)


def test_card_tells_details_and_where_it_was_read(local: Browser) -> None:
    page = local.page(f"{HERE}&card={AREA}")
    side = page[page.index('id="net-side"') :]
    assert "康吉社区" in side and f'href="./areas/{AREA}?' in side and re.search(r"\.xlsx", side)
    alone = local.page(f"/graph/cards/{AREA}?{DAY}")
    assert f'href="../../areas/{AREA}?' in alone


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("around=x&follow=HATES", "follow"), ("around=x&way=up", "way"), ("around=x&steps=9", "steps"),
        ("around=x&show=dance", "show"), ("around=x&limit=1", "limit"), ("around=x&more=a~1~both~HATES", "more"),
        ("around=x&more=a~7", "more"), ("around=x&at=a~1", "at"), ("around=x&at=a~nan~1", "at"), ("around=x&hide=Ghost", "hide"),
        ("around=x&show=path", "to"), ("around=a%20b", "around"),
    ],
)  # fmt: skip
def test_part_of_an_address_that_means_nothing_is_named(query: str, name: str, local: Browser) -> None:
    page = local.page(f"/graph?{query}", 400)
    assert f"“{name}”" in page or name in page


def test_unknown_nodes_and_days_are_said(local: Browser) -> None:
    local.page(f"/graph?{DAY}&around=area-none", 404)
    local.page(f"{HERE}&show=path&to=area-none", 404)
    local.page(f"/graph?around={AREA}&asOf=soon", 400)
    assert "已不存在" in local.page(f"{HERE}&card=area-none")
    assert block(local.page(f"{HERE}&more=area-none"))["nodes"]


def test_store_away_is_a_page(district: Store, make_site: MakeSite) -> None:
    site = make_site()
    site.service.engine = Away(site.service.engine)
    assert "库暂时不可用" in site.browser().page(HERE, 503)


def test_hostile_name_is_text_everywhere(local: Browser, district: Store) -> None:
    evil = "</script><script>hit=1</script>\u202e“&"
    change = "MATCH (a:Area {id: $id}) WITH a, a.name AS old SET a.name = $name RETURN old"
    old = district.write(lambda tx: tx.run(change, id=STREET, name=evil).single(strict=True)["old"])
    try:
        page = local.page(f"{HERE}&card={STREET}")
        files = {form: local.get(f"/graph.{form}?{HERE.partition('?')[2]}") for form in ("svg", "html", "graphml")}
    finally:
        district.write(lambda tx: tx.run(change, id=STREET, name=old).consume())
    assert "<script>hit" not in page and "&lt;script&gt;hit" in page
    assert all("<script>hit" not in answer.text for answer in files.values())
    ElementTree.fromstring(files["svg"].text)
    ElementTree.fromstring(files["graphml"].text)


def test_scoped_reader_sees_no_other_street(scoped: Browser, local: Browser) -> None:
    page = scoped.page(f"/graph?{DAY}&around={STREET}&follow=ADJACENT_TO&follow=WITHIN")
    whole = local.page(f"/graph?{DAY}&around={STREET}&follow=ADJACENT_TO&follow=WITHIN")
    other = ids(whole) - ids(page)
    assert other and "在您的范围以外" in page and not any(id in page for id in other)
    scoped.page(f"/graph?{DAY}&around={sorted(other)[0]}", 404)
    assert not any(id in scoped.get(f"/graph.json?{DAY}&around={STREET}&follow=ADJACENT_TO").text for id in other)


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("form", "begins"),
    [("png", b"\x89PNG"), ("svg", b"<svg"), ("json", b"{"), ("graphml", b"<?xml"), ("html", b"<!doctype html"), ("xlsx", b"PK"),
     ("csv", b"\xef\xbb\xbf")],
)  # fmt: skip
def test_what_is_shown_can_be_had_as_a_file(form: str, begins: bytes, planner: Browser) -> None:
    answer = planner.get(f"/graph.{form}?{HERE.partition('?')[2]}&hide=Grid")
    assert answer.status_code == 200 and answer.content.startswith(begins)
    assert answer.headers["content-disposition"] == f'attachment; filename="govgraph-graph-2026-11-01.{form}"'
    if form in ("svg", "html", "csv"):
        told = html.unescape(answer.text)
        assert "2026-11-01" in told and "内部" in told and "统筹员" in told and "示例数据" in told


def test_graphml_and_json_hold_what_the_page_shows(local: Browser) -> None:
    query = f"{HERE.partition('?')[2]}&hide=Grid"
    shown = ids(local.page(f"/graph?{query}"))
    G = nx.read_graphml(BytesIO(local.get(f"/graph.graphml?{query}").content))
    document = local.get(f"/graph.json?{query}").json()
    assert {*G} == shown == {node["id"] for node in document["nodes"]}
    assert document["marking"] == "内部" and document["synthetic"] and G.graph["marking"] == "内部"


@pytest.mark.parametrize(("path", "status"), [(f"/graph.exe?around={AREA}", 404), ("/graph.png", 400)])
def test_file_of_nothing_is_a_page(path: str, status: int, local: Browser) -> None:
    local.page(path, status)


# ── saved views ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_view_is_kept_opened_renamed_shared_and_deleted_without_script(planner: Browser, no_views: Store) -> None:
    address = f"{HERE}&steps=1&q=张三"
    places = json.dumps({STREET: [777, -77]})
    done = planner.send(address, deed="keep", name="康吉<b>", places=places)
    assert done.status_code == 303 and "done=keep" in done.headers["location"]
    (id,) = re.findall(r"view=(view-\w+)", done.headers["location"])
    kept = no_views.one("MATCH (v:SavedView) RETURN properties(v) AS v") or {}
    assert "张三" not in json.dumps(kept, ensure_ascii=False) and kept["v"]["owner"] == "统筹员"
    opened = planner.get(f"/graph?view={id}", headers={"accept": "text/html"})
    assert opened.status_code == 303
    page = planner.page("/" + opened.headers["location"].removeprefix("./"))
    place = next(node for node in block(page)["nodes"] if node["id"] == STREET)
    assert (place["x"], place["y"]) == (777.0, -77.0) and "正在看：康吉&lt;b&gt;" in page
    assert planner.send(HERE, deed="rename", view=id, revision="1", name="新名").status_code == 303
    late = planner.send(HERE, deed="rename", view=id, revision="1", name="晚到的名")
    assert late.status_code == 409 and "已被他人更改" in late.text and "晚到的名" in late.text
    assert planner.send(HERE, deed="share", view=id, revision="2", shared="yes").status_code == 303
    assert planner.send(HERE, deed="delete", view=id, revision="3").status_code == 303
    assert "还没有保存的视图" in planner.page(HERE)


def test_shared_view_shows_a_scoped_reader_his_own_scope_only(
    planner: Browser, scoped: Browser, no_views: Store
) -> None:
    planner.send(
        f"/graph?{DAY}&around={STREET}&follow=ADJACENT_TO", deed="keep", name="街道", shared="yes", places="{}"
    )
    planner.send(HERE, deed="keep", name="自己的", places="{}")
    page = scoped.page(HERE)
    assert "街道</a>" in page and "自己的" not in page and 'value="rename"' not in page
    (id,) = re.findall(r"graph\?view=(view-\w+)", page)
    location = scoped.get(f"/graph?view={id}", headers={"accept": "text/html"}).headers["location"]
    assert "古城街道" not in scoped.page("/" + location.removeprefix("./"))
    assert scoped.send(HERE, deed="delete", view=id, revision="1").status_code == 409
    private = next(v["id"] for v in no_views.rows("MATCH (v:SavedView) WHERE NOT v.shared RETURN v.id AS id"))
    scoped.page(f"/graph?view={private}", 404)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"deed": "keep", "name": " "}, 400), ({"deed": "keep", "name": "x", "places": "[1]"}, 400), ({"deed": "burn"}, 400),
        ({"deed": "keep", "name": "x", "places": '{"a": ["x", 1]}'}, 400),
        ({"deed": "delete", "view": "v", "revision": "x"}, 400),
        ({"deed": "delete", "view": "view-none", "revision": "1"}, 409),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_on_the_page(
    fields: dict[str, str], status: int, planner: Browser, no_views: Store
) -> None:
    answer = planner.send(HERE, **fields)
    assert answer.status_code == status and 'role="alert"' in answer.text and "Traceback" not in answer.text
    assert no_views.one("MATCH (v:SavedView) RETURN v.id AS id") is None
