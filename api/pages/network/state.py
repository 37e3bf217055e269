"""What the address of the network page asks for, as a value: every state of the page is a permalink."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from api.pages.trouble import bad_part
from graph.model import load_model
from graph.picture.look import drawn_ties

if TYPE_CHECKING:
    from api.pages.params import Params

__all__ = ["LIMITS", "MODES", "STEPS", "WAYS", "Expansion", "State", "kinds_offered", "read_state", "usual_kinds"]

MODES = ("around", "command", "common", "path")
WAYS = ("both", "out", "in")
STEPS = ("1", "2", "3", "4")
LIMITS = ("300", "100", "600", "1000")
"""Nodes drawn by themselves; the first is the usual number."""

_MORE = ("CHECKED_IN", "WORKS_AT", "OWNER_IN", "SECONDED_FROM", "HELD_IN", "ORGANISED_BY", "SUCCEEDED_BY")
"""What is followed only where somebody asks for it."""
_MOST_EXPANSIONS, _MOST_GIVEN, _FARTHEST = 20, 400, 1e6
_ID = re.compile(r"[^\s~\x00-\x1f]{1,200}")


@cache
def usual_kinds() -> tuple[str, ...]:
    """The types of relationship that are followed unless the address says otherwise."""
    return tuple(type for type in load_model().relationships if type in drawn_ties())


@cache
def kinds_offered() -> tuple[str, ...]:
    """Those that may be asked for."""
    return tuple(type for type in load_model().relationships if type in drawn_ties() or type in _MORE)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A node and what to show around it: so many steps, one way or both, along kinds of relationship (none: the usual)."""

    id: str
    steps: int = 1
    way: str = "both"
    kinds: tuple[str, ...] = ()

    def told(self) -> str:
        """It as the address has it.

        >>> Expansion("area-1", 2, "in", ("WITHIN", "COVERS")).told()
        'area-1~2~in~WITHIN.COVERS'
        """
        return f"{self.id}~{self.steps}~{self.way}~{'.'.join(self.kinds)}"

    @property
    def asked(self) -> list[str]:
        """The types to ask for; who follows holders follows the posts of tenures too."""
        kinds = [*(self.kinds or usual_kinds())]
        return [*kinds, "OF_POST"] if "HOLDER" in kinds else kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The whole query. ``centre`` is None where nobody has chosen a node yet; ``at`` are nodes that a reader put somewhere."""

    centre: Expansion | None
    mode: str = "around"
    to: str | None = None
    more: tuple[Expansion, ...] = ()
    hide: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    at: dict[str, tuple[float, float]] = field(default_factory=dict)
    limit: int = 300
    card: str | None = None
    search: str | None = None
    view: str | None = None


def read_state(params: Params) -> State:
    """The state that a query asks for; raises ``Trouble`` for a part that means nothing."""
    id, mode = _id(params, "around"), params.choice("show", MODES) or "around"
    to = _id(params, "to")
    kinds = tuple(params.many("follow", kinds_offered()))
    steps, way = int(params.choice("steps", STEPS) or "1"), params.choice("way", WAYS) or "both"
    if id is not None and mode in ("path", "common") and to is None:
        raise bad_part("to", "")
    return State(
        centre=None if id is None else Expansion(id, steps, way, kinds), mode=mode, to=to,
        more=tuple(_expansion(value) for value in _given(params, "more", _MOST_EXPANSIONS)),
        hide=tuple(params.many("hide", (*load_model().names(), "outside", "vacant"))),
        drop=tuple(_known_id("drop", value) for value in _given(params, "drop", _MOST_GIVEN)),
        at=dict(_place(value) for value in _given(params, "at", _MOST_GIVEN)),
        limit=int(params.choice("limit", LIMITS) or LIMITS[0]), card=_id(params, "card"), search=params.text("q"),
        view=_id(params, "view"),
    )  # fmt: skip


def _id(params: Params, name: str) -> str | None:
    told = params.text(name)
    return None if told is None else _known_id(name, told)


def _known_id(name: str, told: str) -> str:
    if not _ID.fullmatch(told):
        raise bad_part(name, told)
    return told


def _given(params: Params, name: str, most: int) -> list[str]:
    found = list(dict.fromkeys(value for key, value in params.pairs if key == name and value))
    if len(found) > most:
        raise bad_part(name, f"{len(found)}", f"≤ {most}")
    return found


def _expansion(told: str) -> Expansion:
    id, steps, way, kinds = [*told.split("~"), "", "", "", ""][:4]
    found = tuple(kind for kind in kinds.split(".") if kind)
    wrong = told.count("~") > 3 or (steps or "1") not in STEPS or (way or "both") not in WAYS
    if wrong or not _ID.fullmatch(id) or not set(found) <= set(kinds_offered()):
        raise bad_part("more", told)
    return Expansion(id, int(steps or "1"), way or "both", found)


def _place(told: str) -> tuple[str, tuple[float, float]]:
    id, *numbers = told.split("~")
    try:
        x, y = (float(number) for number in numbers)
    except ValueError:
        raise bad_part("at", told) from None
    if not _ID.fullmatch(id) or not all(math.isfinite(value) and abs(value) <= _FARTHEST for value in (x, y)):
        raise bad_part("at", told)
    return id, (x, y)
