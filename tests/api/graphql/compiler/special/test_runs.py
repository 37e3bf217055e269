"""Which saved run is the newest on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.accounts.viewer import make_viewer
from tests.api.graphql.compiler.special.conftest import JANUARY, JULY

if TYPE_CHECKING:
    from tests.api.graphql.compiler.special.conftest import History
    from tests.api.graphql.conftest import Ask, Town

_LATEST = 'query($on: Date) { latestRun(asOf: $on) { __typename id asOf } district(id: "area-d", asOf: $on) { findingsAsOf } }'


@pytest.mark.parametrize(
    ("on", "run"), [("2026-06-30", "run-a"), ("2026-07-01", "run-late"), ("2026-11-01", "run-late")]
)
def test_newest_run_is_that_of_the_latest_day_then_of_the_latest_hour(
    history: History, ask: Ask, on: str, run: str
) -> None:
    history.run("run-a", JANUARY, 23)
    history.run("run-late", JULY, 9)
    history.run("run-early", JULY, 8)
    told = ask(_LATEST, {"on": on})
    day = (JANUARY if run == "run-a" else JULY).isoformat()
    assert told.data["latestRun"] == {"__typename": "Run", "id": run, "asOf": day}
    assert told.data["district"] == {"findingsAsOf": day} and len(told.statements) == 1


def test_before_the_first_run_there_is_none(history: History, ask: Ask) -> None:
    history.run("run-a", JULY)
    assert ask(_LATEST, {"on": "2026-06-30"}).data == {"latestRun": None, "district": {"findingsAsOf": None}}


def test_without_any_run_there_is_none(town: Town, ask: Ask) -> None:
    assert ask(_LATEST).data == {"latestRun": None, "district": {"findingsAsOf": None}}


def test_a_viewer_of_a_street_sees_which_run_is_the_newest(history: History, ask: Ask) -> None:
    history.run("run-a", JULY)
    history.result("run-a", "G01", {"area-s1": {"gap": 1}}, gap=9)
    document = "{ latestRun { id by results { nodes { rule gap scopes { nodes { gap } } } } } }"
    told = ask(document, viewer=make_viewer("甲", "reader", areas=("140213050000",))).data["latestRun"]
    row = {"rule": "G01", "gap": None, "scopes": {"nodes": [{"gap": 1}]}}
    assert told == {"id": "run-a", "by": None, "results": {"nodes": [row]}}
