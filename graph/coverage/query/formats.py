"""Formats of codes that conditions may ask for by name; sources as in :mod:`graph.model.codes`."""

from __future__ import annotations

import re
from collections.abc import Callable

from graph.model import division_level, is_uscc

__all__ = ["FORMATS"]

_GRID = re.compile(r"\d{15}")

FORMATS: dict[str, Callable[[str], bool]] = {
    "uscc": is_uscc,
    "division": lambda code: division_level(code) is not None,
    "grid": lambda code: bool(_GRID.fullmatch(code)),
}
"""Name → whether a text is a well-formed code of that kind."""
