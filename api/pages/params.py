"""Values of the query string, each checked; a wrong one is told with its name and what it may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from api.pages.links import Pairs
from api.pages.trouble import Trouble, bad_part
from graph.as_of import read_as_of
from graph.errors import UsageError

__all__ = ["Params"]

_LONGEST = 200
_CODE = re.compile(r"[0-9]{2,12}")
_AREA = re.compile(r"area-[0-9A-Za-z-]{1,60}")
_CURSOR = re.compile(r"[A-Za-z0-9_.=+/-]{1,2000}")
_RULE = re.compile(r"[A-Z][A-Z0-9_-]{1,15}")


class Params:
    """The pairs of a query string.

    >>> Params([("rule", "S02"), ("state", "open"), ("state", "fixed")]).many("state", ("open", "fixed"))
    ['open', 'fixed']
    """

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs

    def text(self, name: str, longest: int = _LONGEST) -> str | None:
        """What was typed, without blanks around it; None for nothing."""
        found = next((value.strip() for key, value in self.pairs if key == name), "")
        if len(found) > longest:
            raise bad_part(name, found)
        return found or None

    def many(self, name: str, known: Collection[str]) -> list[str]:
        """All values of a name that may be given several times; raises ``Trouble`` for one that is not known."""
        found = [value for key, value in self.pairs if key == name and value]
        for value in found:
            if value not in known:
                raise bad_part(name, value, _some(known))
        return list(dict.fromkeys(found))

    def choice(self, name: str, known: Collection[str]) -> str | None:
        """One of the values that are known."""
        return next(iter(self.many(name, known)), None)

    def rule(self, name: str, known: Collection[str]) -> str | None:
        """A rule's id; ``S02 小区服务站覆盖``, as a list of suggestions fills it in, means S02."""
        told = self.text(name)
        if told is None:
            return None
        hit = _RULE.match(told.upper())
        if hit is None or hit.group() not in known:
            raise bad_part(name, told, _some(known))
        return hit.group()

    def area(self, name: str = "area") -> str | None:
        """The identity of an area, from its identity or its code, with or without its name behind."""
        told = self.text(name)
        if told is None:
            return None
        first = told.split()[0]
        if _CODE.fullmatch(first):
            return f"area-{first}"
        if not _AREA.fullmatch(first):
            raise bad_part(name, told)
        return first

    def cursor(self, name: str) -> str | None:
        """A cursor, as an answer gave it."""
        told = self.text(name, 2000)
        if told is not None and not _CURSOR.fullmatch(told):
            raise bad_part(name, told)
        return told

    def day(self, name: str) -> date | None:
        """A day (YYYY-MM-DD)."""
        told = self.text(name)
        if told is None:
            return None
        try:
            return read_as_of(told)
        except UsageError as error:
            raise Trouble("BAD_DATE", error.message) from error


def _some(known: Iterable[str]) -> str:
    shown = list(known)
    return " ".join(shown[:24]) + (" …" if len(shown) > 24 else "")
