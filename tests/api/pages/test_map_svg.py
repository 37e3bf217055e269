"""The drawing of a map: by boundaries or as tiles, with words that are words, the same bytes every time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from api.pages.heat import STEPS
from api.pages.map_svg import COLOURS, Framed, Spot, draw
from api.pages.projection import centre, plane_of, rings_of

SQUARE = [[113.2, 40.0], [113.3, 40.0], [113.3, 40.1], [113.2, 40.1], [113.2, 40.0]]
HOLE = [[113.24, 40.04], [113.26, 40.04], [113.26, 40.06], [113.24, 40.04]]
NS = "{http://www.w3.org/2000/svg}"


def spot(name: str = "永泰街道", boundary: object = None, link: str | None = "../findings?area=1&rule=S02") -> Spot:
    return Spot(name, "71.4 %", "some", boundary, link)


def tree(svg: str) -> ElementTree.Element:
    """The drawing as XML: what does not parse is none."""
    return ElementTree.fromstring(svg)


def test_area_without_boundary_is_a_tile_with_its_name_and_share() -> None:
    drawn = draw([spot()], "平城区")
    root = tree(drawn.svg)
    assert drawn.bounded == 0 and [each.text for each in root.iter(f"{NS}text")] == ["永泰街道", "71.4 %"]
    (link,) = root.iter(f"{NS}a")
    assert (link.get("href"), link.get("aria-label")) == ("../findings?area=1&rule=S02", "永泰街道 71.4 %")


def test_boundary_is_drawn_with_its_holes_and_north_is_up() -> None:
    shape = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]}
    drawn = draw([spot(boundary=shape), spot("无边界街道")], "平城区")
    (path,) = tree(drawn.svg).iter(f"{NS}path")
    first = [float(value) for value in re.findall(r"-?[\d.]+", (path.get("d") or "").partition("L")[0])]
    assert drawn.bounded == 1 and (path.get("d") or "").count("M") == 2 and path.get("fill-rule") == "evenodd"
    assert first[0] == 0 and first[1] > 700 and "无边界街道" not in drawn.svg


def test_degrees_of_longitude_are_shorter_than_of_latitude() -> None:
    plane = plane_of(rings_of({"type": "Polygon", "coordinates": [SQUARE]}), 960, 720)
    assert (
        plane is not None
        and plane.height == pytest.approx(720)
        and plane.width == pytest.approx(720 * 0.7655, rel=1e-3)
    )


@pytest.mark.parametrize("boundary", [None, "x", {"type": "Point", "coordinates": [1, 2]}, {}])
def test_what_bounds_nothing_has_no_rings(boundary: object) -> None:
    assert rings_of(boundary) == []


def test_flat_ring_has_a_middle_too() -> None:
    assert centre([[(0, 0), (2, 0), (4, 0), (0, 0)]])[0] == (1.5, 0)


def test_names_of_all_kinds_are_words() -> None:
    hostile = "</text><script>alert(1)</script>\"'\u202e🙂&\x00"
    for boundary in (None, {"type": "Polygon", "coordinates": [SQUARE]}):
        svg = draw([spot(hostile, boundary)], hostile, Framed([hostile], [("full", hostile)])).svg
        root = tree(svg)
        assert "<script" not in svg and "\u202e" not in svg and "alert(1)" in (root.get("aria-label") or "")


def test_small_areas_have_no_words_on_them_but_their_title() -> None:
    speck = [[x / 400 + 113.2, y / 400 + 40.0] for x, y in ((0, 0), (1, 0), (1, 1), (0, 0))]
    shapes = [{"type": "Polygon", "coordinates": [ring]} for ring in (SQUARE, speck)]
    svg = draw([spot("大街道", shapes[0]), spot("小社区", shapes[1])], "").svg
    assert "<title>小社区 71.4 %</title>" in svg and ">小社区</text>" not in svg and ">大街道</text>" in svg


def test_file_has_heading_and_legend_and_the_same_bytes() -> None:
    framed = Framed(["平城区 · S02", "示例数据"], [("full", "100 %"), ("few", "不足 70 %")])
    svg = draw([spot(link=None)], "平城区", framed).svg
    assert svg == draw([spot(link=None)], "平城区", framed).svg and "<a " not in svg
    assert (
        all(f">{words}</text>" in svg for words in ("平城区 · S02", "示例数据", "不足 70 %")) and 'width="1000"' in svg
    )


def test_every_step_has_its_colour_and_dark_words_on_it() -> None:
    assert {name for _, name in STEPS} | {"plain", "none"} == set(COLOURS)
    for colour in COLOURS.values():
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        light = sum(
            share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
            for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
        )
        assert (light + 0.05) / (0.0139 + 0.05) > 7
