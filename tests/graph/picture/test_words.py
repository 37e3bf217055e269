"""What is written on nodes: every character is a character, long texts are wrapped and say that they go on."""

from __future__ import annotations

import pytest

from graph.picture.words import ems, lines_of, name_shown, shown, wrap


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("一\u202e二", "一\ufffd二"),
        ("a\u0000b", "a\ufffdb"),
        ("a\r\n\tb", "a b"),
        ("\ud83d", "\ufffd"),
        ("🏘️", "🏘️"),
        ("<script>", "<script>"),
        (7, "7"),
    ],
)
def test_controls_are_made_visible_and_nothing_else_is_changed(value: object, expected: str) -> None:
    assert shown(value) == expected


@pytest.mark.parametrize(
    "words", ["平城区永泰街道康吉社区第三网格党支部", "a very long English name of a body", "字" * 40, ""]
)
def test_rows_are_as_wide_as_allowed_at_most(words: str) -> None:
    rows = wrap(words, 8, 3)
    assert len(rows) <= 3 and all(ems(row) <= 8 for row in rows)
    assert "".join(rows).replace(" ", "") == words.replace(" ", "") or rows[-1].endswith("…")


def test_words_in_latin_letters_are_not_parted() -> None:
    assert wrap("covered by a community", 9, 4) == ["covered by a", "community"]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"label": "Post", "name": "x", "title": "主任"}, "主任"),
        ({"label": "Grid", "name": "第1网格", "title": "y"}, "第1网格"),
        ({"label": "Person"}, "（未具名）"),
        ({"label": "Person", "name": "甲", "outside": True}, "范围以外"),
        ({"label": "Activity"}, "id"),
    ],
)
def test_node_is_called_by_its_name_and_nameless_ones_say_so(node: dict[str, object], expected: str) -> None:
    assert name_shown(node, "id") == expected


def test_lines_hold_no_names_phones_or_keys_of_persons() -> None:
    person = {"label": "Person", "name": "甲", "pinyin": "jia", "phone": "138****1234"}
    assert lines_of(person) == ("人员 / Person",)


def test_lines_tell_kinds_and_roles_in_words() -> None:
    assert "类别 kind：党支部" in lines_of({"label": "PartyOrganisation", "kind": "branch"})
    assert "角色 role：网格长" in lines_of({"label": "Post", "role": "gridLeader"})


def test_a_label_that_the_model_lacks_is_shown_as_it_is() -> None:
    assert lines_of({"label": "Thing", "code": "1"}) == ("Thing / Thing",)
