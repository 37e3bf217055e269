"""What follows from the published figures alone (S02, N05)."""

from __future__ import annotations

from loaders.reference.district.records import DISTRICT
from loaders.reference.faults.ledger import Ledger

__all__ = ["STEPS"]


def stations(ledger: Ledger) -> None:
    """S02: 487 compounds less 62 exempt are due a station, 325 have one: 100 have none."""
    for path, row in ledger.plan.compounds.items():
        if not row.station and not row.exempt:
            ledger.imply("S02", path, "应建服务站而没有（应建425、实建325）", row.place)


def totals(ledger: Ledger) -> None:
    """N05: one published rate, two denominators."""
    why = "公布325个、76.5%，分母应为425；小区党支部书记487名：487个小区中62个不需建站，或425个小区有487个支部"
    ledger.imply("N05", "平城区/小区党群服务站覆盖率", why, DISTRICT)


STEPS = (stations, totals)
