"""Values that may be unknown: three-valued truth (Kleene), and numbers of which only bounds are known.

>>> both(True, None), either(True, None), negated(None)
(None, True, None)
>>> at_least(Span(2, 4), 3), at_least(Span(3, 4), 3)
(None, True)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = [
    "COMPARISONS",
    "Number",
    "Span",
    "Truth",
    "Words",
    "at_least",
    "both",
    "bounds",
    "combine",
    "either",
    "equal",
    "negated",
    "over",
]

Truth = bool | None
"""True, False, or None where it cannot be known."""


class Span(NamedTuple):
    """A number that lies between two bounds, both included."""

    low: float
    high: float


class Words(NamedTuple):
    """A text in both languages, as an expression gives it."""

    zh: str
    en: str


Number = float | int | Span


def both(a: Truth, b: Truth) -> Truth:
    """True where both are, False where one is False."""
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def either(a: Truth, b: Truth) -> Truth:
    """True where one is, False where both are False."""
    if a is True or b is True:
        return True
    return None if a is None or b is None else False


def negated(a: Truth) -> Truth:
    """The opposite; unknown stays unknown."""
    return None if a is None else not a


def bounds(value: Any) -> tuple[Any, Any]:
    """The lower and the upper bound of a value; both the value itself where it is known."""
    return (value.low, value.high) if isinstance(value, Span) else (value, value)


def at_least(a: Any, b: Any) -> Truth:
    """a ≥ b, for numbers and dates."""
    if not isinstance(a, Span) and not isinstance(b, Span):
        return bool(a >= b)
    (low, high), (least, most) = bounds(a), bounds(b)
    if low >= most:
        return True
    return False if high < least else None


def over(a: Any, b: Any) -> Truth:
    """a > b."""
    if not isinstance(a, Span) and not isinstance(b, Span):
        return bool(a > b)
    return negated(at_least(b, a))


def equal(a: Any, b: Any) -> Truth:
    """a = b."""
    if not isinstance(a, Span) and not isinstance(b, Span):
        return bool(a == b)
    (low, high), (least, most) = bounds(a), bounds(b)
    if low == high and least == most:
        return bool(low == least)
    return None if low <= most and least <= high else False


COMPARISONS: dict[str, Callable[[Any, Any], Truth]] = {
    "is": equal,
    "not": lambda a, b: negated(equal(a, b)),
    "atLeast": at_least,
    "atMost": lambda a, b: at_least(b, a),
    "over": over,
    "under": lambda a, b: over(b, a),
}
"""The comparisons of conditions; each takes two known values (or spans)."""


def combine(work: Callable[[float, float], float], a: Number, b: Number) -> Number:
    """Arithmetic on numbers of which only bounds may be known: the extremes over the corners."""
    if not isinstance(a, Span) and not isinstance(b, Span):
        return work(a, b)
    corners = [work(x, y) for x in bounds(a) for y in bounds(b)]
    return Span(min(corners), max(corners))
