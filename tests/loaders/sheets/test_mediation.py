"""人民调解组织: committees with brand, chair, mediators and room."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_committees_have_counts_and_brands(gathered: Any, named: Any) -> None:
    committees = named(gathered("mediation"), "MediationCommittee")
    assert len(committees) == 20
    one = committees["康吉社区人民调解委员会"].properties
    assert (one["brand"], one["mediators"], one["foundedOn"]) == ("老张说和", 5, date(2018, 5, 6))
    assert committees["白登山街道人民调解委员会"].properties.get("brand") is None


def test_chairs_and_mediators_hold_posts(gathered: Any, holders: Any) -> None:
    load = gathered("mediation")
    chairs = holders(load, "mediationDirector")
    assert len(chairs) == 20
    assert chairs["御东学府北社区"] == []
    assert chairs["永泰街道"] == ["陈彩凤"]
    assert holders(load, "mediator")["御东学府南社区"] == ["杨春生", "马文斌"]


def test_terms_end_and_do_not_end_the_tenure(gathered: Any) -> None:
    facts = gathered("mediation").desk.facts.nodes.values()
    tenures = [
        claim.properties for claim in facts if claim.label == "Tenure" and claim.rows[0].sheet.kind == "mediation"
    ]
    assert {tenure["termEnd"] for tenure in tenures} == {date(2026, 12, 31), date(2027, 2, 1)}
    assert not any(tenure.get("validTo") for tenure in tenures)


def test_rooms_are_run_by_their_committee(gathered: Any, joined: Any) -> None:
    rooms = {room: body for room, body, _ in joined(gathered("mediation"), "OPERATED_BY")}
    assert len(rooms) == 19
    assert rooms["桥北社区调解室"] == "桥北社区调委会"
    assert "康吉社区调解室" not in rooms


def test_same_as_above_in_utf16(book: Any, gathered: Any, joined: Any) -> None:
    file = book("mediation")
    sheet = file.sheets[0]
    assert sheet.dropped == [("N", "照片", "照片")]
    assert any("utf-16" in note.zh for note in file.notes)
    homes = {body: area for body, area, _ in joined(gathered("mediation"), "BASED_IN")}
    assert homes["御华社区人民调解委员会"] == "御华社区"


def test_an_impossible_day_is_refused(roster: Any) -> None:
    from loaders.reading import read_files

    path = roster(
        "mediation", ["社区", "调委会名称", "调解员数", "成立时间"], ["康吉社区", "康吉调委会", 3, "2021-02-31"]
    )
    sheet = next(iter(read_files([path]))).sheets[0]
    assert [(remark.row, remark.column, remark.why.key) for remark in sheet.remarks] == [
        (2, "D", "reading.date_impossible")
    ]
