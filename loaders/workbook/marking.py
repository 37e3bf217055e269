"""Files marked 秘密, 机密 or 绝密: this is not a classified system, and they are refused.

What counts as a mark, after GB/T 9704 (the word at the top of the first page, with ★ and a period):

- the word followed by a star: 秘密★, 机密★1年, 绝密 ☆, anywhere in a mark's place;
- the word alone in a cell, with or without brackets or 级: 秘密, 【机密】, （绝密级）;
- the word after 密级 or 保密等级: 密级：秘密.

A mark's place is the file name and the sheet names (there the word must stand by itself, between signs), the print
headers and footers, and the first six rows. The words inside ordinary text (商业秘密保护, 保密工作, 国家秘密载体) are
no marks, and neither is 内部 or 敏感, which have rights of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.workbook.sheet import Sheet

__all__ = ["MARK_ROWS", "is_marked", "mark_in_name", "mark_in_sheet"]

MARK_ROWS = 6

WORD = r"(?:秘\s*密|机\s*密|绝\s*密)"
STARRED = re.compile(WORD + r"\s*级?\s*[★☆✩⭐]")
ALONE = re.compile(r"[\s\[【（(〔〈《*]*" + WORD + r"\s*级?[\s\]】）)〕〉》*]*(?:\d{1,2}\s*年|长期)?\s*")
GRADED = re.compile(r"(?:密\s*级|保密等级|保密级别)\s*[:：]?\s*[\[【（(]?\s*" + WORD)
SIGNS = r"[\s_\-—.,，、·+&()（）\[\]【】〔〕《》★☆0-9]"
IN_NAME = re.compile(rf"(?:^|{SIGNS}){WORD}级?(?:{SIGNS}|$)")
STEERING = re.compile(r"&(?:amp;)?(?:[LCRPND]|\"[^\"]*\"|\d+|[BIUSEXYK])", re.I)
"""Codes of fonts and sides in a print header: ``&L&"宋体"&10 秘密★``."""


def is_marked(text: str) -> bool:
    """Whether a text in a mark's place is a mark.

    >>> [is_marked(text) for text in ("秘密★1年", "【机密】", "密级：绝密", "商业秘密保护", "张秘密", "内部")]
    [True, True, True, False, False, False]
    """
    return bool(STARRED.search(text) or ALONE.fullmatch(text) or GRADED.search(text))


def mark_in_name(name: str) -> bool:
    """Whether a file's name carries a mark.

    >>> [mark_in_name(name) for name in ("【秘密】名册.xlsx", "名册_机密.xls", "保守国家秘密培训.xlsx")]
    [True, True, False]
    """
    stem = name.rsplit(".", 1)[0]
    return bool(STARRED.search(stem) or IN_NAME.search(stem))


def mark_in_sheet(sheet: Sheet, margins: Iterable[str] = ()) -> str | None:
    """Where a sheet carries a mark: a cell like ``A1``, or ``页眉页脚``, or ``表名``; None where it has none."""
    from loaders.workbook.sheet import column_letter

    if mark_in_name(sheet.name):
        return "表名"
    if any(is_marked(part.strip()) for margin in margins for part in STEERING.split(margin)):
        return "页眉页脚"
    for number in range(sheet.first_row, sheet.first_row + MARK_ROWS):
        for column, value in enumerate(sheet.row(number), start=1):
            if isinstance(value, str) and is_marked(value.strip()):
                return f"{column_letter(column)}{number}"
    return None
