"""Grids and their staff, by hand: two-row header, four spellings of a grid's name, several people in a cell."""

from __future__ import annotations

from datetime import date
from typing import Any

HEADINGS = ["街道", "社区", "网格名称", "网格编码", "网格长", "网格长联系电话", "网格员姓名", "上岗时间", "户数"]


def tenures(load: Any, role: str) -> list[dict[str, Any]]:
    """What the tenures of one role say."""
    facts = load.desk.facts
    posts = {claim.id for claim in facts.nodes.values() if claim.label == "Post" and claim.properties["role"] == role}
    held = [
        claim.ends[0] for claim in facts.relationships.values() if claim.label == "OF_POST" and claim.ends[1] in posts
    ]
    return [facts.nodes[tenure].properties for tenure in held]


def test_names_of_grids_have_one_spelling_and_one_serial(gathered: Any) -> None:
    places = gathered().desk.places
    grids = places.within("area-140213064001", "Grid")
    assert [(grid.name, grid.serial) for grid in grids] == [(f"第{serial}网格", serial) for serial in range(1, 5)]
    assert len(places.of_label("Grid")) == 24


def test_grid_without_a_code_gets_one_that_is_marked(gathered: Any) -> None:
    load = gathered()
    derived = [claim for claim in load.desk.facts.nodes.values() if claim.properties.get("codeDerived")]
    assert sorted(claim.properties["code"] for claim in derived) == [
        f"14021306400400{serial}" for serial in range(1, 5)
    ]


def test_each_grid_has_its_posts_vacant_or_not(gathered: Any, holders: Any) -> None:
    load = gathered()
    for role in ("gridLeader", "gridInstructor", "redGridWorker"):
        assert len(holders(load, role)) == 24
    assert holders(load, "gridLeader")["桐府社区/第2网格"] == []
    assert holders(load, "redGridWorker")["平和社区/第3网格"] == []
    assert holders(load, "gridLeader")["御东学府南社区/第1网格"] == ["张建国"]


def test_several_people_in_a_cell_are_several_workers(gathered: Any, holders: Any) -> None:
    workers = holders(gathered(), "gridWorker")
    assert all(len(workers[f"{community}/第3网格"]) == 2 for community in ("桐府社区", "康吉社区"))
    assert sum(map(len, workers.values())) == 30
    assert sum(map(len, holders(gathered(), "microGridLeader").values())) == 18


def test_time_in_post_party_status_and_working_time_are_told(gathered: Any) -> None:
    load = gathered()
    assert {tenure["validFrom"] for tenure in tenures(load, "gridLeader")} == {
        date(2021, 6, 1), date(2022, 3, 1), date(2023, 5, 8), date(2024, 1, 1),
    }  # fmt: skip
    assert [tenure["partyStatus"] for tenure in tenures(load, "redGridWorker")].count("none") == 4
    assert {tenure["fullTime"] for tenure in tenures(load, "gridWorker")} == {True, False}


def test_instructor_named_by_ditto_is_one_person_with_a_unit(gathered: Any) -> None:
    load = gathered()
    mentions = [mention for mention in load.desk.people.mentions.values() if mention.record.kind == "grids"]
    instructors = [mention for mention in mentions if mention.column == "instructor"]
    assert len(instructors) == 24 and all(mention.unit for mention in instructors)
    assert len({load.settled.person_of[mention.record.id] for mention in instructors}) == 12


def test_grid_covers_the_compounds_that_its_row_names(gathered: Any) -> None:
    load = gathered()
    covers = {claim.ends for claim in load.desk.facts.relationships.values() if claim.label == "COVERS"}
    places = load.desk.places
    third = next(grid for grid in places.within("area-140213064004", "Grid") if grid.serial == 3)
    assert {places.get(end).name for start, end in covers if start == third.id} == {
        "御华花园A区",
        "御华花园B区",
        "御华名邸",
    }


def test_numbers_of_workers_are_dropped_and_a_hidden_column_is_told(book: Any) -> None:
    (sheet,) = book("grids").sheets
    assert [(letter, what) for letter, _, what in sheet.dropped] == [("Q", "身份证件号码")]
    assert [heading for _, heading, _ in sheet.unmapped] == ["手环编号"]
    assert [(remark.row, remark.column, remark.severity) for remark in sheet.remarks] == [(9, "N", "flagged")]


def test_notice_is_five_fields(gathered: Any) -> None:
    grids = [claim.properties for claim in gathered().desk.facts.nodes.values() if claim.label == "Grid"]
    fields = ("noticeName", "noticeScope", "noticeWorker", "noticeContact", "noticeSupervision")
    assert all(isinstance(grid[field], bool) for grid in grids for field in fields)
    assert sum(not grid["noticeSupervision"] for grid in grids) == 4


def test_one_row_a_worker_names_one_leader(gathered: Any, roster: Any, holders: Any) -> None:
    rows = [["永泰街道", "康吉社区", "第1网格", None, "张建国", "19900002001", worker, since, 300]
            for worker, since in (("马文斌", "2021.6"), ("郭立新", "2023.5"))]  # fmt: skip
    load = gathered(roster("grids", HEADINGS, *rows))
    assert [remark for remark in load.remarks if remark.file == "grids.csv"] == []
    assert holders(load, "gridLeader")["康吉社区/第1网格"] == ["张建国"]
    assert holders(load, "gridWorker")["康吉社区/第1网格"] == ["郭立新", "马文斌"]


def test_foreign_code_is_kept_and_flagged(gathered: Any, changed: Any) -> None:
    load = gathered(changed("grids", {"E5": "140299050001001"}))
    assert ("E", "flagged", "checks.grid_code") in [
        (one.column, one.severity, one.why.key) for one in load.remarks if one.row == 5
    ]
    assert load.desk.places.by_code("140299050001001") is not None


def test_grid_of_an_unknown_community_is_refused(gathered: Any, changed: Any) -> None:
    refused = [one for one in gathered(changed("grids", {"C5": "某某社区"})).remarks if one.severity == "refused"]
    assert {(one.file, one.row, one.column) for one in refused if one.file == "07grids.xlsx"} >= {
        ("07grids.xlsx", 5, "C")
    }
