"""Exemptions, by hand: semicolons, a mark of UTF-8, targets of every size, limits as people write them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

HEADINGS = ["规则编号", "规则名称", "街道", "社区", "小区名称", "网格名称", "组织名称", "豁免原因", "有效期至"]


def about(load: Any) -> dict[str, list[Any]]:
    """The exemptions' claims by the label of what they are about."""
    facts, places = load.desk.facts, load.desk.places
    found: dict[str, list[Any]] = {}
    for claim in facts.relationships.values():
        if claim.label == "ABOUT":
            place = places.get(claim.ends[1])
            label = place.label if place else facts.nodes[claim.ends[1]].label
            found.setdefault(label, []).append(facts.nodes[claim.ends[0]])
    return found


def test_each_is_about_the_smallest_thing_that_its_row_names(gathered: Any) -> None:
    found = {label: len(claims) for label, claims in about(gathered("exemptions")).items()}
    assert found == {"Compound": 9, "Grid": 5, "Village": 4, "PartyOrganisation": 3, "Street": 1}


def test_rules_reasons_and_who_decided_are_kept(gathered: Any) -> None:
    exemptions = [claim.properties for claims in about(gathered("exemptions")).values() for claim in claims]
    assert Counter(one["rule"] for one in exemptions) == {
        "Y01": 6, "P01": 3, "G05": 2, "S19": 4, "P13": 3, "P24": 1, "P06": 1, "S01": 1, "P22": 1,
    }  # fmt: skip
    assert all(one["reason"] for one in exemptions) and {one["by"] for one in exemptions} == {
        "白登山街道",
        "平城区委组织部",
    }


def test_limit_is_a_bound_and_an_open_one_is_none(gathered: Any) -> None:
    compounds = about(gathered("exemptions"))["Compound"]
    limits = [claim.properties["until"] for claim in compounds if claim.properties["rule"] == "Y01"]
    assert limits == [date(2027, 7, 1), None, date(2027, 1, 1), None, None, date(2026, 11, 30)]
    assert all(claim.properties["validTo"] == claim.properties["until"] for claim in compounds)


def test_notes_and_totals_are_no_rows(book: Any) -> None:
    (sheet,) = book("exemptions").sheets
    assert len(sheet.rows) == 22 and not sheet.remarks
    assert [heading for _, heading, _ in sheet.unmapped] == ["附件页数"]


@pytest.mark.parametrize(
    ("changed", "column", "key"),
    [
        ({"小区名称": "没有的小区"}, "E", "checks.no_compound"),
        ({"组织名称": "没有的党支部"}, "G", "checks.no_body"),
        ({"社区": "没有的社区"}, "D", "checks.no_community"),
    ],
)
def test_what_it_is_about_must_exist(
    changed: dict[str, str], column: str, key: str, gathered: Any, roster: Any
) -> None:
    row = {"规则编号": "Y01", "街道": "永泰街道", "社区": "康吉社区", "豁免原因": "筹建中", **changed}
    load = gathered(roster("exemptions", HEADINGS, [row.get(heading) for heading in HEADINGS]))
    (remark,) = (one for one in load.remarks if one.file == "exemptions.csv")
    assert (remark.column, remark.severity, remark.why.key) == (column, "refused", key)


def test_one_exemption_with_two_reasons_is_refused(gathered: Any, roster: Any) -> None:
    rows = [["Y01", None, "永泰街道", "康吉社区", "康吉东院", None, None, why, None] for why in ("筹建中", "共用")]
    (remark,) = (one for one in gathered(roster("exemptions", HEADINGS, *rows)).remarks if one.severity == "refused")
    assert (remark.row, remark.why.key) == (3, "checks.contradiction")
