"""活动台账: the five of 五个一 and deliberation, held in communities by bodies."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any


def test_kinds_of_activities(gathered: Any, named: Any) -> None:
    held = named(gathered("activities"), "Activity")
    kinds = Counter(activity.properties["kind"] for activity in held.values())
    assert kinds == {
        "training": 4, "posting": 4, "contest": 4, "service": 4, "selection": 4, "deliberation": 4, "other": 1,
    }  # fmt: skip


def test_dates_in_four_spellings_of_a_1904_book(gathered: Any, named: Any, book: Any) -> None:
    held = named(gathered("activities"), "Activity")
    days = [held[f"御东学府南社区{name}"].properties["on"]
            for name in ("主题培训第1场", "挂职交流第2场", "技能竞赛第3场", "服务群众第4场")]  # fmt: skip
    assert days == [date(2026, 2, 2), date(2026, 3, 3), date(2026, 4, 4), date(2026, 5, 5)]
    assert any("1904" in note.zh for note in book("activities").notes + book("activities").sheets[0].notes)


def test_attendance_is_a_number_and_may_be_unknown(gathered: Any, named: Any) -> None:
    held = named(gathered("activities"), "Activity")
    assert held["桐府社区最美评选第11场"].properties["attendance"] == 50
    assert "attendance" not in held["桐府社区广场舞第12场"].properties
    assert held["白登山街道物业联席协商"].properties["attendance"] == 25


def test_organisers_are_bodies_of_every_sort(gathered: Any, joined: Any) -> None:
    by: dict[str, set[str]] = {}
    for activity, body, _ in joined(gathered("activities"), "ORGANISED_BY"):
        by.setdefault(activity, set()).add(body)
    assert by["桐府社区技能竞赛第9场"] == {"桐府社区居民委员会"}
    assert by["康吉社区议事协商第18场"] == {"康吉社区党总支"}
    assert by["康吉社区主题培训第19场"] == {"永泰街道办事处"}
    assert by["康吉社区挂职交流第20场"] == {"平城区民政局", "康吉社区居民委员会"}


def test_an_unknown_organiser_is_kept_as_text(gathered: Any, named: Any) -> None:
    load = gathered("activities")
    activity = named(load, "Activity")["御东学府北社区服务群众第7场"]
    assert activity.properties["organiserText"] == "示例志愿者之家"
    flags = [(flag.row, flag.column) for flag in load.remarks if flag.file == "28activities.xlsx"]
    assert flags == [(9, "H")]


def test_who_took_part_is_not_read(book: Any) -> None:
    sheet = book("activities").sheets[0]
    assert ("J", "参加人员") in sheet.ignored
    assert sheet.unmapped == []
    assert (14, "D") in {(remark.row, remark.column) for remark in sheet.remarks}


def test_an_activity_without_a_day_is_refused(changed: Any) -> None:
    from loaders.reading import read_files

    sheet = next(iter(read_files([changed("activities", {"F8": None, "F9": "某日"})]))).sheets[0]
    refused = [(remark.row, remark.column) for remark in sheet.remarks if remark.severity == "refused"]
    assert refused == [(8, "F"), (9, "F")]
