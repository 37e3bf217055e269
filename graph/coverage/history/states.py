"""How a finding's state moves from run to run.

=========  =====================================  ==========================================
before     found again                            not found, and the data prove it fixed
=========  =====================================  ==========================================
(none)     open                                   —
open       open                                   fixed
accepted   accepted until its date, then open     fixed
planned    planned                                fixed
fixed      open (it has come back)                fixed
=========  =====================================  ==========================================

Not found proves nothing where the rule did not run, where the target lies outside the area of the run, or where the
answer is unknown now: then the state stays.
"""

from __future__ import annotations

from datetime import date

__all__ = ["STATES", "after_found", "after_gone"]

STATES = ("open", "accepted", "planned", "fixed")


def after_found(before: str | None, accepted_until: date | None, as_of: date) -> str:
    """The state of a finding that a run found.

    >>> after_found(None, None, date(2026, 11, 1)), after_found("fixed", None, date(2026, 11, 1))
    ('open', 'open')
    >>> [after_found("accepted", date(2026, 12, 1), day) for day in (date(2026, 11, 30), date(2026, 12, 1))]
    ['accepted', 'open']
    """
    if before == "accepted" and (accepted_until is None or as_of < accepted_until):
        return "accepted"
    return "planned" if before == "planned" else "open"


def after_gone(before: str, proven: bool) -> str:
    """The state of a finding that a run did not find; ``proven``: the run asked, and the answer was not unknown."""
    return "fixed" if proven else before
