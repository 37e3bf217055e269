"""What a node says of itself, property by property, with the names that the model gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.words import as_day, as_number
from graph.messages import catalogue
from graph.model import load_model

if TYPE_CHECKING:
    from api.pages.words import Words

__all__ = ["Line", "described", "kind_of", "role_of"]

_ELSEWHERE = frozenset({"id", "name", "sources", "synthetic", "outside", "kindText", "boundary", "pinyin", "initials"})
"""What the page says at another place, or what nobody reads."""


@dataclass(frozen=True, slots=True)
class Line:
    """A property's name and value in the language of the page."""

    name: str
    words: str
    value: str


def described(node: Mapping[str, Any], words: Words) -> list[Line]:
    """The properties that the node has, in the order of the model.

    >>> from api.pages.words import Words
    >>> compound = {"__typename": "Compound", "buildingCount": 13, "isOld": False}
    >>> [(line.words, line.value) for line in described(compound, Words("zh"))]
    [('老旧小区', '否'), ('楼栋数', '13 栋')]
    """
    lines = []
    for name, declared in load_model().properties(node["__typename"]).items():
        value = node.get(name)
        if name in _ELSEWHERE or value is None or value == []:
            continue
        said = kind_of(node, words) if name == "kind" else _said(value, declared.type, declared.unit, words)
        lines.append(Line(name, declared.zh if words.lang == "zh" else declared.en, said))
    return lines


def kind_of(node: Mapping[str, Any], words: Words) -> str:
    """What kind of its label a node is, as the roster wrote it or as the model calls it; nothing where nobody told.

    >>> from api.pages.words import Words
    >>> kind_of({"__typename": "PartyOrganisation", "kind": "generalBranch", "kindText": None}, Words("zh"))
    '党总支'
    """
    told = node.get("kindText") or node.get("kind")
    if not told:
        return ""
    sub = load_model().sublabel(node["__typename"])
    if sub and told in sub.kinds:
        return sub.kinds[told]
    key = f"pages_of.kind_{told}"
    return words(key) if key in catalogue() else str(told)


def role_of(role: str | None, words: Words) -> str:
    """What a role is called.

    >>> from api.pages.words import Words
    >>> role_of("gridLeader", Words("zh")), role_of(None, Words("zh"))
    ('网格长', '')
    """
    found = load_model().roles.get(role or "")
    if found is None:
        return role or ""
    return found.zh if words.lang == "zh" else found.en


def _said(value: Any, type_: str, unit: str | None, words: Words) -> str:
    if isinstance(value, bool):
        return words("pages_of.is_yes" if value else "pages_of.is_no")
    if isinstance(value, list):
        return words("pages.comma").join(str(each) for each in value)
    if type_ == "date":
        return as_day(value)
    if type_ == "integer" and unit != "年":
        value = as_number(value)
    return f"{value} {unit}" if unit and unit != "年" else str(value)
