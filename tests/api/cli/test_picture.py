"""``picture``: one file that opens anywhere, and plain words where it cannot be made."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

Govgraph = Callable[..., Any]
DAY = ("--as-of", "2026-11-01")


@pytest.fixture
def town(govgraph: Govgraph, rosters: Path) -> Govgraph:
    """A community with a grid, a compound, its branch and its committee."""
    answer = govgraph("load", rosters, *DAY)
    assert answer.code == 0, answer.err
    return govgraph


def test_every_kind_is_drawn_and_every_suffix_written(town: Govgraph, tmp_path: Path) -> None:
    for kind in ("ego", "command", "organisation", "interlocks", "coverage", "alliance"):
        answer = town("picture", "140213050001", "--kind", kind, *DAY, "-o", tmp_path / f"{kind}.json")
        assert (answer.code, answer.out) == (0, ""), answer.err
        assert json.loads((tmp_path / f"{kind}.json").read_text(encoding="utf-8"))["kind"] == kind
    for suffix in ("html", "svg", "png"):
        assert town("picture", *DAY, "-o", tmp_path / f"district.{suffix}").code == 0
    assert "default-src 'none'" in unescape((tmp_path / "district.html").read_text(encoding="utf-8"))


def test_path_names_its_steps(town: Govgraph, tmp_path: Path) -> None:
    file = tmp_path / "path.json"
    answer = town("picture", "锦绣花园", "--kind", "path", "--to", "140213050000", *DAY, "-o", file)
    assert answer.code == 0 and "步" in answer.err
    names = [node["text"] for node in json.loads(file.read_text(encoding="utf-8"))["nodes"]]
    assert names == ["锦绣花园", "康吉社区", "永泰街道"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1402130500",), "140213050000"),
        (("没有的名称",), "没有的名称"),
        (("--kind", "ring"), "ego command"),
        (("--limit", "9999"), "2000"),
        (("--depth", "99"), "20"),
        (("--type", "KNOWS"), "SUBORDINATE_TO"),
        (("140213050000", "--kind", "path"), "--to"),
        (("--as-of", "never"), "never"),
        (("-o", "picture.pdf"), ".html"),
    ],
)
def test_what_is_wrong_with_the_call_is_said_in_both_languages(
    town: Govgraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = town("picture", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err and " / " in answer.err and "Traceback" not in answer.err
    assert not [*tmp_path.glob("*picture*")]


def test_a_place_that_cannot_be_written_to_is_told(town: Govgraph, tmp_path: Path) -> None:
    answer = town("picture", *DAY, "-o", tmp_path / "missing" / "x.html")
    assert answer.code == 3 and "不能写入" in answer.err
