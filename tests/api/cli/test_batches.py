"""``batches`` and ``undo``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Govgraph = Callable[..., Any]

COUNTS = dict.fromkeys(("new", "changed", "same", "ended", "rows", "refused", "flagged", "dropped"), "int")


def test_json_document_has_its_shape(rosters: Path, govgraph: Govgraph, shape: Callable[[Any], Any]) -> None:
    govgraph("load", rosters, "--scope", "140213050000", "--as-of", "2026-11-01")
    document = govgraph("batches", "--format", "json").document
    assert shape(document) == {
        "version": "int",
        "batches": [
            {
                "id": "str", "at": "str", "by": "str", "scope": "str", "asOf": "str", "marking": "str", "state": "str",
                "counts": COUNTS,
            }
        ],
    }  # fmt: skip
    (batch,) = document["batches"]
    assert (batch["id"], batch["asOf"], batch["scope"]) == ("batch-000001", "2026-11-01", "140213050000")
    assert (batch["state"], batch["marking"]) == ("applied", "内部")


def test_batches_of_an_empty_store_are_none(govgraph: Govgraph) -> None:
    answer = govgraph("batches", "--format", "json")
    assert (answer.code, answer.document) == (0, {"version": 1, "batches": []})


def test_undo_is_told_and_shown_as_undone(rosters: Path, govgraph: Govgraph) -> None:
    govgraph("load", rosters)
    answer = govgraph("undo", "batch-000001")
    assert (answer.code, answer.out) == (0, "") and "batch-000001 已撤销" in answer.err
    assert "已撤销" in govgraph("batches").out


def test_undo_that_is_blocked_ends_with_3_and_names_what_comes_first(rosters: Path, govgraph: Govgraph) -> None:
    govgraph("load", rosters)
    roster = rosters / "党支部书记花名册.csv"
    roster.write_text(roster.read_text(encoding="utf-8-sig").replace("2021-05-01", "2021-05-02"), encoding="utf-8")
    govgraph("load", rosters)
    answer = govgraph("undo", "1")
    assert answer.code == 3 and "请先依次撤销：batch-000002" in answer.err
    assert govgraph("undo", "9").code == 2
