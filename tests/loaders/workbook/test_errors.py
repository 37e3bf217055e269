"""The texts: every reason has both languages, the same places, and an advice."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path

import pytest

import loaders.workbook
from graph.messages import catalogue, text
from loaders.errors import BadCell, FileRefused, Remark, SheetRefused, SourceError

KEYS = sorted(key for key in catalogue() if key.startswith("reading."))
REASONS = [key for key in KEYS if not key.endswith("_advice")]


def _places(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_have_the_same_places(key: str) -> None:
    both = catalogue()[key]
    assert set(both) == {"zh", "en"}
    assert _places(both["zh"]) == _places(both["en"]) or key == "reading.hidden_rows_note"
    assert not both["zh"].endswith("。") and not both["en"].endswith(".")


@pytest.mark.parametrize("key", [key for key in REASONS if "_note" not in key and "skipped_" not in key])
def test_every_reason_has_an_advice_with_no_places_of_its_own(key: str) -> None:
    assert _places(catalogue()[f"{key}_advice"]["zh"]) <= _places(catalogue()[key]["zh"])


def test_every_key_in_the_code_has_a_text_and_every_text_is_used() -> None:
    folder = Path(next(iter(loaders.workbook.__path__)))
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.py")))
    for key in REASONS:
        name = key.removeprefix("reading.").removeprefix("skipped_")
        assert f'"reading.{name}"' in code or f'"{name}"' in code, key


def test_tree_has_the_exit_code_of_refused_data() -> None:
    for error in (FileRefused, SheetRefused, BadCell):
        assert issubclass(error, SourceError) and error.exit_code == 3


def test_bad_cell_becomes_a_remark_with_its_place() -> None:
    remark = BadCell("reading.count", "很" * 60).remark(file="a.xlsx", sheet="名册", row=7, column="C", heading="户数")
    assert len(remark.value) == 40 and remark.value.endswith("…")
    assert str(remark).startswith("a.xlsx [名册] 第7行 C列（户数）：")
    assert "row 7 column C (户数)" in remark.en


def test_remark_can_hide_its_value() -> None:
    remark = BadCell("reading.phone", "1380000").remark(file="a", sheet="b", row=1, column="A")
    assert "1380000" in str(remark)
    assert "1380000" not in str(remark.hidden()) and remark.hidden().row == 1


def test_remark_without_heading_or_value() -> None:
    why = text("reading.ditto_without_value", value="同上")
    remark = Remark("a", "b", 1, "A", "", "", why, why, "flagged")
    assert "A列：" in remark.zh and remark.hidden().why == why


def test_braces_in_a_cell_do_no_harm(tmp_path: Path, refusal: Callable[..., str]) -> None:
    assert BadCell("reading.count", "{x}").value == "{x}"
    assert refusal(tmp_path / "{无}.xlsx") == "cannot_open"
