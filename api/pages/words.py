"""Texts of the one catalogue in the language of a page, and values as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from graph.messages import Message, text
from graph.model import load_model

__all__ = ["Lang", "Words", "as_day", "as_number", "as_percent"]

Lang = Literal["zh", "en"]


class Words:
    """The texts in one language: ``words("pages.nothing")``.

    >>> Words("en")("common.unknown"), Words("zh").of({"zh": "街道", "en": "street"})
    ('unknown', '街道')
    """

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of a key; raises ``KeyError`` where the catalogue has none."""
        return self.of(text(key, **values))

    def of(self, both: Message | Mapping[str, str] | None) -> str:
        """What has both languages, in this one; nothing for None."""
        if both is None:
            return ""
        if isinstance(both, Message):
            return both.zh if self.lang == "zh" else both.en
        return str(both[self.lang])

    def kind(self, label: str) -> str:
        """What nodes of a label are called.

        >>> Words("zh").kind("Compound"), Words("en").kind("Compound")
        ('小区', 'Compound')
        >>> Words("zh").kind("Finding")
        '缺口'
        """
        model = load_model()
        found = model.sublabel(label) or model.label(label)
        return found.zh if self.lang == "zh" else found.en


def as_number(value: float | None) -> str:
    """
    >>> as_number(1529), as_number(2.25), as_number(None)
    ('1,529', '2.25', '—')
    """
    if value is None:
        return "—"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def as_percent(value: float | None) -> str:
    """
    >>> as_percent(325 / 425), as_percent(1), as_percent(None)
    ('76.5 %', '100 %', '—')
    """
    if value is None:
        return "—"
    return "100 %" if value == 1 else f"{100 * value:.1f} %"


def as_day(value: str | date | None) -> str:
    """
    >>> as_day("2026-11-01T08:00:00+08:00"), as_day(date(2026, 11, 1)), as_day(None)
    ('2026-11-01', '2026-11-01', '—')
    """
    return "—" if value is None else str(value)[:10]
