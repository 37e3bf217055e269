"""term, recounted: terms that are over, extended for too long, or end soon."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

RULE = """
kind: term
target: PartyOrganisation
due: {when: {not: {kind: group}}, otherwise: {zh: 党小组, en: a group}}
told_by: [party_organisations]
thresholds: {years: [{value: 5, from: 2020-01-01}], lead: [{value: 3, from: 2020-01-01}], most: [{value: 6, from: 2020-01-01}]}
check:
  end: {first: [termEnd, {date: termStart, years: "$years"}]}
  extension: extensionUntil
  most_months: "$most"
  lead: "$lead"
"""


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@pytest.mark.parametrize("only_lead", [False, True])
def test_terms_are_over_or_end_soon_by_the_calendar(
    agree: Callable[..., None], as_of: date, *, only_lead: bool
) -> None:
    def judge(town: Any, id: str) -> dict[str, Any]:
        row = town[id]
        end = row.get("termEnd") or ("termStart" in row and months_later(row["termStart"], 60))
        if not end:
            return {"state": "unknown"}
        extended = row.get("extensionUntil", end)
        too_long = extended > months_later(end, 6)
        last = end if too_long else max(end, extended)
        over, soon = last < as_of or too_long, as_of <= last <= months_later(as_of, 3)
        if only_lead:
            return {"state": "gap" if soon and not over else "present"}
        return {"state": "gap"} if over else {"state": "present", "findings": {"soon": "blue"} if soon else {}}

    agree(
        RULE + ("  only_lead: true" if only_lead else ""),
        lambda town: town.all("PartyOrganisation"),
        judge,
        due=lambda town, id: town[id]["kind"] != "group" if "kind" in town[id] else None,
        told=lambda town, id: town.loaded("party_organisations", id),
    )
