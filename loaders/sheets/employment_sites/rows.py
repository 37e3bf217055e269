"""Sites of couriers, riders and drivers: where they are, how many work there, which Party organisation reaches them.

A site is based in its community. A site with members of its own may have a branch, one with few joins another; one
with none has an instructor: what the row names is said, nothing is concluded.
"""

from __future__ import annotations

from loaders.affiliation import affiliate, instruct
from loaders.desk import Desk
from loaders.sheets.property_companies.rows import head_of, searchable
from loaders.sheets.row import Row
from loaders.workbook.values import has_nothing

__all__ = ["read"]


def read(row: Row, desk: Desk) -> None:
    """One site with its head, its Party organisation and its instructor."""
    desk.check_order(row, "founded_on", "closed_on")
    home = desk.home(row)
    told = row.pick(
        platform="platform", workers="workers", fullMembers="members", address="address", foundedOn="founded_on",
        validFrom="founded_on", dissolvedOn="closed_on", validTo="closed_on", confirmedOn="confirmed_on",
    )  # fmt: skip
    told = {key: None if has_nothing(value) else value for key, value in told.items()}
    name = row["name"]
    site = desk.bodies.body("EmploymentSite", row, name=name, home=home, uscc=row["uscc"], **told, **searchable(name))
    for grid in desk.grids(row) if row["grid"] else ():
        desk.facts.relate("SERVES", site, grid, row)
    affiliate(desk, row, site, near=home)
    instruct(desk, row, site)
    head_of(desk, row, site)
