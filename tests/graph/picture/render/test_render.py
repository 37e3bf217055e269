"""The renderers: the same bytes for the same picture, ids as they are, and no text that becomes anything but text."""

from __future__ import annotations

import html
import json
import re
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.picture import Picture, document_of, draw_picture, html_of, png_of, svg_of
from graph.picture.render.network import data_block
from tests.graph.picture.conftest import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


class Tags(HTMLParser):
    """The elements of a page with their attributes, and the text of its tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Keeps one."""
        self.found.append((tag, dict(attributes)))


@pytest.fixture
def picture(hostile: nx.MultiDiGraph) -> Picture:
    """The hostile community."""
    return draw_picture(hostile, "c")


def data_of(page: str) -> dict[str, list[dict[str, object]]]:
    """What the page's script reads."""
    (block,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    found: dict[str, list[dict[str, object]]] = json.loads(block)
    return found


def test_page_runs_the_two_scripts_that_its_policy_knows_and_no_other(picture: Picture) -> None:
    page = html_of(picture)
    tags = Tags(page).found
    scripts = [attributes for tag, attributes in tags if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "data"}, {}, {}]
    (policy,) = [a["content"] for tag, a in tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    assert policy and policy.count("'sha256-") == 2 and "default-src 'none'" in policy
    assert not re.search(r"script-src[^;]*unsafe|http", policy)


def test_page_asks_for_nothing_and_has_no_handlers(picture: Picture) -> None:
    tags = Tags(html_of(picture)).found
    links = [
        value
        for _, attributes in tags
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "action")
    ]
    assert links and all(value and value.startswith("#n") for value in links)
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert not [tag for tag, _ in tags if tag in ("img", "iframe", "object", "embed", "base", "link", "form")]


def test_names_are_in_the_page_as_text_only(picture: Picture) -> None:
    page = html_of(picture)
    for name in (HOSTILE["001"], HOSTILE["1"]):
        assert name not in page
        assert name in html.unescape(page)
    assert HOSTILE["template"] in html.unescape(page) and "49" not in re.sub(
        r"<(script|svg|style).*?</\1>", "", page, flags=re.DOTALL
    )
    assert "\u202e" not in page and "一\ufffd二 三\ufffd" in page


def test_ids_stay_the_strings_that_they_are(picture: Picture) -> None:
    data = data_of(html_of(picture))
    ids = {node["id"] for node in data["nodes"]}
    assert ids == {"c", *HOSTILE} and {edge["from"] for edge in data["edges"]} == {*HOSTILE}
    assert {node["id"] for node in document_of(picture)["nodes"]} == ids


@pytest.mark.parametrize("value", ["</script>", "<!--", "&lt;", "\u2028\u2029", "\ud800"])
def test_data_holds_nothing_that_ends_its_block(value: str) -> None:
    block = data_block({"a": value})
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", block)
    assert json.loads(block)["a"] == value.encode("utf-8", "replace").decode()


def test_svg_is_xml_whose_text_is_the_names(picture: Picture) -> None:
    root = ElementTree.fromstring(svg_of(picture))
    words = "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "<script>" in words and "示例数据" in words and "2026-11-01" in words
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "rect", "text", "g", "circle", "polygon", "polyline",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]


def test_same_picture_gives_the_same_bytes(hostile: nx.MultiDiGraph) -> None:
    first, second = (draw_picture(hostile, "c") for _ in range(2))
    assert first == second and svg_of(first) == svg_of(second) and html_of(first) == html_of(second)


def test_png_is_drawn_and_not_blank(picture: Picture) -> None:
    data = png_of(picture)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(set(zlib.decompress(_pixels(data)))) > 50


def _pixels(data: bytes) -> bytes:
    """The compressed pixels of a PNG."""
    found, at = b"", 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        found += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + size
    return found


def test_document_has_the_shape_that_pages_rely_on(community: nx.MultiDiGraph) -> None:
    document = document_of(draw_picture(community, "committee", "organisation"))
    assert set(document) == {
        "version", "kind", "heading", "asOf", "synthetic", "hidden", "notes", "nodes", "edges", "legend", "matrix",
    }  # fmt: skip
    assert set(document["nodes"][0]) == {
        "id", "label", "text", "lines", "x", "y", "colour", "shape", "box", "hidden", "members", "synthetic", "outside",
        "vacant", "focus",
    }  # fmt: skip
    assert set(document["edges"][0]) == {
        "id", "source", "target", "type", "zh", "en", "lines", "dashed", "arrow", "count", "route",
    }  # fmt: skip
    assert set(document["legend"][0]) == {"label", "zh", "en", "colour", "shape", "count", "dashed"}


def test_a_table_needs_no_script(community: nx.MultiDiGraph) -> None:
    picture = draw_picture(community, "c", "interlocks")
    page = html_of(picture)
    assert "<script" not in page and '<th scope="row">' in page
    assert "script-src 'none'" in html.unescape(page)
    assert set(document_of(picture)["matrix"]) == {"corner", "rows", "columns", "cells", "scale"}
    assert ElementTree.fromstring(svg_of(picture)) is not None


def test_every_node_has_a_row_that_leads_to_its_neighbours(community: nx.MultiDiGraph) -> None:
    page = html_of(draw_picture(community, "c"))
    rows = re.findall(r'<tr id="n\d+">.*?</tr>', page, re.DOTALL)
    assert len(rows) == 6 and all('href="#n' in row for row in rows)
    assert "属于 → " in rows[0] and "甲社区" in rows[0]


def test_fictional_data_say_so_in_every_rendering(hostile: nx.MultiDiGraph, community: nx.MultiDiGraph) -> None:
    fictional, real = draw_picture(hostile, "c"), draw_picture(community, "c")
    assert "示例数据" in html_of(fictional) and document_of(fictional)["synthetic"] is True
    assert "示例数据" not in html_of(real) and "示例数据" not in svg_of(real)
