"""The days worth a look on the time slider: of batches, of tenures and of what began or ended in the picture."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.as_of import today

if TYPE_CHECKING:
    import networkx as nx

    from api.pages.asked import Asked

__all__ = ["Days", "days_of"]

_MOST = 40
_EARLIEST, _YEARS_ON = 1990, 3
_OF = ("validFrom", "validTo", "termEnd")

Days = dict[str, Any]


async def days_of(asked: Asked, G: nx.MultiDiGraph) -> Days:
    """``marks``: month and how many dates of the picture and of batches fall in it, the latest last; ``first`` and ``last``
    bound the slider, all as YYYY-MM."""
    found = [value for _, row in G.nodes(data=True) for name in _OF if isinstance(value := row.get(name), date)]
    if asked.viewer.may("provenance"):
        batches = (await asked.read("graph-days"))["importBatches"]["nodes"]
        found += [date.fromisoformat(row["asOf"]) for row in batches if row["asOf"]]
    end = today().year + _YEARS_ON
    months = Counter(f"{day:%Y-%m}" for day in found if _EARLIEST <= day.year <= end)
    marks = sorted(sorted(months.items(), key=lambda item: (-item[1], item[0]))[:_MOST])
    named = [month for month, _ in marks] or [f"{asked.as_of:%Y-%m}"]
    this = f"{asked.as_of:%Y-%m}"
    return {
        "marks": [{"month": month, "count": count} for month, count in marks],
        "first": min(named[0], this, f"{today().year - 2}-01"), "last": max(named[-1], this, f"{today().year + 1}-12"),
        "now": this,
    }  # fmt: skip
