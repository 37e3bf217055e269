"""The register of Party organisations, by hand: three sheets in one workbook, each with headings of its own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

HEADINGS = ["街道", "社区", "党组织名称", "类别", "上级党组织", "小区名称", "成立时间", "撤销日期", "书记"]


def superiors(load: Any) -> dict[str, list[str]]:
    """The superiors of each body, by name."""
    facts = load.desk.facts
    found: dict[str, list[str]] = {}
    for claim in facts.relationships.values():
        if claim.label == "SUBORDINATE_TO":
            start, end = (facts.nodes[id].properties["name"] for id in claim.ends)
            found.setdefault(start, []).append(end)
    return found


def test_kinds_are_told_apart(gathered: Any, named: Any) -> None:
    kinds = Counter(claim.properties["kind"] for claim in named(gathered(), "PartyOrganisation").values())
    assert kinds == {
        "group": 24, "branch": 26, "generalBranch": 7, "workingCommittee": 2, "committee": 1, "extendedCommittee": 1,
        "jointBranch": 1,
    }  # fmt: skip


def test_branch_that_only_the_ledger_names_is_of_the_kind_of_its_name(gathered: Any, named: Any) -> None:
    claim = named(gathered(), "PartyOrganisation")["兴国寺东里党支部"]
    assert claim.properties["kind"] == "branch" and {row.sheet.kind for row in claim.rows} == {"compounds"}


def test_chain_of_command_is_found_however_superiors_are_written(gathered: Any) -> None:
    found = superiors(gathered())
    assert found["永泰街道党工委"] == ["中共平城区委"] and found["康吉社区党总支"] == ["永泰街道党工委"]
    assert found["学府北苑党支部"] == ["中共白登山街道御东学府北社区总支部委员会"]
    assert found["御华社区第4网格党小组"] == ["御华名邸联合党支部"]
    assert found["平和花园党支部"] == ["中共永泰街道平和社区总支部委员会", "康吉社区党总支"]


def test_dates_of_terms_are_bounds(gathered: Any, named: Any) -> None:
    found = named(gathered(), "PartyOrganisation")
    village = found["泉寺头村党支部"].properties
    assert (village["termStart"], village["termEnd"], village["extensionUntil"]) == (
        date(2021, 12, 1), date(2027, 1, 1), date(2027, 7, 1),
    )  # fmt: skip
    assert found["中共平城区委"].properties["foundedOn"] == date(1970, 1, 1)
    assert found["燕庄村党支部"].properties["dissolvedOn"] is None  # an empty cell says that it goes on


def test_leading_organisations_have_secretaries_posts_and_groups_have_none(gathered: Any, holders: Any) -> None:
    load = gathered()
    assert len(holders(load, "communitySecretary")) == 7 and len(holders(load, "villageSecretary")) == 4
    assert holders(load, "streetSecretary") == {"白登山街道": [], "永泰街道": []}
    assert holders(load, "groupLeader") == {}


def test_branch_of_a_unit_leads_no_community(gathered: Any, named: Any, holders: Any) -> None:
    load = gathered()
    assert "示例第一中学党支部" in holders(load, "organisationSecretary")
    school = named(load, "PartyOrganisation")["示例第一中学党支部"].id
    members = {claim.ends for claim in load.desk.facts.relationships.values() if claim.label == "MEMBER_OF"}
    assert (named(load, "Unit")["示例第一中学"].id, school) in members


def test_joint_branch_counts_its_units(gathered: Any, named: Any) -> None:
    joint = named(gathered(), "PartyOrganisation")["御华名邸联合党支部"].properties
    assert (joint["memberUnits"], joint["formation"]) == (2, "区域联建")


def test_committee_of_a_large_branch_is_named(gathered: Any, holders: Any) -> None:
    load = gathered()
    deputies, members = holders(load, "branchDeputySecretary"), holders(load, "branchMember")
    assert len(deputies["御华名邸联合党支部"]) == 1 and len(members["御华名邸联合党支部"]) == 2
    assert "学府南苑党支部" not in deputies
    assert holders(load, "partyInstructor") == {"康吉东院党支部": ["马建国"]}


def test_unknown_superior_is_flagged_and_kept_as_text(gathered: Any, named: Any) -> None:
    load = gathered()
    flags = [
        (one.file, one.sheet, one.row, one.column) for one in load.remarks if one.why.key == "checks.unknown_superior"
    ]
    assert flags == [("06party_organisations.xlsx", "街道社区", 18, "F")]
    assert named(load, "PartyOrganisation")["西坟村党支部"].properties["superiorText"] == "永昌街道党工委"


def test_sheets_that_are_no_rosters_are_said_and_sensitive_columns_dropped(book: Any) -> None:
    sheets = book("party_organisations").sheets
    assert [len(sheet.rows) for sheet in sheets] == [15, 14, 24, 0, 0]
    assert [what for sheet in sheets for _, _, what in sheet.dropped] == ["民族", "婚姻家庭"]
    assert all(sheet.notes for sheet in sheets[3:]) and book("party_organisations").refused is None


def test_end_before_the_start_is_refused(gathered: Any, changed: Any) -> None:
    path = changed("party_organisations", {"I8": "1999.1"}, sheet="街道社区")
    (refused,) = (one for one in gathered(path).remarks if one.severity == "refused")
    assert (refused.file, refused.row, refused.column, refused.why.key) == (
        "06party_organisations.xlsx", 8, "I", "checks.end_before_start",
    )  # fmt: skip


def test_one_name_with_two_kinds_is_refused(gathered: Any, roster: Any) -> None:
    rows = [
        ["永泰街道", "康吉社区", "康吉社区党总支", kind, None, None, "2005.7", None, None]
        for kind in ("党总支", "党委")
    ]
    (refused,) = (
        one for one in gathered(roster("party_organisations", HEADINGS, *rows)).remarks if one.severity == "refused"
    )
    assert (refused.row, refused.why.key) == (3, "checks.contradiction")
