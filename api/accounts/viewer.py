"""Who asks, and what they may see and do: the one thing that the rest of the program knows of accounts.

>>> viewer = make_viewer("永泰街道值班", "reader", areas=("140213050000",))
>>> viewer.may("persons"), viewer.may("names")
(True, False)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from graph.yaml_text import load_yaml

__all__ = ["LOCAL", "RIGHTS", "Role", "Viewer", "make_viewer", "right_words", "roles"]

RIGHTS = frozenset({
    "public", "persons", "tenures", "indicators", "analysis", "sources", "names", "reserves", "propose", "decide", "approve",
    "plan", "links", "decideLinks", "provenance", "accounts", "audit",
})  # fmt: skip
"""Every right; what each opens is written in roles.yaml."""


@dataclass(frozen=True)
class Viewer:
    """A name for the audit, a role, a scope (codes or ids of areas; none = everything), and the rights that follow.

    ``share_totals``: whether a scoped viewer is told totals and means of what lies outside the scope.
    """

    name: str
    role: str
    areas: tuple[str, ...] = ()
    rights: frozenset[str] = field(default=frozenset(), kw_only=True)
    share_totals: bool = field(default=False, kw_only=True)

    def may(self, right: str) -> bool:
        """Whether the viewer has that right; raises ``KeyError`` for a word that is no right."""
        if right not in RIGHTS:
            raise KeyError(right)
        return right in self.rights

    @cached_property
    def key(self) -> str:
        """The same for viewers who see the same, whatever their name: for caches and ETags."""
        seen = [self.role, sorted(self.rights), sorted(set(self.areas)), self.share_totals]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:32]


LOCAL = Viewer("local", "admin", rights=RIGHTS, share_totals=True)
"""Whoever can read the store's password: the command line, Python, and a server on loopback without accounts."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role with its words and rights."""

    name: str
    zh: str
    en: str
    rights: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """The roles by name, from the one that may least to the one that may most.

    >>> " ".join(roles())
    'public reader reporter planner steward admin'
    """
    rows = _declared()["roles"].items()
    return {name: Role(name, row["zh"], row["en"], frozenset(row["rights"])) for name, row in rows}


def right_words() -> dict[str, tuple[str, str]]:
    """What each right opens, in Chinese and English.

    >>> right_words()["audit"]
    ('查阅审计', 'read the audit')
    """
    return {name: (row["zh"], row["en"]) for name, row in _declared()["rights"].items()}


@cache
def _declared() -> Any:
    return load_yaml((resources.files(__package__) / "roles.yaml").read_text(encoding="utf-8"))


def make_viewer(
    name: str, role: str, *, areas: Iterable[str] = (), share_totals: bool = False, reserves: bool = False
) -> Viewer:
    """A viewer with the rights of a role, and with ``reserves`` where the account has it; ``KeyError``: no such role."""
    more = {"reserves"} if reserves else set()
    return Viewer(name, role, tuple(areas), rights=roles()[role].rights | more, share_totals=share_totals)
