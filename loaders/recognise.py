"""Which kind of roster a sheet is, by its headings, and which heading fills which column.

The kind that explains most headings wins; words of its title in the sheet's name or title rows speak for it. Every
heading ends in exactly one place: a column, ignored by name, dropped by the deny list, or unmapped and said so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from loaders.sheets.kinds import Kind, load_common, load_kinds
from loaders.workbook.header import Header
from loaders.workbook.heading import normalise_heading

__all__ = ["Layout", "known_headings", "lay_out", "nearest_headings", "nearest_kinds", "recognise"]

TITLE_BONUS = 3.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's kind and where each of its headings goes: column id → position (from 1)."""

    kind: Kind
    columns: dict[str, int]
    dropped: tuple[tuple[int, str, str], ...]
    ignored: tuple[tuple[int, str], ...]
    unmapped: tuple[tuple[int, str], ...]
    score: float


@cache
def known_headings() -> frozenset[str]:
    """Every heading of every kind, normalised, with those that are ignored by name."""
    common = load_common()
    names = set(map(normalise_heading, common.ignore))
    for kind in load_kinds().values():
        names.update(map(normalise_heading, kind.ignore))
        for column in kind.columns.values():
            names.update(map(normalise_heading, column.headings))
    return frozenset(names)


@cache
def _lookup(name: str) -> dict[str, str]:
    kind = load_kinds()[name]
    return {
        normalise_heading(heading): column
        for column, declared in reversed([*kind.columns.items()])
        for heading in declared.headings
    }


@cache
def _ignored(name: str) -> frozenset[str]:
    return frozenset(map(normalise_heading, (*load_common().ignore, *load_kinds()[name].ignore)))


@cache
def _deny_list() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """The headings that may be kept although a word of the list is in them, and the words by what they are about."""
    common = load_common()
    words = {what: tuple(map(normalise_heading, words)) for what, words in common.deny.items()}
    return frozenset(map(normalise_heading, common.deny_except)), words


def lay_out(kind: Kind, header: Header, titles: Iterable[str] = ()) -> Layout:
    """Where each heading would go if the sheet were of that kind."""
    lookup = _lookup(kind.kind)
    ignore = _ignored(kind.kind)
    columns: dict[str, int] = {}
    dropped, ignored, unmapped = [], [], []
    for heading in header.headings:
        found = next((lookup[name] for name in heading.names if name in lookup), None)
        denied = None if found else _denied(heading.parts, heading.names)
        if found and found not in columns and kind.columns[found].type != "ignore":
            columns[found] = heading.column
        elif denied:
            dropped.append((heading.column, heading.text, denied))
        elif (found and found not in columns) or any(name in ignore for name in heading.names):
            ignored.append((heading.column, heading.text))
        else:
            unmapped.append((heading.column, heading.text))
    score = len(columns) + 0.25 * len(ignored) + len(columns) / (len(kind.columns) + 1)
    words = " ".join(titles)
    score += TITLE_BONUS * any(title in words for title in kind.titles)
    return Layout(kind, columns, tuple(dropped), tuple(ignored), tuple(unmapped), score)


def recognise(header: Header, titles: Iterable[str]) -> Layout | None:
    """The layout of the kind that the sheet is, None where it is of no kind that we know."""
    words = [*titles]
    fitting = [layout for kind in load_kinds().values() if _fits(layout := lay_out(kind, header, words))]
    return max(fitting, key=lambda layout: layout.score, default=None)


def nearest_kinds(header: Header, titles: Iterable[str], count: int = 3) -> str:
    """The kinds that explain most of the headings although something that they need is missing, for a message."""
    words = [*titles]
    layouts = sorted((lay_out(kind, header, words) for kind in load_kinds().values()), key=lambda row: -row.score)
    return "、".join(f"{row.kind.zh}（缺 {_lacks(row)}）" for row in layouts[:count] if row.columns) or "—"


def nearest_headings(kind: Kind, heading: str, count: int = 3) -> str:
    """The headings of that kind most like an unknown one, for a message."""
    words = [word for column in kind.columns.values() for word in column.headings]
    return "、".join(get_close_matches(heading, words, n=count, cutoff=0.5)) or "—"


def _fits(layout: Layout) -> bool:
    kind = layout.kind
    return (
        all(column in layout.columns for column in kind.needs)
        and (not kind.hints or any(column in layout.columns for column in kind.hints))
        and not any(column in layout.columns for column in kind.without)
    )


def _lacks(layout: Layout) -> str:
    kind = layout.kind
    missing = [column for column in kind.needs if column not in layout.columns] or list(kind.hints[:2])
    return "、".join(kind.columns[column].headings[0] for column in missing) or "—"


@lru_cache(maxsize=4096)
def _denied(parts: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    allowed, deny = _deny_list()
    forms = [*map(normalise_heading, parts), *names]
    if not allowed.isdisjoint(forms):
        return None
    return next((what for what, words in deny.items() if any(word in form for word in words for form in forms)), None)
