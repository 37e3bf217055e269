"""Where an answer first differs from the evaluated one; None where they are equal.

Floats are equal within 1e-9 of their size, moments where they are the same instant. Cursors are opaque: both have one or
neither (where they lead is tested by following each). What the contract does not order is compared as a bag; of a path only
its length and that both sides found one (:func:`tests.api.graphql.equality.around.is_way` says whether it is one).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from math import isclose
from typing import Any

from tests.api.graphql.equality.evaluate import Evaluated

__all__ = ["difference"]

Path = tuple[str | int, ...]


def difference(expected: Evaluated, data: Any, codes: set[str], is_refused: bool) -> str | None:
    """The path and both values of the first difference between the evaluated answer and another one."""
    if expected.data is None:
        if not is_refused:
            return f"answered, but is to be refused with {sorted(expected.codes)}"
        return (
            None if codes and codes <= expected.codes else f"refused with {sorted(codes)}, not {sorted(expected.codes)}"
        )
    if is_refused:
        return f"refused with {sorted(codes)}, but is to be answered"
    if codes != expected.codes:
        return f"errors {sorted(codes)}, not {sorted(expected.codes)}"
    return _differ(expected.data, data, (), expected.loose)


def _differ(want: Any, have: Any, path: Path, loose: Mapping[Path, str]) -> str | None:
    word = loose.get(path)
    if word in ("cursor", "moment") and isinstance(want, str) and isinstance(have, str):
        return None if word == "cursor" or _instant(want) == _instant(have) else _told(want, have, path)
    if word == "way" and want and have:
        return _differ(want.get("length"), have.get("length"), (*path, "length"), loose)
    if isinstance(want, dict) and isinstance(have, dict):
        if want.keys() != have.keys():
            return _told(sorted(want), sorted(have), path)
        return _first(_differ(want[key], have[key], (*path, key), loose) for key in want)
    if isinstance(want, list) and isinstance(have, list):
        if word == "bag":
            want, have = (sorted(rows, key=_sorting) for rows in (want, have))
        if len(want) != len(have):
            return _told(f"{len(want)} items {want!r}"[:600], f"{len(have)} items {have!r}"[:600], path)
        return _first(_differ(a, b, (*path, place), loose) for place, (a, b) in enumerate(zip(want, have, strict=True)))
    return None if _same(want, have) else _told(want, have, path)


def _first(told: Any) -> str | None:
    return next((one for one in told if one is not None), None)


def _sorting(row: Any) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def _same(want: Any, have: Any) -> bool:
    if isinstance(want, bool) or isinstance(have, bool):
        return want is have
    if isinstance(want, (int, float)) and isinstance(have, (int, float)):
        return isclose(want, have, rel_tol=1e-9, abs_tol=0.0)
    return type(want) is type(have) and bool(want == have)


def _instant(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _told(want: Any, have: Any, path: Path) -> str:
    return f"at {'.'.join(map(str, path)) or 'the top'}: expected {want!r}, answered {have!r}"
