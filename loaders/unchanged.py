"""The same load again, known without reading its files.

A load is a function of its files, its options, the key of the hashes, the program, and the facts of the store. Where all
of these are what they were when a load ended, and the facts are those that it left, it changes nothing: loads converge.
Anything that is not the same, or cannot be told, leads to full reading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graph.messages import Message, catalogue
from loaders.diff import SheetCounts
from loaders.errors import Remark
from loaders.linking.secret import Key
from loaders.outcome import Outcome, SheetOutcome
from loaders.program import program_fingerprint
from loaders.reading import ReadFile
from loaders.workbook.file_name import file_name

__all__ = ["is_same_load", "told_load", "unchanged_outcome", "without_values"]

_PLACES = re.compile(r"\{\w+[^}]*\}")


def told_load(
    files: Iterable[ReadFile], key: Key, options: Mapping[str, object], outcome: Outcome, batch: str
) -> dict[str, Any] | None:
    """What a store may remember of a load that has ended, as plain JSON without anything that stood in a cell.

    None where the program is not known well enough to tell it from another one.
    """
    if program_fingerprint() is None:
        return None
    return {
        "asked": _asked(key, options),
        "files": [[file.name, file.sha256] for file in files],
        "batch": batch,
        "outcome": [[name, [_told_sheet(sheet) for sheet in sheets]] for name, sheets, _ in outcome.files],
    }


def is_same_load(told: Mapping[str, Any], paths: Iterable[Path], key: Key, options: Mapping[str, object]) -> bool:
    """Whether a load of these files, asked for like this, is the one remembered."""
    if program_fingerprint() is None or told.get("asked") != _asked(key, options):
        return False
    listed = [*paths]
    if [file_name(path) for path in listed] != [name for name, _ in told["files"]]:
        return False
    return all(_sha256(path) == sha256 for path, (_, sha256) in zip(listed, told["files"], strict=True))


def unchanged_outcome(told: Mapping[str, Any], *, strict: bool) -> Outcome:
    """The outcome of a load that is known to change nothing; of a remark's words those that stood in a cell are ``…``."""
    files = [(name, [_sheet(name, *sheet) for sheet in sheets], None) for name, sheets in told["outcome"]]
    return Outcome([*files], strict=strict, unchanged_since=told["batch"])


def without_values(key: str) -> Message:
    """A text of the catalogue with ``…`` in its places.

    >>> without_values("load.applied").zh
    '已写入，批次 …'
    """
    both = catalogue()[key]
    return Message(key, _PLACES.sub("…", both["zh"]), _PLACES.sub("…", both["en"]))


def _asked(key: Key, options: Mapping[str, object]) -> dict[str, str | None]:
    told = {name: repr(value) for name, value in sorted(options.items())}
    return {**told, "key": key.fingerprint, "program": program_fingerprint()}


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _told_sheet(sheet: SheetOutcome) -> list[Any]:
    remarks = [[one.row, one.column, one.heading, one.why.key, one.advice.key, one.severity] for one in sheet.remarks]
    items = sheet.counts.items if sheet.counts else 0
    return [
        sheet.sheet, sheet.kind, sheet.rows, items, remarks, sheet.dropped, sheet.ignored, sheet.unmapped,
        [note.key for note in sheet.notes],
    ]  # fmt: skip


def _sheet(
    file: str, name: str, kind: str | None, rows: int, items: int, remarks: Any, dropped: Any, ignored: Any,
    unmapped: Any, notes: Any,
) -> SheetOutcome:  # fmt: skip
    told = [
        Remark(file, name, row, column, heading, "…", without_values(why), without_values(advice), severity)
        for row, column, heading, why, advice, severity in remarks
    ]
    dropped, ignored, unmapped = ([tuple(column) for column in part] for part in (dropped, ignored, unmapped))
    said = [*map(without_values, notes)]
    return SheetOutcome(name, kind, rows, SheetCounts(same=items), told, dropped, ignored, unmapped, said)
