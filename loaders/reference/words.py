"""The word lists and the code list that lie beside the generator, read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["divisions", "words"]


@cache
def words(name: str) -> Any:
    """The YAML word list of that name: a mapping of lists, or a list of rows."""
    return yaml.safe_load(_text(f"{name}.yaml"))


@cache
def divisions() -> tuple[dict[str, str], ...]:
    """The official codes of district 140213 (2023 edition): rows of code, name, level, parent_code."""
    return tuple(csv.DictReader(_text("divisions.csv").lstrip("\ufeff").splitlines()))


def _text(name: str) -> str:
    return files("loaders.reference").joinpath("data", name).read_text(encoding="utf-8")
