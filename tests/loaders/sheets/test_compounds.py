"""The compound ledger, by hand: ods, dates of all kinds, a company per compound, what it says of branch and committee."""

from __future__ import annotations

from datetime import date
from typing import Any

HEADINGS = [
    "街道",
    "社区",
    "小区名称",
    "楼栋数",
    "物业服务企业",
    "统一社会信用代码",
    "项目经理",
    "小区党支部",
    "支部书记",
]


def serves(load: Any) -> dict[str, dict[str, Any]]:
    """What is said of property service, by compound."""
    facts, places = load.desk.facts, load.desk.places
    found = [claim for claim in facts.relationships.values() if claim.label == "SERVES" and places.get(claim.ends[1])]
    return {places.get(claim.ends[1]).name: claim.properties for claim in found if claim.ends[0] in companies(load)}


def companies(load: Any) -> dict[str, str]:
    return {
        claim.id: claim.properties["name"]
        for claim in load.desk.facts.nodes.values()
        if claim.label == "PropertyCompany"
    }


def test_compounds_have_what_the_ledger_tells(gathered: Any, named: Any) -> None:
    compounds = named(gathered(), "Compound")
    assert len(compounds) == 22
    assert compounds["学府南苑"].properties["builtIn"] == 1998 and compounds["学府南苑"].properties["households"] == 300
    assert {name for name, claim in compounds.items() if claim.properties["isOld"]} == {
        "桐府二号",
        "康吉东院",
        "桥北铁路小区",
    }
    assert compounds["御华花园A区"].properties["crs"] == "GCJ-02"


def test_names_that_differ_by_a_letter_are_two_compounds(gathered: Any, named: Any) -> None:
    assert {"御华花园A区", "御华花园B区", "友谊小区", "友谊小区二期"} <= set(named(gathered(), "Compound"))


def test_mode_of_service_is_of_the_compound_and_companies_serve_by_contract(gathered: Any, named: Any) -> None:
    load = gathered()
    modes = [claim.properties["serviceMode"] for claim in named(load, "Compound").values()]
    assert (modes.count("企业"), modes.count("代管"), modes.count("自治")) == (19, 2, 1)
    assert len(serves(load)) == 19 and serves(load)["松涛园"]["contractOn"] == date(2024, 2, 10)
    assert serves(load)["学府北苑"]["filedOn"] == date(2024, 3, 1)


def test_company_is_one_body_for_all_its_compounds(gathered: Any, named: Any) -> None:
    found = named(gathered(), "PropertyCompany")
    assert len(found) == 4 and found["示例阳光物业有限公司"].properties["uscc"] == "91140213MA0EXA0013"


def test_manager_answers_for_the_compound(gathered: Any, holders: Any) -> None:
    managers = holders(gathered(), "projectManager")
    assert len(managers) == 19 and managers["学府南苑"] == ["张淑珍"]
    load = gathered()
    tenures = [claim.properties for claim in load.desk.facts.nodes.values() if claim.label == "Tenure"]
    assert {"full", "none"} <= {tenure.get("partyStatus") for tenure in tenures}


def test_ledger_and_register_name_one_secretary_and_a_vacancy_is_a_post(gathered: Any, holders: Any) -> None:
    secretaries = holders(gathered(), "branchSecretary")
    assert secretaries["学府南苑"] == ["张建国"] and secretaries["翠柏家园"] == []
    assert secretaries["御华名邸"] == ["黄丽华", "黄丽花"], "two names for one seat are kept as two"


def test_committee_is_known_by_its_kind(gathered: Any, named: Any, holders: Any) -> None:
    load = gathered()
    kinds = {name: claim.properties["kind"] for name, claim in named(load, "OwnersCommittee").items()}
    assert kinds["学府南苑业委会"] == "owners" and kinds["松涛园物管会"] == "management" and len(kinds) == 8
    assert holders(load, "ownersDirector")["康吉里小区"] == ["吴玉梅"]


def test_grid_covers_the_compound(gathered: Any) -> None:
    load = gathered()
    place = next(place for place in load.desk.places.of_label("Compound") if place.name == "学府南苑")
    covers = [claim.ends for claim in load.desk.facts.relationships.values() if claim.label == "COVERS"]
    assert sorted(load.desk.places.get(start).name for start, end in covers if end == place.id) == [
        "第1网格", "第2网格", "第3网格", "第4网格",
    ]  # fmt: skip


def test_wrong_check_digit_is_flagged_and_addresses_are_dropped(book: Any) -> None:
    (sheet,) = book("compounds").sheets
    assert [(one.row, one.column, one.why.key) for one in sheet.remarks] == [(23, "L", "checks.bad_uscc")]
    assert [(letter, what) for letter, _, what in sheet.dropped] == [("AA", "家庭住址")]
    assert "某路某号" not in repr([dict(row.raw) for row in sheet.rows])


def test_two_codes_for_one_company_are_refused(gathered: Any, roster: Any) -> None:
    rows = [["永泰街道", "康吉社区", name, 3, "示例物业", code, None, None, None]
            for name, code in (("康吉里小区", "91140213MA0EXA0013"), ("康吉东院", "91140213MA0EXA0026"))]  # fmt: skip
    (remark,) = (
        one for one in gathered(roster("compounds", HEADINGS, *rows)).remarks if one.why.key == "checks.contradiction"
    )
    assert (remark.file, remark.row, remark.severity) == ("compounds.csv", 3, "refused")


def test_compound_in_an_unknown_community_is_refused(gathered: Any, roster: Any) -> None:
    row = ["永泰街道", "某某社区", "康吉里小区", 3, None, None, None, None, None]
    refused = [
        (one.row, one.column)
        for one in gathered(roster("compounds", HEADINGS, row)).remarks
        if one.file == "compounds.csv"
    ]
    assert refused == [(2, "B")]
