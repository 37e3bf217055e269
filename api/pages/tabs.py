"""Several lists on one page: the address's ``list`` says which is shown, by pages, and which leaves as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.pages.listing import Listing
from api.pages.trouble import Trouble
from graph.messages import text

if TYPE_CHECKING:
    from api.pages.asked import Asked

__all__ = ["Tab", "allowed", "chosen", "first_filled", "named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A list of a page.

    ``name``       as the address has it; ``pages_of.list_NAME`` is what it is called
    ``listing``    its rows and columns
    ``variables``  what its operation is told
    ``right``      without it the list is not there
    ``searched``   whether a part of the name may be asked for
    ``below``      the same with what lies below the area, where it can take that in
    """

    name: str
    listing: Listing
    variables: Callable[[Asked], dict[str, Any]]
    right: str = "public"
    searched: bool = True
    below: Tab | None = None

    def asked(self, asked: Asked) -> Tab:
        """This list, or the one with what lies below, as the address says."""
        wide = self.below is not None and asked.params.choice("below", ("yes",)) is not None
        return self.below if wide and self.below else self


def allowed(asked: Asked, tabs: Sequence[Tab]) -> list[Tab]:
    """The lists that the viewer may see."""
    return [tab for tab in tabs if asked.viewer.may(tab.right)]


def chosen(asked: Asked, tabs: Sequence[Tab]) -> Tab | None:
    """The list that the address asks for; None where it names none. Raises ``Trouble`` for one that is none, or not allowed."""
    name = asked.params.choice("list", [tab.name for tab in tabs])
    found = next((tab for tab in tabs if tab.name == name), None)
    if found is not None and not asked.viewer.may(found.right):
        raise Trouble("FORBIDDEN", text("pages_of.list_not_allowed", name=found.name))
    return found


def named(asked: Asked, **more: Any) -> dict[str, Any]:
    """A filter for what the address asks for by a part of its name, and more."""
    told = asked.params.text("q")
    return {**more, **({"name": {"contains": told}} if told else {})}


def first_filled(asked: Asked, tabs: Sequence[Tab], counts: Mapping[str, int]) -> Tab:
    """The list that is shown where the address names none: the first that has anything in it."""
    seen = allowed(asked, tabs)
    return next((tab for tab in seen if counts.get(tab.name)), seen[0])
