"""What kind of line a row is: data, a total, a note, or nothing.

Totals and notes are recognised by the row's first text, whole, so that a shop called 合计百货 stays data; a numbered
row is data unless its text is a bare 合计.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from loaders.workbook.sheet import Cell, CellError

__all__ = ["Line", "is_ditto", "line_of"]

Line = Literal["data", "total", "note", "blank"]

GAPS = re.compile(r"\s+")
SUM = r"(?:合计|总计|小计|共计|累计|总和|总数)"
TOTAL = re.compile(rf"(?:本[页表])?{SUM}[:：]?(?:[\d.,]+[\w人户个名条项]?)?[。.]?")
TOTAL_OF = re.compile(r"[^\d:：,，。]{1,12}(?:合计|总计|小计|共计)[:：]?")
NOTE_COLON = re.compile(
    r"[*※]?(?:备注|注意?|附注?|说明|填表说明|填报说明|填写说明|联系人|联系电话|电话|日期|时间|单位|单位负责人|负责人)"
    r"[一二三四五六七八九十\d]{0,2}[:：]"
)
NOTE_WORD = re.compile(
    r"(?:填表|填报|制表|审核|审批|复核|经办|统计|报送|主管|分管)(?:人|单位|领导|日期|时间|负责人)?(?:员?签[字名])?(?:\(?盖章\)?|\(?签[字名]\)?)?(?:[:：]|$)"
)
DITTO = frozenset(
    {"同上", "同前", "〃", "″", "''", '"', '""', "“", "”", "“”", "″″", "〞", "々", "-〃-", "—〃—", "--〃--", "(同上)"}
)
STARTS = frozenset({sign[0] for sign in DITTO} | set(" \u3000\n（"))
LONGEST_DITTO = 8
FEW = 4
"""A note that only says 联系人： beside at most this many other filled cells; a data row has more."""


def line_of(cells: Sequence[Cell]) -> Line:
    """The kind of line that these raw cells are.

    >>> [line_of(cells) for cells in ([1, "张三"], ["合 计", None, 320], [None, "注：以上为示例"], [None, " "])]
    ['data', 'total', 'note', 'blank']
    >>> line_of([5, "小计便利店"]), line_of(["东街街道小计", None, 12]), line_of(["填表人：李四", None, "审核人："])
    ('data', 'total', 'note')
    """
    filled = [value for value in cells if value is not None and not (isinstance(value, str) and not value.strip())]
    if not filled:
        return "blank"
    numbered = not isinstance(filled[0], str)
    first = next((value for value in filled[:2] if isinstance(value, str)), None)
    if first is None or isinstance(first, CellError):
        return "data"
    text = GAPS.sub("", first).replace("（", "(").replace("）", ")")
    if TOTAL.fullmatch(text) or (not numbered and TOTAL_OF.fullmatch(text)):
        return "total"
    if not numbered and len(filled) <= FEW and (NOTE_COLON.match(text) or NOTE_WORD.match(text)):
        return "note"
    return "data"


def is_ditto(value: Cell) -> bool:
    """Whether the cell says that it repeats the one above.

    >>> [is_ditto(value) for value in ("同 上", "〃", '"', "同上海路", 5)]
    [True, True, True, False, False]
    """
    if not isinstance(value, str) or value[:1] not in STARTS or len(value) > LONGEST_DITTO:
        return False
    return GAPS.sub("", value).replace("（", "(").replace("）", ")") in DITTO
