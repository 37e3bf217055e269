"""Units seated in a community: how many Party members they have, how many are due to check in, have, and take part.

Rates of checking in are told by unit, never by person. Which Party organisation a unit belongs to, or who instructs
it, comes from the same row.
"""

from __future__ import annotations

from loaders.affiliation import affiliate, instruct
from loaders.desk import Desk
from loaders.linking.pinyin import initials_of, pinyin_of
from loaders.sheets.row import Row
from loaders.typed import OTHER


def read(row: Row, desk: Desk) -> None:
    """One unit."""
    home = desk.home(row)
    told = row.pick(
        kind="kind", fullMembers="members", probationaryMembers="probationary", membersDue="due",
        membersCheckedIn="checked_in", activeMembers="active", staff="staff", address="address",
        confirmedOn="confirmed_on",
    )  # fmt: skip
    if row["kind"] == OTHER:
        told["kindText"] = row.raw["kind"]
    names = {"pinyin": pinyin_of(row["name"], surname=False), "initials": initials_of(row["name"], surname=False)}
    unit = desk.bodies.body("Unit", row, name=row["name"], home=home, uscc=row["uscc"], **told, **names)
    affiliate(desk, row, unit, near=home)
    instruct(desk, row, unit)
