"""term: over on the day after its end; told of within the lead time; an extension counts if it is not too long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage.query.dates import moved

Assess = Callable[..., Any]

AS_OF = date(2026, 11, 1)
YEARS = {"first": ["termEnd", {"date": "termStart", "years": "$years"}]}
OVERDUE = {"end": YEARS, "extension": "extensionUntil", "most_months": "$longest"}
WARNED = {**OVERDUE, "lead": "$lead"}
SOON = {**WARNED, "only_lead": True}
THRESHOLDS = {
    "years": [{"value": 5, "from": "1990-01-01"}],
    "longest": [{"value": 12, "from": "1990-01-01"}],
    "lead": [{"value": 6, "from": "1990-01-01"}],
}


def _term(assess: Assess, check: dict[str, Any], **told: str | None) -> Any:
    dates = {name: date.fromisoformat(day) for name, day in told.items() if day}
    body = {"label": "ResidentsCommittee", **dates}
    edges = [["r", "BASED_IN", "community"]]
    return assess(
        "term", check, target="ResidentsCommittee", of="r", thresholds=THRESHOLDS, nodes={"r": body}, edges=edges
    )


@pytest.mark.parametrize(
    ("end", "state"),
    [
        ("2026-10-31", "gap"),
        ("2026-11-01", "present"),
        ("2026-11-02", "present"),
        ("2031-11-01", "present"),
        (None, "unknown"),
    ],
)
def test_term_is_over_on_the_day_after_its_end(assess: Assess, end: str | None, state: str) -> None:
    assert _term(assess, OVERDUE, termEnd=end).state == state


@pytest.mark.parametrize(
    ("start", "end", "state", "told"),
    [
        ("2021-10-31", None, "gap", date(2026, 10, 31)),
        ("2021-11-01", None, "present", date(2026, 11, 1)),
        ("2021-10-31", "2027-03-01", "present", date(2027, 3, 1)),
        ("2024-01-01", "2026-10-01", "gap", date(2026, 10, 1)),
        ("2024-02-29", None, "present", date(2029, 2, 28)),
    ],
)
def test_end_is_the_recorded_one_else_start_and_years(
    assess: Assess, start: str, end: str | None, state: str, told: date
) -> None:
    outcome = _term(assess, OVERDUE, termStart=start, termEnd=end)
    assert (outcome.state, outcome.verdict.observed) == (state, told)


@pytest.mark.parametrize(
    ("end", "extended", "state", "how"),
    [
        ("2026-03-10", "2026-11-01", "present", None),
        ("2026-03-10", "2026-12-31", "present", None),
        ("2026-03-10", "2026-10-31", "gap", "已届满"),
        ("2025-12-31", "2026-12-31", "present", None),
        ("2025-12-30", "2026-12-31", "gap", "延期超过规定期限"),
        ("2025-06-01", "2026-12-31", "gap", "延期超过规定期限"),
        ("2027-06-01", "2028-06-02", "gap", "延期超过规定期限"),
        ("2027-06-01", "2026-06-02", "present", None),
        (None, "2026-12-31", "unknown", None),
    ],
)
def test_extension_counts_unless_it_is_over_or_too_long(
    assess: Assess, end: str | None, extended: str, state: str, how: str | None
) -> None:
    outcome = _term(assess, OVERDUE, termEnd=end, extensionUntil=extended)
    assert outcome.state == state
    assert getattr(outcome.verdict.values.get("how"), "zh", None) == how


def test_extension_without_a_longest_may_last(assess: Assess) -> None:
    check = {"end": YEARS, "extension": "extensionUntil"}
    assert _term(assess, check, termEnd="2020-01-01", extensionUntil="2026-12-31").state == "present"


def test_extension_is_not_asked_where_the_check_names_none(assess: Assess) -> None:
    assert _term(assess, {"end": YEARS}, termEnd="2026-03-10", extensionUntil="2026-12-31").state == "gap"


@pytest.mark.parametrize(
    ("end", "state", "notices"),
    [
        ("2026-10-31", "gap", []),
        ("2026-11-01", "present", ["soon"]),
        ("2027-05-01", "present", ["soon"]),
        ("2027-05-02", "present", []),
        (None, "unknown", []),
    ],
)
def test_end_within_the_lead_time_is_told_of_and_counts_as_present(
    assess: Assess, end: str | None, state: str, notices: list[str]
) -> None:
    outcome = _term(assess, WARNED, termEnd=end)
    assert (outcome.state, [one.discriminator for one in outcome.verdict.notices]) == (state, notices)


@pytest.mark.parametrize(("severity", "told"), [({}, "blue"), ({"lead_severity": "amber"}, "amber")])
def test_notice_has_a_severity_of_its_own(assess: Assess, severity: dict[str, str], told: str) -> None:
    notice = _term(assess, {**WARNED, **severity}, termEnd="2027-02-01").verdict.notices[0]
    assert (notice.severity, notice.values["how"].zh, notice.values["end"]) == (told, "即将届满", date(2027, 2, 1))


@pytest.mark.parametrize(
    ("end", "extended", "state"),
    [
        ("2026-10-31", None, "present"),
        ("2026-11-01", None, "gap"),
        ("2027-05-01", None, "gap"),
        ("2027-05-02", None, "present"),
        ("2026-10-31", "2027-02-01", "gap"),
        ("2025-06-01", "2027-02-01", "present"),
        ("2027-02-01", "2027-08-01", "present"),
        (None, None, "unknown"),
    ],
)
def test_only_lead_leaves_what_is_over_to_another_rule(
    assess: Assess, end: str | None, extended: str | None, state: str
) -> None:
    assert _term(assess, SOON, termEnd=end, extensionUntil=extended).state == state


DAYS = st.integers(-400, 400).map(lambda days: AS_OF + timedelta(days=days))


@given(end=DAYS, extended=st.none() | DAYS)
def test_one_term_is_never_over_and_ending_at_once(assess: Assess, end: date, extended: date | None) -> None:
    told = {"termEnd": end.isoformat(), "extensionUntil": extended.isoformat() if extended else None}
    over, soon, both = (_term(assess, check, **told) for check in (OVERDUE, SOON, WARNED))
    too_long = extended is not None and extended > moved(end, months=12)
    last = end if extended is None or too_long else max(end, extended)
    assert (over.state == "gap") is (last < AS_OF or too_long)
    assert not (over.state == "gap" and soon.state == "gap")
    assert (both.state == "gap", bool(both.verdict.notices)) == (over.state == "gap", soon.state == "gap")


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ({}, "check.end rules.bad_value"),
        ({"end": "terms"}, "check.end rules.no_property"),
        ({"end": "termEnd", "lead": "$none"}, "check.lead rules.no_threshold"),
        ({"end": "termEnd", "most_months": "$none"}, "check.most_months rules.no_threshold"),
        ({"end": "termEnd", "extension": "until"}, "check.extension rules.no_property"),
        ({"end": "termEnd", "lead_severity": "pink"}, "check.lead_severity rules.bad_value"),
        ({"end": "termEnd", "within": 6}, "check.within rules.bad_value"),
    ],
)
def test_wrong_parameters_are_told(problems_of: Callable[..., list[str]], check: dict[str, Any], problem: str) -> None:
    assert problem in problems_of("term", check, target="ResidentsCommittee")
