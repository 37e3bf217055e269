"""Hotline totals (12345) of receiving units: counts and rates of a period, each an indicator that measures the unit.

Totals only: no case and no caller is ever read. Rates are kept in percent.
"""

from __future__ import annotations

from graph.model import make_id
from loaders.desk import Desk
from loaders.facts import Ref
from loaders.linking.names import nearest_names, plain_name
from loaders.periods import period_of
from loaders.sheets.departments.rows import department_of
from loaders.sheets.row import Row

__all__ = ["indicate", "period", "read"]

COUNTS = {
    "total": ("hotlineTotal", "派遣案件总数"),
    "done_on_time": ("hotlineDoneOnTime", "按时办结数"),
    "overdue": ("hotlineOverdue", "超时办结数"),
    "unfinished": ("hotlineUnfinished", "未办结数"),
    "unsatisfied": ("hotlineUnsatisfied", "不满意数"),
}
RATES = {
    "close_rate": ("hotlineCloseRate", "结案率"),
    "on_time_rate": ("hotlineOnTimeRate", "按时结案率"),
    "unsatisfied_rate": ("hotlineUnsatisfiedRate", "不满意率"),
    "response_rate": ("hotlineResponseRate", "响应率"),
    "resolved_rate": ("hotlineResolvedRate", "解决率"),
    "satisfied_rate": ("hotlineSatisfiedRate", "满意率"),
}
AREAS = ("社区", "村", "居委会", "居民委员会", "村委会", "村民委员会")
OFFICES = ("街道", "办事处", "街道办", "镇", "乡", "人民政府")
BODIES = ("Department", "Unit", "PropertyCompany", "SocialOrganisation")
BUREAUX = ("局", "委", "部", "办", "办公室", "中心", "大队", "支队", "公司", "集团", "院", "所", "会", "站", "处")


def read(row: Row, desk: Desk) -> None:
    """One unit's totals of one period; said when the bodies of every roster are known."""
    when = period(row, desk)
    desk.later(lambda: _say(row, desk, when))


def _say(row: Row, desk: Desk, when: str | None) -> None:
    subject = _subject(row, desk)
    for column, (measure, name) in COUNTS.items():
        indicate(row, desk, subject, when, measure, f"12345{name}", row[column], "件")
    in_percent = _in_percent(row)
    for column, (measure, name) in RATES.items():
        share = row[column]
        if share is not None:
            small = in_percent and _is_small(row, column)
            indicate(row, desk, subject, when, measure, f"12345{name}", share if small else share * 100, "%")


def indicate(
    row: Row, desk: Desk, subject: Ref, when: str | None, measure: str, name: str, value: float | None, unit: str
) -> None:
    """Says what one measure of one period was for an area or a body; nothing where the cell is empty."""
    if value is None:
        return
    indicator = desk.facts.node(
        "Indicator", make_id("indicator", measure, when, subject.id), row, name=name, measure=measure, period=when,
        value=round(float(value), 6), unit=unit,
    )  # fmt: skip
    desk.facts.relate("MEASURES", indicator, subject, row)


def period(row: Row, desk: Desk, column: str = "period") -> str | None:
    """The period that the row is for; where a sheet gives none, it is said once for the sheet."""
    written = row[column]
    if written:
        return period_of(written)
    if row.sheet.id not in desk.kept.setdefault("period", set()):
        desk.kept["period"].add(row.sheet.id)
        desk.flag(row, column, "hotline.no_period")
    return None


def _subject(row: Row, desk: Desk) -> Ref:
    """The unit that received: a street, a community or village, the district, or a body."""
    name = plain_name(row["unit"])
    found = desk.places.find(name, desk.places.of_label("Street", "District"))
    if len(found) == 1:
        return found[0].ref
    if name.endswith(AREAS):
        return desk.community(row, "unit")
    bodies = desk.bodies.find(BODIES, name)
    if len(bodies) == 1:
        return bodies[0]
    if bodies or name.endswith(OFFICES) or not name.endswith(BUREAUX):
        known = [plain_name(place.name) for place in desk.places.of_label("Street", "Community", "Village")]
        desk.refuse(row, "unit", "hotline.no_unit", name=name, near=nearest_names(name, known))
    return department_of(desk, row, name)


def _is_small(row: Row, column: str) -> bool:
    """Whether a rate is written as a bare number up to 1, which may be a share (0.95) or a small percentage (0.8)."""
    return not row.raw[column].endswith(("%", "％")) and row[column] is not None and _bare(row, column) <= 1


def _in_percent(row: Row) -> bool:
    """Whether the row writes its rates in percent: one rate over 1 says it for the others."""
    return any(row[column] is not None and _bare(row, column) > 1 for column in RATES)


def _bare(row: Row, column: str) -> float:
    try:
        return float(row.raw[column].replace(",", ""))
    except ValueError:
        return 0.0
