"""``batches`` and ``undo``."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from api.cli.output import Format, say, show
from api.cli.session import open_session
from graph.messages import text
from graph.store.batches import read_batches, undo_batch

__all__ = ["run_batches", "run_undo"]

STATES = {"applied": "有效", "undone": "已撤销"}


def run_batches(format: Format, output: Path | None) -> None:
    """Every batch with what it changed."""
    with open_session() as session:
        found = read_batches(session.store)
    rows = [
        [batch.id, batch.at.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M:%S"), batch.by,
         batch.scope or "", batch.as_of, batch.marking,
         STATES[batch.state], *(batch.counts.get(what) for what in ("new", "changed", "ended", "flagged", "dropped", "decided"))]
        for batch in found
    ]  # fmt: skip
    headings = [
        "批次",
        "时间",
        "操作者",
        "范围",
        "基准日期",
        "标识",
        "状态",
        "新增",
        "变更",
        "结束",
        "提示",
        "删列",
        "决定",
    ]
    document = {
        "version": 1,
        "batches": [
            {"id": batch.id, "at": batch.at.isoformat(), "by": batch.by, "scope": batch.scope,
             "asOf": batch.as_of.isoformat(), "marking": batch.marking, "state": batch.state, "counts": batch.counts}
            for batch in found
        ],
    }  # fmt: skip
    show(rows, headings, format=format, document=document, title="批次", output=output)


def run_undo(batch: str) -> None:
    """Takes a batch back."""
    with open_session() as session:
        undone = undo_batch(session.store, batch)
    say(str(text("cli.undone", batch=undone.id)))
