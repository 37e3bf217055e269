"""The look of things: one colour and shape per label, fonts, shades; from ``look.yaml`` beside this module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from graph.messages import Message, text
from graph.model import load_model
from graph.picture.picture import LegendEntry, PictureNode
from graph.yaml_text import load_yaml

__all__ = ["EDGE", "INK", "OUTSIDE", "VACANT", "Style", "dashed_ties", "drawn_ties", "font_family", "label_text", "legend_of",
           "shade", "shown_properties", "style_of"]  # fmt: skip

INK = "#1a1a1a"
EDGE = "#7b8794"
OUTSIDE = "#767676"
VACANT = "#b3261e"
"""The border of a seat that nobody holds; dashed, and the word is written in it."""


@dataclass(frozen=True, slots=True)
class Style:
    """The colour of a family and the shape of a label in it; ``rank`` is its place in the legend."""

    colour: str
    shape: str
    rank: int


@cache
def _declared() -> dict[str, Any]:
    return load_yaml((resources.files(__package__) / "look.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _styles() -> dict[str, Style]:
    rows = _declared()["labels"].items()
    return {label: Style(row["colour"], row["shape"], rank) for rank, (label, row) in enumerate(rows)}


@cache
def style_of(label: str) -> Style:
    """How nodes of a label are drawn: by its own entry, that of the label above, or that of everything else.

    >>> style_of("Grid").shape, style_of("Village").colour == style_of("Street").colour
    ('square', True)
    """
    styles = _styles()
    if label in styles:
        return styles[label]
    above = load_model().labels_of(label)[0] if label in set(load_model().names()) else "other"
    return styles.get(above, styles["other"])


@cache
def label_text(label: str) -> Message:
    """What a label is called.

    >>> str(label_text("Grid"))
    '网格 / Grid'
    """
    model = load_model()
    if label not in set(model.names()):
        return Message("picture.label", label, label)
    declared = model.sublabel(label) or model.label(label)
    return Message("picture.label", declared.zh, declared.en)


@cache
def drawn_ties() -> frozenset[str]:
    """The types of relationship that a picture draws unless told otherwise."""
    return frozenset(_declared()["ties"])


@cache
def dashed_ties() -> frozenset[str]:
    """Those drawn dashed: looser than belonging and command."""
    return frozenset(_declared()["dashed"])


@cache
def shown_properties() -> tuple[str, ...]:
    """The properties that a reader sees who asks a node for more."""
    return tuple(_declared()["told"])


@cache
def font_family() -> str:
    """The stack of fonts as CSS and SVG write it, without quotes that an attribute would have to escape."""
    return ", ".join(f"'{name}'" if " " in name else name for name in _declared()["fonts"])


def shade(level: int) -> tuple[str, str]:
    """The background and the ink of a shaded cell."""
    if level < 0:
        return _declared()["nothing"], INK
    return _declared()["shades"][level], "#ffffff" if level >= 3 else INK


def legend_of(nodes: Iterable[PictureNode]) -> tuple[LegendEntry, ...]:
    """The looks that occur with how many nodes have them (those in groups included), in the order of ``look.yaml``; vacant
    seats and placeholders come last."""
    nodes = [*nodes]
    counts: Counter[str] = Counter()
    for node in nodes:
        if not (node.vacant or node.outside or node.label == "category"):
            counts[node.label] += node.members or 1
    found = [
        LegendEntry(label=label, text=label_text(label), colour=style_of(label).colour, shape=style_of(label).shape, count=count)
        for label, count in sorted(counts.items(), key=lambda item: (style_of(item[0]).rank, item[0]))
    ]  # fmt: skip
    for key, colour, count in (
        ("vacant", VACANT, sum(node.vacant for node in nodes)),
        ("outside", OUTSIDE, sum(node.outside for node in nodes)),
    ):
        if count:
            row = LegendEntry(
                label=key, text=text(f"picture.{key}"), colour=colour, shape="square", count=count, dashed=True
            )
            found.append(row)
    return tuple(found)
