"""Numbers that are known, numbers that follow from an operation's variables, and their sums and products.

>>> rows = lambda variables: variables["n"]
>>> price = add((1, times(rows, add((1, 2)))))
>>> price({"n": 10}), add((1, times(2, 3)))
(31, 7)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

__all__ = ["Given", "add", "later", "times"]

Given = int | Callable[[Mapping[str, Any]], int]
"""A number, or how it follows from the variables."""


def add(terms: Iterable[Given]) -> Given:
    """The sum; a number as long as all terms are."""
    known, unknown = 0, []
    for term in terms:
        if callable(term):
            unknown.append(term)
        else:
            known += term
    if not unknown:
        return known
    if len(unknown) == 1:
        (only,) = unknown
        return lambda variables: known + only(variables)
    return lambda variables: known + sum(term(variables) for term in unknown)


def times(one: Given, other: Given) -> Given:
    """The product; a number where both are."""
    if not callable(one) and not callable(other):
        return one * other
    first, second = later(one), later(other)
    return lambda variables: first(variables) * second(variables)


def later(term: Given) -> Callable[[Mapping[str, Any]], int]:
    """A number as something to be called with variables."""
    return term if callable(term) else lambda variables: term
