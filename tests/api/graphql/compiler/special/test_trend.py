"""One rule's figures over the saved runs, of an area and of the district."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.viewer import make_viewer

if TYPE_CHECKING:
    from tests.api.graphql.compiler.special.conftest import History
    from tests.api.graphql.conftest import Ask


@pytest.fixture
def saved(history: History) -> History:
    """Four runs in which the gaps of s1 go down from 4 to 1, and those of the district are ten times as many."""
    for month in (1, 4, 7, 10):
        run = history.run(f"run-{month:02d}", date(2026, month, 1))
        gap = 4 - month // 3
        history.result(
            run,
            "G01",
            {"area-s1": {"gap": gap, "total": 5}, "area-s1 direct": {"gap": 99}, "area-d": {"gap": 10 * gap}},
        )
        history.result(run, "P01", {"area-s1": {"gap": 77}})
    return history


@pytest.mark.parametrize(
    ("arguments", "gaps"),
    [("", [4, 3, 2, 1]), (", first: 2", [2, 1]), (", first: 9", [4, 3, 2, 1]), (", first: 0", [])],
)
def test_trend_of_an_area_is_oldest_first_and_of_too_many_the_newest(
    saved: History, ask: Ask, arguments: str, gaps: list[int]
) -> None:
    told = ask(f'{{ street(id: "area-s1") {{ trend(rule: "G01"{arguments}) {{ run asOf gap total value }} }} }}')
    rows = told.data["street"]["trend"]
    assert [row["gap"] for row in rows] == gaps
    assert all(
        row["total"] == 5 and row["value"] is None and row["asOf"][:8] == f"2026-{row['run'][-2:]}-" for row in rows
    )


@pytest.mark.parametrize(
    ("arguments", "gaps"),
    [
        ('rule: "G01"', [40, 30, 20, 10]),
        ('rule: "G01", area: "140213050000"', [4, 3, 2, 1]),
        ('rule: "G01", area: "area-s1", asOf: "2026-05-01"', [4, 3]),
        ('rule: "P01"', []),
        ('rule: "Z99", area: "area-s1"', []),
        ('rule: "G01", area: "area-x"', None),
    ],
)
def test_trend_at_the_root_is_the_districts_where_no_area_is_named(
    saved: History, ask: Ask, arguments: str, gaps: list[int] | None
) -> None:
    rows: Any = ask(f"{{ trend({arguments}) {{ gap }} }}").data["trend"]
    assert (rows if rows is None else [row["gap"] for row in rows]) == gaps


@pytest.mark.parametrize(("share_totals", "gaps"), [(False, []), (True, [40, 30, 20, 10])])
def test_a_viewer_of_a_street_gets_the_districts_trend_only_where_totals_are_shared(
    saved: History, ask: Ask, share_totals: bool, gaps: list[int]
) -> None:
    viewer = make_viewer("甲", "reader", areas=("140213050000",), share_totals=share_totals)
    document = """{ trend(rule: "G01") { gap } own: trend(rule: "G01", area: "area-s1") { gap }
        other: trend(rule: "G01", area: "area-s2") { gap } }"""
    told = ask(document, viewer=viewer).data
    assert [row["gap"] for row in told["trend"]] == gaps
    assert [row["gap"] for row in told["own"]] == [4, 3, 2, 1] and told["other"] is None


def test_a_trend_below_nothing_is_refused(saved: History, ask: Ask) -> None:
    assert ask('{ street(id: "area-s1") { trend(rule: "G01", first: -1) { gap } } }').code == "BAD_USER_INPUT"
