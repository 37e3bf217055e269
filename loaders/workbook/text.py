"""Text of a cell: width, edges, names of persons.

Full-width letters, digits and brackets become half-width; Chinese punctuation stays. Not NFKC, which would also turn ㎡
into m2 and ① into 1. Radicals that a copy from a PDF brings along (⼤ for 大) become the characters they look like.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from loaders.errors import BadCell
from loaders.workbook.sheet import Cell, CellError

__all__ = ["NOTHING", "has_nothing", "is_blank", "parse_name", "parse_text", "text_of"]

_SAFE = "（）－．／％＋＃＆＠＿＊"
_RADICALS = range(0x2F00, 0x2FD6)
_WIDTHS: dict[int, str | None] = {
    **{
        code: chr(code - 0xFEE0)
        for span in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
        for code in range(span[0], span[1] + 1)
    },
    **{ord(sign): chr(ord(sign) - 0xFEE0) for sign in _SAFE},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _RADICALS},
    **dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " "),
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD, 0x00), None),
}

NOTHING = frozenset(
    {
        "",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "–",
        "无",
        "暂无",
        "没有",
        "空",
        "空缺",
        "暂缺",
        "缺",
        "缺额",
        "待定",
        "未定",
        "N/A",
        "NULL",
        "null",
        "none",
    }
)
"""Words with which people say that there is nothing; what that means is for the column to say."""

_WIDE = re.compile("[" + "".join(map(chr, _WIDTHS)) + "]")
LONGEST_NOTHING = 12
KEPT = 16_384
"""Texts whose plain form is remembered: the words of a roster come again and again."""
DOTS = re.compile("[•・‧∙⋅●.．･᛫]")
GAPS = re.compile(r"\s+")
NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇·]{2,20}|[A-Za-z][A-Za-z .'·-]{1,40}")


def text_of(value: Cell) -> str:
    """The cell as trimmed half-width text; numbers without ``.0``, dates as 2021-05-03; raises ``BadCell`` on ``#N/A``.

    >>> text_of("　ＡＢ（１２）\\n"), text_of(320.0), text_of(None), text_of("⼤同，㎡")
    ('AB(12)', '320', '', '大同，㎡')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        if isinstance(value, CellError):
            raise BadCell("reading.not_computed" if value == "=" else "reading.cell_error", value)
        return value.strip() if value.isascii() and "\0" not in value else _narrowed(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if (value.hour, value.minute) != (0, 0) else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


@lru_cache(maxsize=KEPT)
def _narrowed(text: str) -> str:
    return _WIDE.sub(_narrow, text).strip()


def _narrow(match: re.Match[str]) -> str:
    return _WIDTHS[ord(match[0])] or ""


def is_blank(value: Cell) -> bool:
    """Whether nothing stands there, not even a word for nothing.

    >>> is_blank("　"), is_blank("无"), is_blank(0)
    (True, False, False)
    """
    return value is None or (isinstance(value, str) and not isinstance(value, CellError) and not text_of(value))


def has_nothing(value: Cell) -> bool:
    """Whether the cell is blank or says so: 无, 空缺, /, —.

    >>> has_nothing("空 缺"), has_nothing("——"), has_nothing(0)
    (True, True, False)
    """
    if value is None:
        return True
    if not isinstance(value, str) or isinstance(value, CellError):
        return False
    return _says_nothing(value)


@lru_cache(maxsize=KEPT)
def _says_nothing(value: str) -> bool:
    text = text_of(value)
    return text in NOTHING or (len(text) <= LONGEST_NOTHING and GAPS.sub("", text) in NOTHING)


def parse_text(value: Cell) -> str | None:
    """The text, with line breaks and runs of spaces as one space; None where the cell is blank.

    >>> parse_text(" 东至　迎宾街\\n西至 魏都大道 ")
    '东至 迎宾街 西至 魏都大道'
    """
    return GAPS.sub(" ", text_of(value)) or None


def parse_name(value: Cell) -> str | None:
    """A person's name: spaces inside Chinese names removed, one kind of middle dot; None where the cell has nothing.

    >>> parse_name("张　三"), parse_name("买买提•艾力"), parse_name("空缺")
    ('张三', '买买提·艾力', None)
    """
    if has_nothing(value):
        return None
    text = text_of(value)
    if not text.isascii():
        text = DOTS.sub("·", GAPS.sub("", text))
    if not NAME.fullmatch(text):
        raise BadCell("reading.name", text)
    return text
