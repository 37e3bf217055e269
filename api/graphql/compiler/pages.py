"""How much of an ordered list is asked for, from which end and from where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build
from api.graphql.compiler.ordering import Order
from api.graphql.errors import fault

__all__ = ["Page", "page_of", "page_size"]

DEFAULT_PAGE, LARGEST_PAGE = 100, 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """The parameter with the number of rows, whether it counts from the end, and the conditions of the cursors: each as
    alternatives, the rows of one before those of the next in the order in which the page is read."""

    size: str
    backward: bool
    cursors: tuple[tuple[str, ...], ...]
    starts_late: bool
    ends_early: bool


def page_of(build: Build, args: dict[str, Arg], order: Order, name: str) -> Page:
    """The page that the arguments ask for; raises the fault BAD_USER_INPUT for first and last at once."""
    if "first" in args and "last" in args:
        raise fault("BAD_USER_INPUT", "graphql.first_and_last", name=name)
    backward = "last" in args
    end = "last" if backward else "first"
    size = build.parameter(args.get(end, Arg(DEFAULT_PAGE)), page_size(end))
    cursors = []
    for cursor, before in (("after", False), ("before", True)):
        if cursor in args:
            ways = order.beyond(build, args[cursor], backward=before)
            cursors.append(ways if before == backward else ways[::-1])
    return Page(size, backward, tuple(cursors), "after" in args, "before" in args)


@cache
def page_size(name: str) -> Callable[[Any], int]:
    """A check of a number of rows: 0 to 1,000, else the fault BAD_USER_INPUT or PAGE_LIMIT."""

    def check(value: Any) -> int:
        if value < 0:
            raise fault("BAD_USER_INPUT", "graphql.below_zero", name=name, found=value)
        if value > LARGEST_PAGE:
            raise fault("PAGE_LIMIT", name=name, found=value, limit=LARGEST_PAGE)
        return int(value)

    return check
