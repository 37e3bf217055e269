"""What is written on nodes, and what is done to it first: every character is shown as a character.

Names come from files, so they may hold anything. Controls that would end a document or turn the direction of what follows
are replaced by a mark that can be seen; nothing else is changed, and escaping is the renderers' business.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from graph.messages import text
from graph.model import load_model
from graph.picture.look import label_text, shown_properties

__all__ = ["ems", "lines_of", "name_shown", "shown", "wrap"]

_CONTROLS = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""C0 and C1, what turns direction or ends a line, halves of pairs, and what no XML may hold."""


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
    found, row, used = [], "", 0.0
    for char in words:
        wide = _width(char)
        if used + wide > width and row:
            found.append(row)
            row, used = "", 0.0
        row, used = row + char, used + wide
    found.append(row)
    if len(found) > rows:
        last = found[rows - 1]
        while last and ems(last) > width - 1:
            last = last[:-1]
        found = [*found[: rows - 1], f"{last}…"]
    return found


def name_shown(node: dict[str, Any], id: str) -> str:
    """What stands on a node: its name or title; a person without a name says so; a placeholder says what it is."""
    if node.get("outside"):
        return text("picture.outside").zh
    if node.get("label") == "Person" and not node.get("name"):
        return text("picture.unnamed").zh
    return shown(node.get("title") or node.get("name") or node.get("matter") or id)


def lines_of(node: dict[str, Any]) -> tuple[str, ...]:
    """What a reader sees who asks a node for more: its label, then what the model lets be shown, in both languages."""
    label = str(node.get("label", ""))
    found = [str(label_text(label))]
    if node.get("outside") or label not in set(load_model().names()):
        return tuple(found)
    declared = load_model().properties(label)
    for name in shown_properties():
        if name in node and name in declared and node[name] is not None:
            found.append(f"{declared[name].zh} {declared[name].en}：{_value(label, name, node[name])}")
    return tuple(found)


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
