"""One rule's numbers over the saved runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.store.reader import plain

if TYPE_CHECKING:
    import pandas as pd

    from graph.store.connection import Store

__all__ = ["TREND", "trend"]

TREND = ("as_of", "run", "total", "due", "present", "exempt", "unknown", "gap", "ratio", "value")
"""The columns of a trend."""

_ROWS = """
MATCH (made:Run)<-[:RESULT_OF]-(r:RuleResult {rule: $rule})<-[:PART_OF]-(s:ScopeResult {direct: false})-[:ABOUT]->(a:Area)
WHERE ($area IS NULL AND s.level = 'district') OR a.code = $area
RETURN made.asOf AS as_of, made.id AS run, s.total AS total, s.due AS due, s.present AS present, s.exempt AS exempt,
       s.unknown AS unknown, s.gap AS gap, s.ratio AS ratio, s.value AS value
ORDER BY made.asOf, made.at
"""


def trend(store: Store, rule: str, area: str | None = None) -> pd.DataFrame:
    """The saved runs' numbers of a rule for an area (by code), for the district where none is named; oldest first."""
    import pandas as pd

    rows = [{name: plain(value) for name, value in row.items()} for row in store.rows(_ROWS, rule=rule, area=area)]
    return pd.DataFrame(rows, columns=list(TREND))
