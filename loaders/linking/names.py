"""Comparing names of places and bodies: what is noise, what tells two apart.

The rules are data (name_rules.yaml). A name is compared in full first; only then without its ending.

>>> plain_name(" 锦绣花园（Ａ区） "), short_name("锦绣花园小区", "Compound"), short_name("锦绣花园A区", "Compound")
('锦绣花园(A区)', '锦绣花园', '锦绣花园A区')
>>> building_name("3号楼") == building_name("3栋") == building_name("３ 幢")
True
>>> party_name("中共永泰街道康吉社区总支部委员会") == party_name("永泰街道康吉社区党总支")
True
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from graph.yaml_text import load_yaml

__all__ = ["building_name", "nearest_names", "party_name", "party_stem", "plain_name", "short_name"]

_BRACKETS = str.maketrans("（）【】［］〔〕", "()[][]()")
_SPACE = re.compile(r"\s+")


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = load_yaml((resources.files(__package__) / "name_rules.yaml").read_text("utf-8"))
    return rules


@lru_cache(maxsize=32_768)
def plain_name(name: str) -> str:
    """A name without differences of width, space and brackets."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name.translate(_BRACKETS))).strip("-—_·")


@lru_cache(maxsize=32_768)
def short_name(name: str, label: str) -> str:
    """A plain name without what only repeats its parent and without the ending of its label."""
    short = plain_name(name)
    for word in _rules()["beginnings"]:
        if short.startswith(word) and len(short) > len(word) + 1:
            short = short.removeprefix(word)
    for ending in sorted(_rules()["endings"].get(label, ()), key=len, reverse=True):
        if short.endswith(ending) and len(short) > len(ending):
            return short.removesuffix(ending)
    return short


def building_name(name: str) -> str:
    """A building's name with one spelling for its kind: 3号楼, 3栋 and 3幢 are one."""
    short = plain_name(name)
    for word in _rules()["buildings"]:
        short = short.replace(word, "幢")
    return short if short.endswith("幢") or not short.isdigit() else f"{short}幢"


def party_name(name: str) -> str:
    """The name of a Party organisation with one spelling for what kind it is."""
    short = plain_name(name)
    for word in _rules()["beginnings"]:
        short = short.removeprefix(word)
    spellings: dict[str, str] = _rules()["party"]
    for long, brief in sorted(spellings.items(), key=lambda pair: -len(pair[0])):
        if short.endswith(long):
            return short.removesuffix(long).removesuffix("党") + brief
    return short


def party_stem(name: str) -> str:
    """What the name of a Party organisation says beside its kind: as a rule the area or the unit whose it is.

    >>> party_stem("中共康吉社区总支部委员会"), party_stem("示例中学联合党支部")
    ('康吉社区', '示例中学')
    """
    short = party_name(name)
    endings = sorted(_rules()["party_endings"], key=len, reverse=True)
    return next((short.removesuffix(ending) for ending in endings if short.endswith(ending)), short)


def nearest_names(name: str, known: list[str], count: int = 3) -> str:
    """The known names most like this one, for a message; a dash where nothing is near."""
    return "、".join(get_close_matches(plain_name(name), known, n=count, cutoff=0.4)) or "—"
