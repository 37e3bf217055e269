"""Property companies: one with the ledger's, Party side, compounds, codes that are wrong or shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Fixture = Callable[..., Any]
HEADINGS = ("社区", "物业企业名称", "统一社会信用代码", "党员数", "服务小区")


def ends(load: Any, kind: str, start: str) -> list[str]:
    """The names to which relationships of one type lead from a node of that name."""
    nodes = load.desk.facts.nodes
    found = [claim.ends for claim in load.desk.facts.relationships.values() if claim.label == kind]
    return sorted(nodes[end].properties["name"] for begin, end in found if nodes[begin].properties.get("name") == start)


def test_a_company_is_the_one_that_the_ledger_names(gathered: Fixture, named: Fixture) -> None:
    load = gathered("property_companies")
    assert load.refused_rows == set()
    companies = named(load, "PropertyCompany")
    assert len(companies) == 21
    sun = companies["示例阳光物业有限公司"].properties
    assert (sun["uscc"], sun["staff"], sun["fullMembers"]) == ("91140213MA0EXA0013", 120, 8)
    assert sun["initials"].startswith("slyg")
    assert {row.sheet.kind for row in companies["示例阳光物业有限公司"].rows} == {"compounds", "property_companies"}


def test_party_side_is_an_organisation_or_an_instructor(gathered: Fixture, holders: Fixture) -> None:
    load = gathered("property_companies")
    assert ends(load, "MEMBER_OF", "示例阳光物业有限公司") == ["示例阳光物业有限公司党支部"]
    assert ends(load, "MEMBER_OF", "示例安家物业服务有限公司") == ["示例安家物业服务有限公司党组织"]
    assert ends(load, "MEMBER_OF", "示例福家物业服务有限公司") == []
    assert holders(load, "partyInstructor")["示例和谐物业有限公司"] == ["王海燕"]
    assert holders(load, "headOfOrganisation")["示例安居物业有限公司"] == ["李春生"]


def test_compounds_that_the_roster_names_are_served(gathered: Fixture) -> None:
    load = gathered("property_companies")
    assert {"学府南苑", "御华花园A区"} < set(ends(load, "SERVES", "示例阳光物业有限公司"))


def test_codes_are_flagged_and_kept_as_two(gathered: Fixture, book: Fixture, named: Fixture) -> None:
    companies = named(gathered("property_companies"), "PropertyCompany")
    twins = [companies[name] for name in ("示例兴家物业服务有限公司", "示例盛家物业服务有限公司")]
    assert len({claim.id for claim in twins}) == 2
    assert len({claim.properties["uscc"] for claim in twins}) == 1
    sheet = book("property_companies").sheets[0]
    assert (13, "C", "checks.bad_uscc") in [(told.row, told.column, told.why.key) for told in sheet.remarks]
    assert [what for _, _, what in sheet.dropped] == ["薪酬"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["荣誉称号"]


def test_a_name_that_several_compounds_bear_is_flagged_unless_the_ledger_tells(
    gathered: Fixture, roster: Fixture, told: Fixture
) -> None:
    ledger = roster(
        "compounds", ("社区", "小区名称", "物业服务企业"), ("康吉", "和顺里", "甲物业"), ("平和", "和顺里", "")
    )
    companies = roster(
        "property_companies", HEADINGS, ("", "甲物业", "", "3", "和顺里"), ("", "乙物业", "", "0", "和顺里")
    )
    load = gathered(ledger, companies)
    assert told(load, "property_companies") == [(3, "E", "property_companies.many_compounds")]
    assert ends(load, "SERVES", "甲物业") == ["和顺里"]


def test_a_compound_that_nobody_defined_is_refused(gathered: Fixture, roster: Fixture, told: Fixture) -> None:
    load = gathered(roster("property_companies", HEADINGS, ("", "甲物业", "", "3", "学府北院")))
    assert told(load, "property_companies") == [(2, "E", "checks.no_compound")]
    assert len(load.refused_rows) == 1
