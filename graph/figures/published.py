"""What districts have published, by the first six digits of their code (``published/<code>.yaml``)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from graph.yaml_text import load_yaml

__all__ = ["published_by", "published_figures"]


@cache
def published_by(code: str) -> dict[str, Any]:
    """The figures (by id) and the conflicts between them that the district of this code has published; both empty where
    nothing of it is known. Not to be changed by whoever asks.

    >>> published_by("140213000000")["figures"]["grids"]["published"], published_by("999999")["figures"]
    (1529, {})
    """
    file = resources.files(__package__) / "published" / f"{code[:6]}.yaml"
    if not code[:6].isdigit() or not file.is_file():
        return {"figures": {}, "conflicts": []}
    found: dict[str, Any] = load_yaml(file.read_text("utf-8"))
    return found


def published_figures(code: str) -> dict[str, float]:
    """The published value of each figure by its id."""
    return {name: row["published"] for name, row in published_by(code)["figures"].items()}
