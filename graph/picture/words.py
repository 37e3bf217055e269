"""What is written on nodes, and what is done to it first: every character is shown as a character.

Names come from files, so they may hold anything. Controls that would end a document or turn the direction of what follows
are replaced by a mark that can be seen; nothing else is changed, and escaping is the renderers' business.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.messages import text
from graph.model import load_model
from graph.picture.look import label_text, shown_properties

__all__ = ["ems", "lines_of", "name_shown", "shown", "wrap"]

_CONTROLS = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""C0 and C1, what turns direction or ends a line, halves of pairs, and what no XML may hold."""

_PIECE = re.compile(r"[!-~]+ ?|.", re.DOTALL)
"""A word in Latin letters with the space behind it, or one character."""


def shown(value: Any) -> str:
    """A value as text that can be put anywhere: controls replaced, white space joined.

    >>> shown("一\\n二\\u202e三")
    '一 二�三'
    """
    words = " ".join(str(value).split())
    return _CONTROLS.sub("\ufffd", words)


def ems(words: str) -> float:
    """How wide a text is, in widths of a Chinese character.

    >>> ems("网格"), round(ems("abc"), 2)
    (2.0, 1.68)
    """
    return sum(_width(char) for char in words)


def _width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56


def wrap(words: str, width: float, rows: int) -> list[str]:
    """A text in at most so many rows of so many ems; an ellipsis where it goes on (the whole stands in the table).

    >>> wrap("平城区永泰街道康吉社区", 6, 2)
    ['平城区永泰街', '道康吉社区']
    >>> wrap("平城区永泰街道康吉社区第三网格", 6, 2)
    ['平城区永泰街', '道康吉社区…']
    """
    found, row = [], ""
    for piece in _pieces(words, width):
        if row and ems(row + piece.rstrip()) > width:
            found.append(row.rstrip())
            row = piece.lstrip()
        else:
            row += piece
    found.append(row.rstrip())
    if len(found) > rows:
        last = found[rows - 1]
        while last and ems(last) > width - 1:
            last = last[:-1]
        found = [*found[: rows - 1], f"{last}…"]
    return found


def _pieces(words: str, width: float) -> Iterator[str]:
    """What must not be parted: a character, or a word in Latin letters that fits into a row."""
    for piece in _PIECE.findall(words):
        if ems(piece) > width:
            yield from piece
        else:
            yield piece


def name_shown(node: dict[str, Any], id: str) -> str:
    """What stands on a node: its name or title; a person without a name says so; a placeholder says what it is."""
    if node.get("outside"):
        return text("picture.outside").zh
    if node.get("label") == "Person" and not node.get("name"):
        return text("picture.unnamed").zh
    own = node.get("title") if node.get("label") == "Post" else None
    return shown(own or node.get("name") or node.get("title") or node.get("matter") or id)


def lines_of(node: dict[str, Any]) -> tuple[str, ...]:
    """What a reader sees who asks a node for more: its label, then what the model lets be shown, in both languages."""
    label = str(node.get("label", ""))
    found = [str(label_text(label))]
    if node.get("outside") or label not in set(load_model().names()):
        return tuple(found)
    declared = load_model().properties(label)
    told = [name for name in shown_properties() if name in declared and node.get(name) is not None]
    return (*found, *(f"{declared[name].zh} {declared[name].en}：{_value(label, name, node[name])}" for name in told))


def _value(label: str, name: str, value: Any) -> str:
    model = load_model()
    if name == "kind":
        sublabel = model.sublabel(label)
        return shown(sublabel.kinds.get(str(value), value) if sublabel else value)
    if name == "role":
        return shown(model.roles[value].zh if value in model.roles else value)
    if isinstance(value, date):
        return value.isoformat()
    return shown(value)
