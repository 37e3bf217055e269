"""Roster kinds as declared: what a sheet of that kind is called, which headings its columns go by.

One folder a kind: ``sheet.yaml`` (this shape) and ``rows.py`` (what a row of it says, see :mod:`loaders.gather`).

>>> kinds = load_kinds()
>>> kinds["divisions"].zh
'区划代码'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from graph.yaml_text import load_yaml

__all__ = ["Column", "Common", "Kind", "load_common", "load_kinds"]

ColumnType = Literal[
    "text", "name", "people", "list", "since", "date", "yes_no", "count", "number", "percent", "code", "division",
    "uscc", "phone", "choice", "grids", "year", "ignore",
]  # fmt: skip

_REFUSING = ("since", "date", "code", "division", "uscc", "name", "people", "grids")


class Column(BaseModel):
    """One column: its headings (the first is the usual one), type, and what an empty cell means.

    ``property`` (``fills`` in Python) is the property that the column fills, for the way back from a value to its cell;
    ``choices`` maps what is stored to the words that rosters use for it; ``bound`` says which end of a partial date is
    meant; ``bad`` overrides what a value that cannot be read does (dates, codes and names refuse, the rest is flagged).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    headings: tuple[str, ...]
    type: ColumnType = "text"
    required: bool = False
    empty: Literal["none", "unknown"] = "unknown"
    bound: Literal["from", "to"] = "from"
    fills: str | None = Field(default=None, alias="property")
    choices: Mapping[str, tuple[str, ...]] = {}
    bad: Literal["refuse", "flag"] | None = None

    @property
    def refuses(self) -> bool:
        """Whether a value that cannot be read refuses the row; otherwise it is flagged and taken for unknown."""
        return (self.bad or ("refuse" if self.type in _REFUSING else "flag")) == "refuse"


class Kind(BaseModel):
    """One kind of roster; ``needs`` and one of ``hints`` must be among a sheet's columns for it to be of this kind,
    and none of ``without``.

    ``order`` is the place in which kinds are read (what others refer to comes first); ``titles`` are words in a
    sheet's name or title rows that speak for the kind; ``unique`` are the columns that may not stand twice with
    different values.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    zh: str
    en: str
    order: int
    marking: Literal["公开", "内部", "敏感"] = "内部"
    titles: tuple[str, ...] = ()
    needs: tuple[str, ...]
    hints: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    columns: Mapping[str, Column]


class Common(BaseModel):
    """What holds for every kind: headings ignored by name, headings that may never be stored, shared columns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ignore: tuple[str, ...]
    deny: Mapping[str, tuple[str, ...]]
    deny_except: tuple[str, ...] = ()
    columns: Mapping[str, Column]


@cache
def load_common() -> Common:
    """What ``common.yaml`` declares."""
    return Common.model_validate(load_yaml((resources.files("loaders.sheets") / "common.yaml").read_text("utf-8")))


@cache
def load_kinds() -> dict[str, Kind]:
    """Every kind by name, in the order in which they are read; shared columns are added where a kind has not its own."""
    shared = load_common().columns
    kinds = []
    for folder in resources.files("loaders.sheets").iterdir():
        if not (folder / "sheet.yaml").is_file():
            continue
        kind = Kind.model_validate(load_yaml((folder / "sheet.yaml").read_text("utf-8")))
        kinds.append(kind.model_copy(update={"columns": {**shared, **kind.columns}}))
    return {kind.kind: kind for kind in sorted(kinds, key=lambda kind: (kind.order, kind.kind))}
