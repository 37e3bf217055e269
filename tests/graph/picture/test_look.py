"""One look per label: everything has one, they tell one another apart for every eye, and none needs colour alone."""

from __future__ import annotations

from itertools import combinations

import pytest

from graph.model import load_model
from graph.picture.look import (
    VACANT,
    drawn_ties,
    font_family,
    label_text,
    shade,
    shown_properties,
    style_of,
)
from graph.picture.render.svg_parts import tint

LABELS = sorted(load_model().names())
ORDINARY = [label for label in LABELS if style_of(label).colour != style_of("other").colour]
EYES = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}  # fmt: skip
"""What is left of red, green and blue in linear light (Machado, Oliveira and Fernandes 2009)."""


def linear(colour: str) -> tuple[float, ...]:
    """The parts of a colour as light."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def luminance(light: tuple[float, ...]) -> float:
    """How bright light is (WCAG 2)."""
    return sum(part * weight for part, weight in zip(light, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(a: str, b: str) -> float:
    """The contrast of two colours (WCAG 2)."""
    low, high = sorted((luminance(linear(a)), luminance(linear(b))))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, eye: str) -> tuple[float, ...]:
    """A colour in CIE L*a*b* as an eye sees it."""
    light = [sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in EYES[eye]]
    r, g, b = (min(max(part, 0), 1) for part in light)
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        luminance((r, g, b)),
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_a_look_that_stands_out_from_white(label: str) -> None:
    assert contrast(style_of(label).colour, "#ffffff") >= 3
    assert label_text(label).zh and label_text(label).en


def test_no_two_labels_look_the_same() -> None:
    looks = [
        (style_of(label).colour, style_of(label).shape) for label in ORDINARY if label not in ("Area", "Organisation")
    ]
    assert len(looks) == len(set(looks)) > 30


@pytest.mark.parametrize("eye", EYES)
def test_labels_of_one_shape_are_told_apart_by_every_eye(eye: str) -> None:
    styles = [style_of(label) for label in ORDINARY]
    pairs = {(a.colour, b.colour) for a, b in combinations(styles, 2) if a.shape == b.shape and a.colour != b.colour}
    near = {
        pair: distance
        for pair in pairs
        if (distance := sum((x - y) ** 2 for x, y in zip(*(seen(one, eye) for one in pair), strict=True)) ** 0.5) < 15
    }
    assert not near


def test_text_can_be_read_in_every_box_and_cell() -> None:
    assert all(contrast(*shade(level)) >= 4.5 for level in range(-1, 5))
    assert all(contrast(tint(style_of(label).colour), "#1a1a1a") >= 4.5 for label in LABELS)
    assert contrast(VACANT, "#ffffff") >= 4.5


def test_what_is_told_of_a_node_is_never_personal() -> None:
    model = load_model()
    told = {(label, name) for label in LABELS for name in shown_properties() if name in model.properties(label)}
    assert told and not [
        one for one in told if model.sensitivity(*one) in ("personal", "sensitive") and one[0] != "Tenure"
    ]


def test_ties_are_those_of_the_model_and_leave_check_ins_and_reserves_out() -> None:
    assert drawn_ties() <= set(load_model().relationships)
    assert not drawn_ties() & {"CHECKED_IN", "RESERVE_FOR", "JOINS", "MEASURES"}


def test_fonts_are_those_of_the_machine() -> None:
    assert "Noto Sans CJK SC" in font_family() and "url" not in font_family() and '"' not in font_family()
