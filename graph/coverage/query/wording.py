"""Filling the places of a text: numbers, dates and unknowns as they are written in each language."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from graph.coverage.query.values import Span

__all__ = ["filled"]


def filled(template: str, values: Mapping[str, Any], language: str) -> str:
    """The text with its places filled; one that has no value is said to be not recorded.

    Raises ``ValueError``, ``AttributeError`` or ``LookupError`` where the places are not written as such.

    >>> filled("{a}人，{b}", {"a": Span(2, 4)}, "zh"), filled("{a} of {b}", {"a": 0.26078, "b": 487}, "en")
    ('2–4人，未记载', '0.2608 of 487')
    """
    told = {name: _word(values.get(name), language) for name in _fields(template)}
    return string.Formatter().vformat(template, (), told)


def _fields(template: str) -> Iterator[str]:
    for _, name, _, _ in string.Formatter().parse(template):
        if name:
            yield name


def _word(value: Any, language: str) -> str:
    if value is None:
        return {"zh": "未记载", "en": "not recorded"}[language]
    if hasattr(value, "zh") and hasattr(value, "en"):
        return str(getattr(value, language))
    if isinstance(value, Span):
        return f"{value.low:g}–{value.high:g}"
    if isinstance(value, bool):
        return {"zh": "是" if value else "否", "en": "yes" if value else "no"}[language]
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return value.isoformat() if isinstance(value, date) else str(value)
