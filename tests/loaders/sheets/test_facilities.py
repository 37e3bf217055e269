"""Places of service: where each is, whom else it serves, who runs it and answers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph.store.records import GraphState
from loaders.facilities import Facilities
from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.reading import ReadFile

Gather = Callable[..., Gathered]
Named = Callable[[Gathered, str], dict[str, Claim]]


def linked(load: Gathered, kind: str, start: Claim) -> list[str]:
    """The names at the other end of a node's relationships of one type."""
    facts = load.desk.facts
    found = [claim.ends[1] for claim in facts.relationships.values()
             if claim.label == kind and claim.ends and claim.ends[0] == start.id]  # fmt: skip
    return sorted(str(facts.nodes[id].properties["name"]) for id in found)


def test_centres_stand_at_district_street_community_and_village(gathered: Gather, named: Named) -> None:
    load = gathered("facilities")
    facts = load.desk.facts
    homes = {claim.ends[0]: facts.nodes[claim.ends[1]].label for claim in facts.relationships.values()
             if claim.label == "LOCATED_IN" and claim.ends}  # fmt: skip
    centres = Counter(homes[claim.id] for claim in named(load, "Centre").values())
    assert centres == {"District": 1, "Street": 2, "Community": 7, "Village": 4}
    assert {homes[claim.id] for claim in named(load, "Station").values()} == {"Compound"}
    assert not load.refused_rows


def test_district_centre_belongs_to_the_district_by_its_name(gathered: Gather, named: Named) -> None:
    load = gathered("facilities")
    centre = named(load, "Centre")["大同市平城区党群服务中心"]  # its row names the community where it stands
    assert linked(load, "LOCATED_IN", centre) == ["平城区"]
    assert (centre.properties["kind"], centre.properties["floorArea"]) == ("centre", 3200.0)


def test_shared_compounds_are_served_across_communities_of_the_street(gathered: Gather, named: Named) -> None:
    load = gathered("facilities")
    stations = named(load, "Station")
    assert linked(load, "SERVES", stations["学府南苑党群服务站"]) == ["学府北苑", "松涛园"]
    assert linked(load, "LOCATED_IN", stations["学府南苑党群服务站"]) == ["学府南苑"]
    assert linked(load, "SERVES", stations["御华花园A区红色驿站"]) == []


def test_dates_lists_and_coordinates_of_a_station(gathered: Gather, named: Named) -> None:
    stations = named(gathered("facilities"), "Station")
    told = stations["学府南苑党群服务站"].properties
    assert (told["openedOn"], told["functions"], told["funding"]) == (
        date(2022, 5, 1), ["协商议事", "幸福餐厅"], ["党费补", "集体筹"])  # fmt: skip
    assert (told["crs"], stations["御华花园A区红色驿站"].properties["crs"]) == ("GCJ-02", "unknown")
    closed = stations["御华名邸党群服务站"].properties
    assert (closed["closedOn"], closed["validTo"]) == (date(2025, 12, 31), date(2025, 12, 31))


def test_operator_is_recorded_where_known_and_flagged_elsewhere(gathered: Gather, named: Named) -> None:
    load = gathered("facilities")
    assert linked(load, "OPERATED_BY", named(load, "Centre")["康吉社区党群服务中心"]) == ["康吉社区居民委员会"]
    flags = [(remark.row, remark.column) for remark in load.remarks if remark.why.key == "facilities.no_operator"]
    assert flags == [(22, "T")]


def test_each_facility_has_a_head_of_its_own(
    gathered: Gather, holders: Callable[[Gathered, str], dict[str, list[str]]], named: Named
) -> None:
    load = gathered("facilities")
    heads = holders(load, "facilityHead")
    assert len(heads) == 27
    assert heads["西坟村党群服务中心"] == []
    assert all(len(people) == 1 for place, people in heads.items() if place != "西坟村党群服务中心")
    posts = [claim for claim in load.desk.facts.nodes.values() if claim.properties.get("role") == "facilityHead"]
    assert "白登山街道党工委" in {name for post in posts for name in linked(load, "POST_IN", post)}


def test_unknown_type_is_kept_as_written(gathered: Gather, named: Named, book: Callable[[str], ReadFile]) -> None:
    corner = named(gathered("facilities"), "OtherFacility")["平和社区街角图书角"].properties
    assert (corner["kind"], corner["kindText"]) == ("other", "图书角")
    sheet = book("facilities").sheets[0]
    assert [(remark.row, remark.column, remark.why.key) for remark in sheet.remarks] == [
        (30, "F", "checks.unknown_word")
    ]
    assert [column for column, _, _ in sheet.dropped] == ["V"] and [column for column, _, _ in sheet.unmapped] == ["U"]


@pytest.mark.parametrize(
    ("row", "column", "key"),
    [
        (["白登山街道", "御华社区", "", "甲站", "站", "月亮小区", "", ""], "F", "checks.no_compound"),
        (["白登山街道", "御华社区", "月亮小区", "甲站", "站", "", "", ""], "C", "checks.no_compound"),
        (["白登山街道", "御华社区", "", "甲站", "站", "", "2024.5", "2023.5"], "H", "checks.end_before_start"),
    ],
)
def test_bad_rows_are_refused(
    row: list[str], column: str, key: str, gathered: Gather, roster: Callable[..., Path]
) -> None:
    headings = ["街道", "社区", "小区", "名称", "类型", "共享小区", "建成时间", "停用时间"]
    load = gathered(roster("facilities", headings, row))
    refused = [(remark.column, remark.why.key) for remark in load.remarks if remark.severity == "refused"]
    assert refused == [(column, key)]


def test_a_facility_is_found_with_or_without_the_names_around(gathered: Gather) -> None:
    desk = gathered("facilities").desk
    community = desk.places.find("御华社区", desk.places.of_label("Community"))[0].ref
    found: Facilities = desk.facilities
    names = ("御华社区党群服务中心", "白登山街道御华社区党群服务中心", "党群服务中心")
    assert len({one.id for name in names for one in found.find(name, near=community)}) == 1
    assert Facilities(desk.facts, desk.places, GraphState()).find("御华社区党群服务中心") == []
