"""Whether something is alive on a date: the one meaning of time, in Python and in Cypher.

A dated fact is the half-open interval [validFrom, validTo): alive(t) when validFrom ≤ t and validTo is absent or
t < validTo. A missing validFrom is alive, and :func:`is_undated` tells it apart. An expired term (termEnd) ends
nothing unless the caller assumes so for a forecast.

>>> from datetime import date
>>> alive({"validFrom": date(2024, 1, 1), "validTo": date(2026, 1, 1)}, date(2026, 1, 1))
False
>>> alive({"validFrom": None}, date(2026, 1, 1))
True
>>> alive({"termEnd": date(2025, 1, 1)}, date(2026, 1, 1)), alive(
...     {"termEnd": date(2025, 1, 1)}, date(2026, 1, 1), assume_terms_end=True)
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

__all__ = ["alive", "alive_cypher", "is_undated"]


def alive(facts: Mapping[str, Any], on: date, *, assume_terms_end: bool = False) -> bool:
    """Whether the fact with these dates is alive on that day; with the flag, a term's end counts as an end."""
    start, end = facts.get("validFrom"), facts.get("validTo")
    if assume_terms_end and facts.get("termEnd") is not None:
        end = min(end, facts["termEnd"]) if end is not None else facts["termEnd"]
    return (start is None or start <= on) and (end is None or on < end)


def is_undated(facts: Mapping[str, Any]) -> bool:
    """Whether the start is missing, so that "alive" rests on nothing but the file's silence."""
    return facts.get("validFrom") is None


def alive_cypher(name: str, *, assume_terms_end: bool = False, on: str = "$asOf") -> str:
    """The same as a Cypher predicate on a variable; ``on`` is the parameter that holds the date.

    >>> alive_cypher("t")
    '((t.validFrom IS NULL OR t.validFrom <= $asOf) AND (t.validTo IS NULL OR $asOf < t.validTo))'
    """
    ends = ["validTo", "termEnd"] if assume_terms_end else ["validTo"]
    still = " AND ".join(f"({name}.{end} IS NULL OR {on} < {name}.{end})" for end in ends)
    return f"(({name}.validFrom IS NULL OR {name}.validFrom <= {on}) AND {still})"
