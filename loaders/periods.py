"""The period that a total is for: one spelling for each month, quarter, half and whole year.

What cannot be read as a period stays as it was written; it then has no end, and comes before every period that has one.

>>> [period_of(text) for text in ("2026年上半年", "2026.1-6", "2026年二季度", "202606", "2026年度", "2026.6.30")]
['2026-H1', '2026-H1', '2026-Q2', '2026-06', '2026', '2026-06-30']
>>> str(period_end("2026-H1")), str(period_end("2026-06-30")), period_end("换届以来")
('2026-07-01', '2026-07-01', None)
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from loaders.linking.names import plain_name

__all__ = ["period_end", "period_of"]

_MONTHS_OF = {
    "H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
}  # fmt: skip
_HALVES = {"上": "H1", "下": "H2"}
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4", "1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_HALF = re.compile(r"(\d{4})年?度?(上|下)半年度?")
_QUARTER = re.compile(r"(\d{4})年?度?第?([一二三四1-4])季度?")
_STORED = re.compile(r"(\d{4})-([HQ]\d)")
_DAY = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日?|([-./])(\d{1,2})\4(\d{1,2}))")
_MONTH = re.compile(r"(\d{4})(?:年(\d{1,2})月份?|[-./](0\d|1[0-2]|[2-9])|(0\d|1[0-2]))")
_MONTHS = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})月?[-—~～至到](?:\1(?:年|[-./]))?(\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})(?:年度?|年全年)?")


@lru_cache(maxsize=1024)
def period_of(written: str) -> str:
    """The period in its one spelling; the text itself, without spaces, where it names none."""
    plain = re.sub("^(?:截至|截止|统计至)", "", plain_name(written))
    if match := _HALF.fullmatch(plain):
        return f"{match[1]}-{_HALVES[match[2]]}"
    if match := _QUARTER.fullmatch(plain):
        return f"{match[1]}-{_QUARTERS[match[2]]}"
    if (match := _DAY.fullmatch(plain)) and (day := _date(match[1], match[2] or match[5], match[3] or match[6])):
        return day.isoformat()
    if match := _MONTH.fullmatch(plain):
        month = int(match[2] or match[3] or match[4])
        return f"{match[1]}-{month:02d}" if 1 <= month <= 12 else plain
    if match := _MONTHS.fullmatch(plain):
        return _months(match[1], int(match[2]), int(match[3])) or plain
    return match[1] if (match := _YEAR.fullmatch(plain)) else plain


def period_end(period: str) -> date | None:
    """The day after the period's last; None for a text that is no period."""
    if match := _STORED.fullmatch(period):
        return _after(int(match[1]), _MONTHS_OF[match[2]][1])
    if match := re.fullmatch(r"(\d{4})-(\d\d)~(\d\d)", period):
        return _after(int(match[1]), int(match[3]))
    if (match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", period)) and (day := _date(*match.groups())):
        return day + timedelta(days=1)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", period):
        return _after(int(match[1]), int(match[2]))
    return date(int(period) + 1, 1, 1) if re.fullmatch(r"\d{4}", period) else None


def _months(year: str, first: int, last: int) -> str | None:
    if not 1 <= first <= last <= 12:
        return None
    if (first, last) == (1, 12):
        return year
    if first == last:
        return f"{year}-{first:02d}"
    named = next((name for name, months in _MONTHS_OF.items() if months == (first, last)), None)
    return f"{year}-{named}" if named else f"{year}-{first:02d}~{last:02d}"


def _after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
