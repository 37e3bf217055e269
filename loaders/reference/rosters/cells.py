"""How people write things in cells: dates in ten ways, 是 or √, several names in one cell, phones in groups."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loaders.reference.district.names import Person
from loaders.reference.district.records import Place

__all__ = [
    "compact",
    "dotted",
    "grid_short",
    "grid_spoken",
    "month_compact",
    "month_dotted",
    "month_spoken",
    "name_of",
    "names_of",
    "office",
    "phone_of",
    "since_dotted",
    "spaced",
    "spoken",
    "tick",
    "wide_digits",
    "yes",
]

DIGITS = "零一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def dotted(day: date | None) -> str:
    """2024.5.3"""
    return f"{day.year}.{day.month}.{day.day}" if day else ""


def compact(day: date | None) -> str:
    """20240503"""
    return f"{day:%Y%m%d}" if day else ""


def spoken(day: date | None) -> str:
    """2024年5月3日"""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def month_dotted(day: date | None) -> str:
    """2024.05"""
    return f"{day:%Y.%m}" if day else ""


def month_compact(day: date | None) -> str:
    """202405"""
    return f"{day:%Y%m}" if day else ""


def month_spoken(day: date | None) -> str:
    """2024年5月"""
    return f"{day.year}年{day.month}月" if day else ""


def since_dotted(day: date | None) -> str:
    """2021.6-至今"""
    return f"{day.year}.{day.month}-至今" if day else ""


def yes(value: bool) -> str:
    """是 or 否."""
    return "是" if value else "否"


def tick(value: bool) -> str:
    """√ or 无."""
    return "√" if value else "无"


def name_of(person: Person | None) -> str:
    return person.name if person else ""


def phone_of(person: Person | None) -> str:
    return person.phone if person else ""


def names_of(people: Iterable[Person | str], mark: str = "、") -> str:
    """Several people in one cell."""
    return mark.join(person if isinstance(person, str) else person.name for person in people)


def spaced(name: str) -> str:
    """张　伟: names of two characters are stretched with a full-width space."""
    return "\u3000".join(name) if len(name) == 2 else name


def wide_digits(text: str) -> str:
    """Digits as a Chinese input method writes them in full width."""
    return text.translate(WIDE)


def grid_spoken(name: str) -> str:
    """三网格 for 第3网格; a grid with a name of its own keeps it."""
    digits = name.removeprefix("第").removesuffix("网格")
    return f"{DIGITS[int(digits)]}网格" if digits.isascii() and digits.isdigit() else name


def grid_short(name: str) -> str:
    """3网格 for 第3网格."""
    digits = name.removeprefix("第").removesuffix("网格")
    return f"{digits}网格" if digits.isascii() and digits.isdigit() else name


def office(place: Place) -> str:
    """The long name that offices use: 永泰街道办事处, 康吉社区居委会."""
    return f"{place.community}{place.committee}" if place.community else f"{place.street}办事处"
