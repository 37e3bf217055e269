"""Expressions on dates: moved by years, months and days, and what lies between two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from graph.coverage.query.forms import Expression, Form, compile_parts
from graph.coverage.query.scope import Scope

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["DATES", "months_between", "moved"]


def _date(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
    compiler.only(spec, ("date", "years", "months", "days"), at)
    start = compiler.expression(spec["date"], labels, at)
    parts = {
        unit: compiler.expression(spec[unit], labels, f"{at}.{unit}")
        for unit in ("years", "months", "days")
        if unit in spec
    }

    def work(scope: Scope, id: str) -> Any:
        day = start(scope, id)
        told = {unit: part(scope, id) for unit, part in parts.items()}
        if day is None or any(value is None for value in told.values()):
            return None
        return moved(day, **{unit: int(value) for unit, value in told.items()})

    return work


def moved(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """A day so many years, months and days later (earlier where negative); the 31st becomes a shorter month's last.

    >>> moved(date(2024, 2, 29), years=1), moved(date(2026, 8, 31), months=6)
    (datetime.date(2025, 2, 28), datetime.date(2027, 2, 28))
    """
    at = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = divmod(at, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last) + timedelta(days=days)
            except ValueError:
                continue
    raise ValueError(f"{day} cannot be moved by {years} years and {months} months")


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; negative where the other is earlier.

    >>> months_between(date(2026, 11, 1), date(2027, 5, 1)), months_between(date(2026, 11, 2), date(2027, 5, 1))
    (6, 5)
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def _between(key: str, work: Callable[[date, date], int]) -> Form:
    def compile_one(compiler: Compiler, spec: dict[str, Any], labels: tuple[str, ...], at: str) -> Expression:
        compiler.only(spec, (key,), at)
        start, end = compile_parts(compiler, spec[key], labels, at, 2)

        def between(scope: Scope, id: str) -> Any:
            since, until = start(scope, id), end(scope, id)
            return None if since is None or until is None else work(since, until)

        return between

    return compile_one


DATES: dict[str, Form] = {
    "date": _date,
    "days": _between("days", lambda start, end: (end - start).days),
    "months": _between("months", months_between),
}
