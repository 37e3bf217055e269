"""The committees of villages: 村党组织, 村委会 and 村务监督委员会, one row a person.

Read as those of communities are; 近亲属申报 is kept as yes or no at the committee on which the person sits, and of whom
it was declared is not.
"""

from __future__ import annotations

from loaders.desk import Desk
from loaders.sheets.row import Row
from loaders.sheets.two_committees.rows import read as read_seats


def read(row: Row, desk: Desk) -> None:
    """One person with every post that the row gives."""
    read_seats(row, desk)
