"""Communities and villages, by hand: xls, two-row header, merged streets, figures as people write them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

HEADINGS = ["街道", "社区", "户数", "社区工作者数", "居委会应有人数", "居民公约", "公约日期"]


def test_figures_are_read_however_they_are_written(gathered: Any, named: Any) -> None:
    communities = named(gathered(), "Community")
    assert communities["康吉社区"].properties["households"] == 1240
    assert communities["桐府社区"].properties["households"] == 1180
    assert communities["康吉社区"].properties["facilityArea"] == 300.5
    assert all("households" in claim.properties for claim in communities.values())


def test_covenant_is_yes_no_or_unknown(gathered: Any, named: Any) -> None:
    found = [claim.properties.get("hasCovenant") for claim in named(gathered(), "Community").values()]
    assert set(found) == {True, False, None}
    assert named(gathered(), "Community")["康吉社区"].properties["covenantOn"] == date(2023, 6, 1)


def test_committee_exists_with_its_seats_in_every_community_and_village(gathered: Any, named: Any) -> None:
    load = gathered()
    assert len(named(load, "ResidentsCommittee")) == 22 and len(named(load, "VillagersCommittee")) == 11
    assert named(load, "ResidentsCommittee")["康吉社区居民委员会"].properties["approvedSeats"] == 5
    assert named(load, "VillagersCommittee")["马家小村民委员会"].properties["approvedSeats"] in (3, 5)


def test_joint_conference_serves_its_community(gathered: Any) -> None:
    facts = gathered().desk.facts
    conferences = {claim.id for claim in facts.nodes.values() if claim.label == "JointConference"}
    served = {claim.ends[0] for claim in facts.relationships.values() if claim.label == "SERVES" and claim.ends}
    assert len(conferences) == 11 and conferences <= served


@pytest.mark.parametrize(("cell", "name"), [
    ("是", "康吉社区联席会议"), ("√", "康吉社区联席会议"), ("邻里议事会", "邻里议事会"), ("否", None), ("", None), ("—", None),
])  # fmt: skip
def test_joint_conference_is_a_name_or_only_there(cell: str, name: str | None, gathered: Any, roster: Any) -> None:
    path = roster("communities", ["街道", "社区", "社区工作者数", "联席会议"], ["永泰街道", "康吉社区", 5, cell])
    facts = gathered(path).desk.facts
    found = [claim.properties["name"] for claim in facts.nodes.values() if claim.label == "JointConference"]
    assert found == ([name] if name else [])


def test_number_of_the_secretary_is_dropped_and_volunteers_are_not_stored(book: Any) -> None:
    sheet = book("communities").sheets[0]
    assert sheet.dropped == [("P", "书记身份证号", "身份证件号码")]
    assert ("G", "工作力量 志愿者数") in sheet.ignored
    assert "14021319900101" not in repr([dict(row.raw) for row in sheet.rows])


def test_hidden_row_and_column_are_read_and_said(book: Any) -> None:
    sheet = book("communities").sheets[0]
    assert 10 in [row.number for row in sheet.rows]
    assert {"隐藏的 1 行也已读入：第 10 行", "隐藏的列也已读入：Q（微信群个数）"} <= {note.zh for note in sheet.notes}


def test_approximate_figures_are_flagged_at_their_cells(book: Any) -> None:
    remarks = book("communities").sheets[0].remarks
    assert {(remark.column, remark.severity) for remark in remarks} == {("C", "flagged")} and len(remarks) == 8


def test_community_that_the_code_list_lacks_is_refused(gathered: Any, roster: Any) -> None:
    row = ["永泰街道", "平安社区", 900, 5, 5, "是", "2023.6"]
    (remark,) = (one for one in gathered(roster("communities", HEADINGS, row)).remarks if one.file == "communities.csv")
    assert (remark.row, remark.column, remark.severity, remark.why.key) == (2, "B", "refused", "checks.no_community")
    assert "平和社区" in remark.zh
