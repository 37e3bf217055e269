"""The root field ``search``: who is found by what, in which order, by whom, and that no text does harm."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from api.accounts.viewer import LOCAL, RIGHTS, Viewer, make_viewer
from api.graphql.compiler.special.search_text import _STOP_WORDS, question, whole
from api.graphql.errors import GraphqlFault
from graph.store.connection import Store
from tests.api.graphql.compiler.special.asking import asked
from tests.api.graphql.conftest import Town

DOCUMENT = (
    "query($t: String!, $k: [NodeKind!], $n: Int) { search(text: $t, kinds: $k, first: $n) { matched node { id } } }"
)


def hits(store: Store, text: str, viewer: Viewer = LOCAL, **more: Any) -> list[str]:
    """Each hit as ``id matched``."""
    found = asked(store, DOCUMENT, {"t": text, "n": 1000, **more}, viewer)["search"]
    return [f"{hit['node']['id']} {hit['matched']}" for hit in found]


@pytest.fixture
def places(town: Town) -> Town:
    """The town with a body and a person of many names."""
    town.node("org-1", "Organisation", "Unit", name="永泰物业公司", shortName="永泰物业", aliases=["老永泰", "Yong-Tai"],
              pinyin="yong tai wu ye gong si", initials="ytwygs")  # fmt: skip
    town.node("post-1", "Post", name="主任", title="永泰社区主任")
    town.node("person-1", "Person", name="永泰", pinyin="yong tai", initials="yt")
    town.node("org-2", "Organisation", "Unit", name="泰永公司", validTo=date(2026, 11, 1))
    return town


def test_the_best_way_to_match_comes_first(store: Store, places: Town) -> None:
    assert hits(store, " 永泰 ") == ["person-1 name", "post-1 title", "org-1 name"]
    assert hits(store, "老永") == ["org-1 aliases"]
    assert hits(store, "YONG-t") == ["org-1 aliases"]
    assert hits(store, "yong") == ["org-1 aliases", "person-1 pinyin"]
    assert hits(store, "yongtai w") == ["org-1 pinyin"]
    assert hits(store, "ytw") == ["org-1 initials"]


def test_a_code_is_found_whole_then_by_its_beginning(store: Store, places: Town) -> None:
    places.node("area-x", "Area", "Street", name="140213050000号", code="1402130500001")
    assert hits(store, "140213050000") == ["area-s1 code", "area-x code"]
    assert hits(store, "1402130500") == ["area-s1 code", "area-x code"]
    assert hits(store, "0000号") == ["area-x name"]


def test_one_character_is_no_pinyin(store: Store, places: Town) -> None:
    assert hits(store, "y") == ["org-1 aliases"]
    assert hits(store, "泰") == ["person-1 name", "post-1 title", "org-1 name"]


def test_what_has_ended_is_found_on_earlier_days(store: Store, places: Town) -> None:
    document = 'query($t: String!) { search(text: $t, asOf: "2026-10-31") { node { id } } }'
    assert hits(store, "泰永") == []
    assert asked(store, document, {"t": "泰永"}) == {"search": [{"node": {"id": "org-2"}}]}


@pytest.mark.parametrize(("kinds", "expected"), [(["Person"], ["person-1 name"]), (["Grid"], []), ([], [])])
def test_kinds_narrow(store: Store, places: Town, kinds: list[str], expected: list[str]) -> None:
    assert hits(store, "永泰", k=kinds) == expected


def test_persons_are_found_only_by_who_may_see_names(store: Store, places: Town) -> None:
    assert hits(store, "永泰", make_viewer("r", "reader")) == ["post-1 title", "org-1 name"]
    assert hits(store, "yt", make_viewer("r", "reader")) == ["org-1 initials"]
    assert hits(store, "yt", make_viewer("r", "reporter")) == ["person-1 initials", "org-1 initials"]
    assert hits(store, "永泰", make_viewer("r", "reader"), k=["Person"]) == []


def test_a_scope_narrows(store: Store, places: Town) -> None:
    viewer = Viewer("x", "admin", ("140213050000",), rights=RIGHTS)
    assert hits(store, "网格", viewer, k=["Grid"]) == [f"area-g{number} name" for number in (1, 2, 3, 4)]
    assert hits(store, "永泰", viewer) == []
    places.join("org-1", "SERVES", "area-c2")
    assert hits(store, "永泰", viewer) == ["org-1 name"]


def test_first_cuts_and_zero_is_nothing(store: Store, places: Town) -> None:
    assert hits(store, "永泰", n=2) == ["person-1 name", "post-1 title"]
    assert hits(store, "永泰", n=0) == []
    with pytest.raises(GraphqlFault, match="PAGE_LIMIT"):
        hits(store, "永泰", n=1001)


def test_a_hit_is_asked_as_any_object(store: Store, places: Town) -> None:
    document = """query { found: search(text: "老永") { __typename by: matched ...N }
        again: search(text: "老永") { node { ... on Unit { shortName } ... on Area { code } } } }
        fragment N on SearchHit { node { __typename ... on Organisation { name } } }"""
    assert asked(store, document) == {
        "found": [{"__typename": "SearchHit", "by": "aliases", "node": {"__typename": "Unit", "name": "永泰物业公司"}}],
        "again": [{"node": {"shortName": "永泰物业"}}],
    }


NAMES = (
    "平城区永泰街道", "永泰", "第11网格", "1号楼", "A1座3单元", "The Unit of This", "www", "阿三", "张 三", "平の城",
    "ＡＢＣ公司", "co.,ltd 公司", "x_y-z's", "3.5平方米", "İstanbul ß", "🏘️𠮷家", "“引号”", "a*b?c", "AND OR NOT",
    "e\u0301t\u00e9", "二〇二六", "甲", "such", "it公司", "\\", "/a|b/", "(a+b) && !c:d^2~", "カタカナ", "№7",
)  # fmt: skip
PINYIN = ("ping cheng qu", "a san", "www", "it gong si", "ta de", "an ran", "zhang san", "such a", "㐂 san", "b1 ceng")


def expected(nodes: list[dict[str, Any]], text: str) -> list[str]:
    """The same by looking at every node."""
    wanted = unicodedata.normalize("NFKC", text).strip().casefold()
    found = []
    for node in nodes if wanted else ():
        name = unicodedata.normalize("NFKC", node["name"]).casefold()
        ways = [
            (2, "name", name == wanted),
            (4, "name", wanted in name),
            (5, "pinyin", len(wanted) > 1 and node["pinyin"].replace(" ", "").startswith(wanted.replace(" ", ""))),
            (6, "initials", len(wanted) > 1 and node["initials"].startswith(wanted)),
        ]
        best = next(((rank, key) for rank, key, holds in ways if holds), None)
        if best:
            found.append((best[0], len(node["name"]), node["id"], f"{node['id']} {best[1]}"))
    return [hit[-1] for hit in sorted(found)]


def test_the_index_misses_nothing(store: Store, ready_store: Store) -> None:
    town = Town(ready_store)
    nodes = []
    for number, name in enumerate(NAMES):
        pinyin = PINYIN[number % len(PINYIN)]
        row = {"name": name, "pinyin": pinyin, "initials": "".join(word[0] for word in pinyin.split())}
        town.node(f"org-{number:02}", "Organisation", "Unit", **row)
        nodes.append({"id": f"org-{number:02}", **row})
    ready_store.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    values = {value for node in nodes for value in (node["name"], node["pinyin"], node["initials"])}
    texts = {value[:size] for value in values for size in range(1, 9)}
    texts |= {value[start : start + size] for value in values for start in range(1, len(value)) for size in (1, 2, 5)}
    wrong = {text: found for text in sorted(texts) if (found := hits(store, text)) != expected(nodes, text)}
    assert wrong == {}
    assert sum(not whole(text) for text in texts) > 150, "most of these go through the index"


@pytest.mark.parametrize(
    "text",
    ['"', "\\", "*", "?", "~", "a:b", "name:*", "*:*", "a AND", "NOT", "[a TO z]", "{", "(a", "/.*/", "a^9", "+-&&||!", "'; DROP",
     "}) DETACH DELETE n //", "\u0000", "\ud7ff", "\u200b", "𠮷", "永泰~2", '永"泰', "sts" * 33, "ab" * 50, "永泰" * 50],
)  # fmt: skip
def test_no_text_does_harm(store: Store, places: Town, text: str) -> None:
    assert hits(store, text) == []


def test_a_long_text_is_refused(store: Store, places: Town) -> None:
    for text in ("永" * 101, "x" * 10_000, "\ufdfa" * 101):
        with pytest.raises(GraphqlFault, match="BAD_USER_INPUT"):
            hits(store, text)
    assert hits(store, " " * 10_000) == []


def test_the_words_that_the_analyzer_drops_are_known(ready_store: Store) -> None:
    listed = ready_store.one(
        "CALL db.index.fulltext.listAvailableAnalyzers() YIELD analyzer, stopwords "
        "WITH * WHERE analyzer = 'cjk' RETURN stopwords"
    )
    assert listed is not None and set(listed["stopwords"]) == _STOP_WORDS


@pytest.mark.parametrize("text", ["永泰", "永", "140213", "zhangwei", "wang", "3号楼", "平城区 ABC", "ＡＢＣ"])
def test_usual_texts_go_through_the_index(text: str) -> None:
    assert whole(text) == []
    assert question(text) != question("")
