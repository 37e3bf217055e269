"""Pinyin for searching: surnames as surnames, places as words."""

from __future__ import annotations

import pytest

from loaders.linking.pinyin import initials_of, pinyin_of


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("单雄信", "shan xiong xin", "sxx"),
        ("仇志强", "qiu zhi qiang", "qzq"),
        ("曾国庆", "zeng guo qing", "zgq"),
        ("解学文", "xie xue wen", "xxw"),
        ("区建华", "ou jian hua", "ojh"),
        ("尉迟恭", "yu chi gong", "ycg"),
        ("张伟", "zhang wei", "zw"),
    ],
)
def test_surnames_have_readings_of_their_own(name: str, pinyin: str, initials: str) -> None:
    assert (pinyin_of(name), initials_of(name)) == (pinyin, initials)


def test_places_are_read_by_the_word() -> None:
    assert pinyin_of("平城区", surname=False) == "ping cheng qu"
    assert pinyin_of("示例银行", surname=False) == "shi li yin hang"
    assert initials_of("御华花园A区", surname=False) == "yhhyaq"


@pytest.mark.parametrize("name", ["", "Mary Smith", "买买提·艾力", "〇"])
def test_any_name_can_be_read(name: str) -> None:
    assert isinstance(pinyin_of(name), str) and isinstance(initials_of(name), str)
