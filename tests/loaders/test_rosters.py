"""Loading from Python: what the command does, on a store that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import graph
import loaders
from graph.errors import UsageError
from graph.store.connection import Store
from loaders.outcome import COLUMNS

HEADINGS = ["街道", "社区", "网格名称", "网格长", "网格长联系电话", "户数"]
Write = Callable[..., Path]


@pytest.fixture
def folder(write_roster: Write, write_codes: Write) -> Path:
    """Two grids beside the codes, one of them with about so many households."""
    write_codes()
    rows = [
        ["永泰街道", "康吉社区", "第1网格", "张春生", "19900000001", 310],
        ["永泰街道", "康吉社区", "第2网格", "赵立新", "19900000002", "约300"],
    ]
    return write_roster("网格员花名册.xlsx", HEADINGS, rows).parent


def test_load_writes_a_batch_that_undo_takes_back(bare_store: Store, folder: Path) -> None:
    outcome = loaders.load_rosters(bare_store, [str(folder)], as_of="2026-11-01")
    assert (outcome.batch, [batch.id for batch in graph.read_batches(bare_store)]) == ("batch-000001", ["batch-000001"])
    assert bare_store.network("2026-11-01").number_of_nodes() > 2
    graph.undo_batch(bare_store, "batch-000001")
    assert bare_store.network("2026-11-01").number_of_nodes() == 0


def test_dry_run_writes_nothing_and_the_frame_tells_each_sheet(ready_store: Store, folder: Path) -> None:
    outcome = loaders.load_rosters(ready_store, [folder], as_of="2026-11-01", dry_run=True)
    frame = outcome.to_frame()
    assert list(frame.columns) == list(COLUMNS)
    told = frame.set_index("kind").loc["grids"]
    assert (told["rows"], told["flagged"], told["refused"]) == (2, 1, 0) and told["new"] > 2
    assert outcome.batch is None and not graph.read_batches(ready_store)


def test_check_has_no_changes_to_tell(folder: Path) -> None:
    outcome = loaders.check_files([folder])
    assert outcome.to_frame()["new"].isna().all()
    assert "<table" in outcome._repr_html_() and len(repr(outcome)) < 100


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"as_of": "2026-02-30"}, UsageError),
        ({"scope": "999999999999"}, UsageError),
        ({"strict": True}, loaders.LoadRefused),
    ],
)
def test_refusals_are_those_of_the_command(
    told: dict[str, Any], error: type[Exception], ready_store: Store, folder: Path
) -> None:
    with pytest.raises(error):
        loaders.load_rosters(ready_store, [folder], **{"as_of": "2026-11-01", **told})
    assert not graph.read_batches(ready_store)
