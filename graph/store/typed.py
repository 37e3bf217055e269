"""Whether a value is what the model declares of its property: the one meaning of the types, for checking and export.

>>> from graph.model import load_model
>>> fits(3, load_model().properties("Grid")["households"]), fits("3", load_model().properties("Grid")["households"])
(True, False)
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from graph.model import Property

__all__ = ["fits"]

_PYTHON: dict[str, type | tuple[type, ...]] = {
    "text": str, "code": str, "json": str, "integer": int, "number": (float, int), "flag": bool, "date": date,
    "datetime": datetime,
}  # fmt: skip


def fits(value: Any, declared: Property) -> bool:
    """Whether a value, as :func:`graph.store.reader.plain` gives it, is of the declared type; a number may be whole."""
    if declared.many:
        return isinstance(value, list) and all(_fits_one(one, declared.type) for one in value)
    return _fits_one(value, declared.type)


def _fits_one(value: Any, type: str) -> bool:
    if isinstance(value, bool):
        return type == "flag"
    if isinstance(value, datetime):
        return type == "datetime"
    return isinstance(value, _PYTHON[type]) and (type != "json" or _is_json(str(value)))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
