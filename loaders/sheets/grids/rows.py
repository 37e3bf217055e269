"""Grids and their staff: 网格长, 网格指导员, 红色网格员, and whoever else works there.

The three posts exist at every grid, held or not; a roster with one row a worker repeats who holds them. Staff belong to
the community's committee. A grid without a code gets community code + serial, marked as derived; a code that belongs to
another community is kept as written and flagged.
"""

from __future__ import annotations

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import plain_name
from loaders.places import grid_serial
from loaders.sheets.communities.rows import committee_of
from loaders.sheets.row import Row

GRID_CODE_DIGITS = 15

POSTS = (
    ("gridLeader", "leader", "leader_phone"),
    ("gridInstructor", "instructor", "instructor_phone"),
    ("redGridWorker", "red_worker", "red_worker_phone"),
)


def read(row: Row, desk: Desk) -> None:
    """One grid with its staff."""
    community = desk.community(row)
    grid = _grid(row, desk, community)
    desk.covered_compounds(row, grid)
    committee = committee_of(desk, row, community)
    for role, column, phone in POSTS:
        if not row.has(column):
            continue
        post = desk.post(role, committee, row, area=grid, seats=1)
        status = _party(row) if role == "redGridWorker" else None
        who = row.person(column, phone)
        told = {"column": column, "since": row["since"], "partyStatus": status}
        mention = desk.people.hold(row, who, post, again=True, **told)
        if role == "gridInstructor" and mention and row["instructor_unit"]:
            mention.unit = row["instructor_unit"]
    _workers(row, desk, committee, grid)


def _grid(row: Row, desk: Desk, community: Ref) -> Ref:
    name = plain_name(str(row["grid"]))
    serial = grid_serial(name)
    place = desk.places.get(community.id)
    code, derived = row["grid_code"], None
    if code and place and place.code and (not code.startswith(place.code) or len(code) != GRID_CODE_DIGITS):
        desk.flag(row, "grid_code", "checks.grid_code", community=place.code)
    if not code and serial is not None and place and place.code:
        code, derived = f"{place.code}{serial:03d}", True
    shown = f"第{serial}网格" if serial is not None and len(name) <= len("第100网格") else name
    known = [
        found for found in desk.places.within(community.id, "Grid") if serial is not None and found.serial == serial
    ]
    told = row.pick(
        kind="grid_type", households="households", persons="persons", extent="extent", scheme="scheme",
        noticeName="notice_name", noticeScope="notice_scope", noticeWorker="notice_worker",
        noticeContact="notice_contact", noticeSupervision="notice_supervision",
        registeredMembers="registered_members", attachedMembers="attached_members", confirmedOn="confirmed_on",
    )  # fmt: skip
    if serial is not None:
        told["serial"] = serial
    if derived and known and known[0].code and known[0].code != code:
        code = known[0].code
    elif code:
        told["codeDerived"] = derived
    return desk.define_area("Grid", row, name=known[0].name if known else shown, parent=community, code=code, **told)


def _workers(row: Row, desk: Desk, committee: Ref, grid: Ref) -> None:
    if row.has("workers"):
        post = desk.post("gridWorker", committee, row, area=grid)
        full = {"full": True, "part": False}.get(row["worker_kind"])
        for who in row.people("workers", "worker_phone"):
            desk.people.hold(row, who, post, column="workers", since=row["since"], fullTime=full)
    if row.has("micro_leaders"):
        post = desk.post("microGridLeader", committee, row, area=grid)
        for who in row.people("micro_leaders"):
            desk.people.hold(row, who, post, column="micro_leaders")


def _party(row: Row) -> str | None:
    member = row["red_worker_member"]
    return None if member is None else "full" if member else "none"
