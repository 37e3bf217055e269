"""What people decide about findings in forms: accept until a day, open again, assign, comment; one or several at a time.

The mutations of GraphQL do the work. Each is taken on the revision that was seen, so of two people who change one finding
at the same time the second is told, and loses nothing that was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from api.pages.trouble import Trouble, bad_part

if TYPE_CHECKING:
    from api.pages.asked import Asked
    from api.pages.forms import Form

__all__ = ["DECISIONS", "decide", "seen"]

_Fields = Callable[["Form"], dict[str, Any]]

DECISIONS: dict[str, _Fields] = {
    "accept": lambda form: {"until": form.text("until"), "reason": form.text("reason")},
    "reopen": lambda form: {"reason": form.text("reason") or None},
    "assign": lambda form: {"to": form.text("to")},
    "comment": lambda form: {"text": form.text("text")},
}
"""What a form's field ``decision`` may say, and what the mutation is told beside finding and revision."""


async def decide(asked: Asked, form: Form, id: str, revision: int) -> Trouble | None:
    """Carries out the form's decision on one finding; what stood in the way, where it is for the one who decides to see to."""
    decision = form.text("decision")
    if decision not in DECISIONS:
        raise bad_part("decision", decision, " ".join(DECISIONS))
    try:
        await asked.write(f"{decision}-finding", id=id, revision=revision, **DECISIONS[decision](form))
    except Trouble as trouble:
        if trouble.status in (400, 404, 409):
            return trouble
        raise
    return None


def seen(text: str) -> tuple[str, int]:
    """A finding and its revision, as a check box has them; raises ``Trouble`` for what is none.

    >>> seen("finding-1f927ad9.3")
    ('finding-1f927ad9', 3)
    """
    id, _, revision = text.rpartition(".")
    if not id or not revision.isascii() or not revision.isdigit() or len(revision) > 9:
        raise bad_part("id", text)
    return id, int(revision)
