"""Division codes, by hand: GB 18030, a broken heading, full-width codes, 同上, a total."""

from __future__ import annotations

from typing import Any

import pytest


def keys(load: Any) -> list[tuple[int, str, str]]:
    """Rows, columns and reasons of what was said of the code list."""
    found = (remark for remark in load.remarks if remark.file == "divisions.csv")
    return [(remark.row, remark.column, remark.why.key) for remark in found]


def test_every_area_of_the_list_is_there(gathered: Any, named: Any) -> None:
    load = gathered("divisions")
    assert {label: len(named(load, label)) for label in ("District", "Street", "Community", "Village")} == {
        "District": 1, "Street": 2, "Community": 22, "Village": 11,
    }  # fmt: skip


def test_people_say_the_short_name_and_the_official_one_stays(gathered: Any, named: Any) -> None:
    communities = named(gathered("divisions"), "Community")
    assert communities["桐府社区"].properties["aliases"] == ["桐府社区居民委员会"]
    assert communities["康吉社区"].properties["pinyin"] == "kang ji she qu"
    assert "马家小村" in named(gathered("divisions"), "Village")


def test_codes_in_full_width_and_with_spaces_are_read(gathered: Any, named: Any) -> None:
    codes = [claim.properties["code"] for claim in named(gathered("divisions"), "Community").values()]
    assert all(len(code) == 12 and code.isascii() and code.isdecimal() for code in codes) and len({*codes}) == 22


def test_each_lies_in_its_parent(gathered: Any) -> None:
    load = gathered("divisions")
    places = load.desk.places
    assert {place.id for place in places.above("area-140213064201")} == {
        "area-140213064201", "area-140213064000", "area-140213000000",
    }  # fmt: skip
    assert len(places.within("area-140213050000", "Community")) == 18


def test_what_is_no_data_is_said(book: Any) -> None:
    (sheet,) = book("divisions").sheets
    assert len(sheet.rows) == 36 and not sheet.remarks
    assert any("合计" in note.zh for note in sheet.notes) and any(
        "gb18030" in note.zh for note in book("divisions").notes
    )
    assert [heading for _, heading in sheet.ignored] == ["序号", "城乡分类代码"]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (["140213064498", "某社区", "140213064000"], "divisions.no_level"),
        (["140299064001", "某社区", ""], "divisions.no_parent"),
    ],
)
def test_code_of_no_place_is_refused(row: list[str], key: str, gathered: Any, roster: Any) -> None:
    rows = [["140213000000", "平城区", ""], ["140213064000", "白登山街道", "140213000000"], row]
    found = [one for one in keys(gathered(roster("divisions", ["代码", "名称", "上级代码"], *rows))) if one[0] == 4]
    assert found == [(4, "A", key)]


def test_parent_that_the_code_does_not_have_is_flagged_and_kept(gathered: Any, roster: Any) -> None:
    rows = [["140213000000", "平城区", ""], ["140213050000", "永泰街道", "140213000000"],
            ["140213064000", "白登山街道", "140213000000"],
            ["140213064001", "御东学府南社区居民委员会", "140213050000"]]  # fmt: skip
    load = gathered(roster("divisions", ["代码", "名称", "上级代码"], *rows))
    assert (5, "C", "divisions.other_parent") in keys(load)
    assert load.desk.places.is_within("area-140213064001", "area-140213050000")
