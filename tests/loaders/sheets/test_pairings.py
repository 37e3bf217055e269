"""Pairings: units with bodies, compounds and facilities of a community, in the six joints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loaders.facts import Claim
from loaders.gather import Gathered
from loaders.reading import ReadFile

Gather = Callable[..., Gathered]
SHEETS = ("units", "facilities", "owners_committees", "pairings")


def pairs(load: Gathered) -> dict[tuple[str, str], list[tuple[str, str, Claim]]]:
    """Label and name of what each unit is paired with, by unit and joint."""
    nodes = load.desk.facts.nodes
    found: dict[tuple[str, str], list[tuple[str, str, Claim]]] = {}
    for claim in load.desk.facts.relationships.values():
        if claim.label == "PAIRED_WITH" and claim.ends:
            unit, end = (nodes[id] for id in claim.ends)
            key = (unit.properties["name"], claim.properties.get("joint") or claim.properties["jointText"])
            found.setdefault(key, []).append((end.label, end.properties["name"], claim))
    return found


def test_each_pair_leads_to_what_the_row_names(gathered: Gather) -> None:
    found = pairs(gathered(*SHEETS))
    assert sum(map(len, found.values())) == 27
    ends = {key: rows[0][:2] for key, rows in found.items()}
    assert ends["示例第一中学", "组织联建"] == ("PartyOrganisation", "御东学府南社区党总支")
    assert ends["示例供电所", "组织联建"] == ("PartyOrganisation", "学府北苑党支部")
    assert ends["示例幼儿园", "阵地联用"] == ("Centre", "御东学府南社区党群服务中心")
    assert ends["示例银行支行", "阵地联用"] == ("Station", "御华花园A区红色驿站")
    assert ends["示例司法所", "治理联商"] == ("OwnersCommittee", "桐府一号业委会")
    assert ends["示例通信营业部", "资源联享"] == ("ResidentsCommittee", "御东学府北社区居民委员会")


def test_several_units_and_joints_in_one_cell(gathered: Gather) -> None:
    found = pairs(gathered(*SHEETS))
    assert {unit for unit, joint in found if joint == "物业联管"} == {"示例供电所", "示例银行支行", "示例邮政支局"}
    assert {joint for unit, joint in found if unit == "示例第一中学"} == {"组织联建", "治理联商", "资源联享"}
    assert {name for _, name, _ in found["示例供电所", "物业联管"]} == {"学府南苑", "翠柏家园"}


def test_a_row_without_object_means_the_community(gathered: Gather) -> None:
    found = pairs(gathered(*SHEETS))
    assert found["示例幼儿园", "活动联办"][0][:2] == ("Community", "御东学府南社区")
    assert found["示例市场监管所", "治理联商"][0][:2] == ("PartyOrganisation", "兴国寺社区党总支")


def test_dates_of_a_pair(gathered: Gather) -> None:
    found = pairs(gathered(*SHEETS))
    ended = found["示例人民医院", "组织联建"][0][2].properties  # 2020.1-2025.12
    assert (ended["validFrom"], ended["validTo"]) == (date(2020, 1, 1), date(2026, 1, 1))
    until = found["示例人民医院", "活动联办"][0][2].properties
    assert (until["validFrom"], until["validTo"]) == (date(2022, 3, 1), date(2026, 6, 30))
    assert found["示例银行支行", "物业联管"][0][2].properties["validTo"] is None  # 2021.6-至今


def test_unknown_joint_and_object_are_kept_and_flagged(gathered: Gather) -> None:
    load = gathered(*SHEETS)
    flags = {(remark.row, remark.column): remark.why.key for remark in load.remarks if "pairings" in remark.file}
    assert flags == {(14, "E"): "checks.unknown_word", (17, "F"): "pairings.no_object"}
    assert ("示例司法所", "志愿联动") in pairs(load)


def test_photos_are_dropped_and_merged_places_filled(book: Callable[[str], ReadFile]) -> None:
    sheet = book("pairings").sheets[0]
    assert [column for column, _, _ in sheet.dropped] == ["I"]
    assert all(row["street"] and row["community"] for row in sheet.rows)
    assert len(sheet.rows) == 24 and any("隐藏的 1 行" in note.zh for note in sheet.notes)


@pytest.mark.parametrize(
    ("cells", "column", "key"),
    [
        ({"C3": "月亮社区"}, "C", "checks.no_community"),
        ({"G12": "2027.1"}, "H", "checks.end_before_start"),
    ],
)
def test_bad_rows_are_refused(
    cells: dict[str, str], column: str, key: str, gathered: Gather, changed: Callable[..., Path]
) -> None:
    load = gathered("units", changed("pairings", cells))
    assert {(remark.column, remark.why.key) for remark in load.remarks if remark.severity == "refused"} == {
        (column, key)
    }
