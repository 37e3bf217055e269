"""Serial numbers in names: 第3网格, 三网格 and 网格03 are the third grid."""

from __future__ import annotations

import re
from functools import cache

from loaders.errors import BadCell
from loaders.workbook.sheet import Cell
from loaders.workbook.text import GAPS, has_nothing, text_of

__all__ = ["parse_serial", "serial_of_numeral"]

SIGNS = ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {sign: value for value, signs in enumerate(SIGNS) for sign in signs}
TENS = {"廿": 2, "卅": 3, "卌": 4}
NUMERAL = "".join(DIGITS) + "".join(TENS) + "十拾百佰"
LARGEST = 999

DIGIT = f"[{''.join(DIGITS)}]"
SPOKEN = re.compile(rf"(?:({DIGIT})[百佰][零〇]?)?(?:({DIGIT})?[十拾]|([{''.join(TENS)}])[十拾]?)?({DIGIT})?")
READ_OUT = re.compile(rf"{DIGIT}{{2,3}}")


def parse_serial(value: Cell, *, word: str = "网格") -> int | None:
    """The serial number that a name carries before or after ``word``; None where the cell has nothing.

    A number alone is the serial. A name without one (红旗网格) is refused: the caller may keep it as a name.

    >>> [parse_serial(name) for name in ("第3网格", "3网格", "三网格", "第十二网格", "网格3", "03网格", 3, "廿一网格")]
    [3, 3, 3, 12, 3, 3, 3, 21]
    >>> parse_serial("迎宾社区第一百零二网格")
    102
    """
    if has_nothing(value):
        return None
    text = GAPS.sub("", text_of(value))
    match = _around(word).fullmatch(text)
    serial = serial_of_numeral(next(filter(None, match.groups()))) if match else None
    if isinstance(value, bool) or serial is None:
        raise BadCell("reading.serial", value, word=word)
    return serial


def serial_of_numeral(text: str) -> int | None:
    """A whole number from 1 to 999 in digits or Chinese; None where the text is none.

    >>> [serial_of_numeral(text) for text in ("007", "两百一十", "一〇二", "二十", "十十", "1000")]
    [7, 210, 102, 20, None, None]
    """
    if text.isascii() and text.isdecimal():
        number = int(text) if len(text) <= 6 else 0
    elif READ_OUT.fullmatch(text):
        number = int("".join(str(DIGITS[sign]) for sign in text))
    elif text and (match := SPOKEN.fullmatch(text)):
        number = _spoken(text, match)
    else:
        return None
    return number if 1 <= number <= LARGEST else None


def _spoken(text: str, match: re.Match[str]) -> int:
    hundreds, tens, score, ones = match.groups()
    number = 100 * DIGITS.get(hundreds or "", 0) + DIGITS.get(ones or "", 0)
    if score:
        return number + 10 * TENS[score]
    if "十" in text or "拾" in text:
        return number + 10 * DIGITS.get(tens or "一", 1)
    if hundreds and ones and not re.search("[零〇]", text):
        return 100 * DIGITS[hundreds] + 10 * DIGITS[ones]  # 一百二 is said for 120
    return number


@cache
def _around(word: str) -> re.Pattern[str]:
    number, name = rf"(\d+|[{NUMERAL}]+)", re.escape(word)
    lead = rf"(?:.*[^\d{NUMERAL}第])?第?"
    return re.compile(rf"{lead}{number}(?:号|#)?{name}|.*?{name}第?{number}(?:号|#)?|第?{number}(?:号|#)?")
