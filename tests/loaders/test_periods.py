"""Periods of totals: one spelling each, and when each ends."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.periods import period_end, period_of


@pytest.mark.parametrize(
    ("written", "period", "end"),
    [
        ("2026年上半年", "2026-H1", date(2026, 7, 1)),
        ("2026年1月-6月", "2026-H1", date(2026, 7, 1)),
        ("2025年7—12月", "2025-H2", date(2026, 1, 1)),
        ("2026年第四季度", "2026-Q4", date(2027, 1, 1)),
        ("2026.10-12", "2026-Q4", date(2027, 1, 1)),
        ("2026年1-12月", "2026", date(2027, 1, 1)),
        ("2026年2-5月", "2026-02~05", date(2026, 6, 1)),
        ("２０２６年 12 月", "2026-12", date(2027, 1, 1)),
        ("202612", "2026-12", date(2027, 1, 1)),
        ("截至2026年12月31日", "2026-12-31", date(2027, 1, 1)),
        ("2026-06-30", "2026-06-30", date(2026, 7, 1)),
        ("2026年度", "2026", date(2027, 1, 1)),
    ],
)
def test_a_period_has_one_spelling_and_an_end(written: str, period: str, end: date) -> None:
    assert (period_of(written), period_end(period)) == (period, end)
    assert period_of(period) == period


@pytest.mark.parametrize("written", ["换届以来", "2026年13月", "2026.1", "2026年6-2月", "2026-02-30"])
def test_what_is_no_period_stays_as_written(written: str) -> None:
    assert period_of(written) == written
    assert period_end(written) is None
