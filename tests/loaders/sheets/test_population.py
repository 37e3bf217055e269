"""人口统计: households and persons of areas by period; the newest fills the area."""

from __future__ import annotations

from typing import Any

HEADINGS = ["街道", "社区", "时期", "户数", "人口数"]


def told(load: Any, area: str, measure: str) -> dict[str, float]:
    nodes = load.desk.facts.nodes
    found = [nodes[claim.ends[0]].properties for claim in load.desk.facts.relationships.values()
             if claim.label == "MEASURES" and nodes[claim.ends[1]].properties["name"] == area]  # fmt: skip
    return {row["period"]: row["value"] for row in found if row["measure"] == measure}


def test_each_period_is_an_indicator(gathered: Any) -> None:
    load = gathered("population")
    assert told(load, "康吉社区", "populationHouseholds") == {"2026-06": 1240, "2025-12": 1210}
    assert told(load, "康吉社区", "populationPersons") == {"2026-06": 3224, "2025-12": 3154}
    assert told(load, "马家小村", "populationUrban") == {"2026-06": 0}
    assert set(told(load, "白登山街道", "populationPersons")) == {"2026-06-30"}


def test_the_newest_period_fills_the_area(gathered: Any, named: Any) -> None:
    communities = named(gathered("population"), "Community")
    assert communities["御东学府北社区"].properties["households"] == 1615
    assert communities["康吉社区"].properties["persons"] == 3224


def test_compounds_and_grids_are_found_by_name(gathered: Any, named: Any) -> None:
    load = gathered("population")
    assert named(load, "Compound")["御华花园B区"].properties["households"] == 452
    grids = {claim.ends[1] for claim in load.desk.facts.relationships.values()
             if claim.label == "MEASURES" and claim.ends[1] in load.desk.facts.nodes
             and load.desk.facts.nodes[claim.ends[1]].label == "Grid"}  # fmt: skip
    assert len(grids) == 1


def test_a_total_that_another_roster_contradicts_is_flagged(gathered: Any) -> None:
    load = gathered("population")
    flags = [(flag.row, flag.why.key) for flag in load.remarks if flag.file == "30population.csv"]
    assert flags == [(4, "checks.rosters_disagree"), (4, "checks.rosters_disagree"), (23, "checks.rosters_disagree")]


def test_householders_are_dropped(book: Any) -> None:
    sheet = book("population").sheets[0]
    assert sheet.dropped == [("I", "户主", "居民姓名")]
    assert ("H", "户籍人口") in sheet.ignored
    assert len(sheet.rows) == 24


def test_an_unknown_community_is_refused_with_the_nearest(gathered: Any, roster: Any) -> None:
    refused = gathered(roster("population", HEADINGS, ["永泰街道", "康乐社区", "2026", 1, 2])).desk.remarks.refused
    assert [(remark.row, remark.column) for remark in refused] == [(2, "B")]
    assert "康吉社区" in refused[0].why.zh


def test_two_values_of_one_period_are_refused(gathered: Any, roster: Any) -> None:
    rows = [["永泰街道", "康吉社区", "2026年6月", 1000, 2500], ["永泰街道", "康吉社区", "2026.6", 1001, 2500]]
    refused = gathered(roster("population", HEADINGS, *rows)).desk.remarks.refused
    assert [(remark.row, remark.why.key) for remark in refused] == [(3, "checks.contradiction")]
