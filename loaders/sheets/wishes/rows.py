"""Micro-wishes of a community in a period, as counts: never a wish, never who made or claimed it."""

from __future__ import annotations

from loaders.desk import Desk
from loaders.periods import period_of
from loaders.sheets.hotline.rows import indicate
from loaders.sheets.row import Row

MEASURES = (
    ("total", "wishesTotal", "微心愿征集数"),
    ("claimed", "wishesClaimed", "微心愿认领数"),
    ("done", "wishesDone", "微心愿办结数"),
    ("open", "wishesOpen", "微心愿未认领数"),
    ("overdue", "wishesOverdue", "微心愿超30天未认领数"),
)
PART_OF = (("claimed", "total"), ("done", "claimed"), ("open", "total"), ("overdue", "open"))
"""Counts of which the first is part of the second."""


def read(row: Row, desk: Desk) -> None:
    """The counts of one community in one period, each an indicator that measures the community."""
    community = desk.community(row)
    for part, whole in PART_OF:
        if row[part] is not None and row[whole] is not None and row[part] > row[whole]:
            desk.flag(row, part, "wishes.more_than_whole", whole=row[whole])
    when = period_of(row["period"])
    for column, measure, name in MEASURES:
        indicate(row, desk, community, when, measure, name, row[column], "个")
