"""The one catalogue of texts that people read: Chinese first, English beside.

Every text that reaches a user has a key here, ``area.what_happened``; the area is the
name of the YAML file that holds it. A text may have places in braces, filled by name.

>>> str(text("common.unknown"))
'未知 / unknown'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from graph.yaml_text import load_yaml

__all__ = ["Message", "catalogue", "text"]


@dataclass(frozen=True, slots=True)
class Message:
    """One text in both languages, with its key; ``str`` gives both, Chinese first."""

    key: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every text by key, each with ``zh`` and ``en``; read once from the YAML files beside this module."""
    texts: dict[str, dict[str, str]] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".yaml"):
            continue
        area = file.name.removesuffix(".yaml")
        for name, both in load_yaml(file.read_text(encoding="utf-8")).items():
            texts[f"{area}.{name}"] = both
    return texts


def text(key: str, /, **values: Any) -> Message:
    """The text of that key with its places filled; raises ``KeyError`` where key or a place's value is missing."""
    both = catalogue()[key]
    return Message(key, both["zh"].format(**values), both["en"].format(**values))
