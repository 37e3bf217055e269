"""Social organisations: registered or filed, whom they serve, where they were incubated, when they ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

Fixture = Callable[..., Any]
HEADINGS = ("名称", "类型", "登记/备案", "成立时间", "服务社区", "运营状态", "注销时间", "负责人")


def ties(load: Any, kind: str, start: str) -> dict[str, dict[str, Any]]:
    """What relationships of one type lead to from a node of that name, with their properties."""
    nodes = load.desk.facts.nodes
    found = [claim for claim in load.desk.facts.relationships.values() if claim.label == kind]
    mine = [claim for claim in found if nodes[claim.ends[0]].properties.get("name") == start]
    return {nodes[claim.ends[1]].properties["name"]: claim.properties for claim in mine}


def test_each_organisation_with_what_it_is(gathered: Fixture, named: Fixture) -> None:
    load = gathered("social_organisations", "facilities")
    assert load.refused_rows == set()
    found = named(load, "SocialOrganisation")
    warm = found["示例暖心社工服务中心"].properties
    assert (warm["kind"], warm["registration"], warm["grade"]) == ("association", "登记", "4A")
    assert (warm["foundedOn"], warm["staff"], warm["fullMembers"]) == (date(2020, 5, 1), 4, 1)
    assert found["示例七彩志愿者协会"].properties["kind"] == "联合体"
    assert found["示例守望志愿者协会"].properties["supervisor"] == "区民政局"


def test_areas_served_may_be_communities_streets_or_the_district(gathered: Fixture) -> None:
    load = gathered("social_organisations")
    assert [*ties(load, "SERVES", "示例邻里情社工服务中心")] == ["御华社区", "桐府社区"]
    assert [*ties(load, "SERVES", "示例夕阳红志愿者协会")] == ["白登山街道"]
    assert [*ties(load, "SERVES", "示例银龄社工服务中心")] == ["兴国寺社区"]
    assert [*ties(load, "SERVES", "示例绿芽志愿者协会")] == ["平城区"]
    assert ties(load, "SERVES", "示例同行社工服务中心") == {}


def test_incubation_is_dated_and_an_unknown_facility_flagged(gathered: Fixture, told: Fixture) -> None:
    load = gathered("social_organisations", "facilities")
    grown = ties(load, "INCUBATED_BY", "示例邻里情社工服务中心")
    assert grown["康吉社区党群服务中心"]["validFrom"] == date(2023, 1, 5)
    keys = [(row, column) for row, column, key in told(load, "social_organisations") if key.endswith("no_facility")]
    assert keys == [(6, "P"), (11, "P"), (16, "P"), (21, "P")]


def test_one_that_was_struck_off_ends_with_its_ties_and_its_head(
    gathered: Fixture, named: Fixture, told: Fixture
) -> None:
    load = gathered("social_organisations", "facilities")
    found = named(load, "SocialOrganisation")
    closed = found["示例和风社工服务中心"].properties
    assert (closed["dissolvedOn"], closed["validTo"]) == (date(2025, 6, 30), date(2025, 6, 30))
    assert ties(load, "SERVES", "示例和风社工服务中心")["兴国寺社区"]["validTo"] == date(2025, 6, 30)
    assert ties(load, "INCUBATED_BY", "示例和风社工服务中心")["御东学府南社区党群服务中心"]["validTo"] == date(
        2025, 6, 30
    )
    assert "示例一家亲社工服务中心" not in found
    assert (12, "R", "social_organisations.closed_undated") in told(load, "social_organisations")


def test_heads_are_named_and_phones_masked(gathered: Fixture, holders: Fixture) -> None:
    load = gathered("social_organisations")
    heads = holders(load, "headOfOrganisation")
    assert heads["示例暖心社工服务中心"] == ["李文丽"]
    people = [claim.properties for claim in load.desk.facts.nodes.values() if claim.label == "Person"]
    assert "199****7001" in {person.get("phone") for person in people}
    assert not any(len(str(value)) == 11 and str(value).isdigit() for person in people for value in person.values())


def test_dropped_unmapped_and_hidden_are_said(book: Fixture) -> None:
    sheet = book("social_organisations").sheets[0]
    assert [what for _, _, what in sheet.dropped] == ["照片"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["经费渠道"]
    assert sum("隐藏" in note.zh for note in sheet.notes) == 2
    assert len(sheet.rows) == 22


def test_an_end_before_the_founding_is_refused(gathered: Fixture, roster: Fixture, told: Fixture) -> None:
    row = ("甲中心", "民非", "登记", "2022.5", "康吉", "注销", "2021.3", "张三")
    load = gathered(
        roster("social_organisations", HEADINGS, row, ("乙中心", "民非", "登记", "2022.5", "北京社区", "", "", ""))
    )
    assert told(load, "social_organisations") == [(2, "G", "checks.end_before_start"), (3, "E", "checks.no_area")]
