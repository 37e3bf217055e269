"""What a check or a load found, sheet by sheet: the shape that commands print and scripts read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.messages import Message
from loaders.diff import Difference, SheetCounts
from loaders.errors import Remark, SourceError
from loaders.gather import Gathered
from loaders.reading import ReadFile, ReadSheet

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "LoadRefused", "Outcome", "SheetOutcome", "describe"]

VERSION = 1
COLUMNS = (
    "file",
    "sheet",
    "kind",
    "rows",
    "new",
    "changed",
    "same",
    "ended",
    "refused",
    "flagged",
    "dropped",
    "unmapped",
)
"""The columns of an outcome as a frame; new … ended are empty where no store was asked."""


@dataclass
class SheetOutcome:
    """One sheet: its kind, how many rows, what they change (None without a store), and every remark."""

    sheet: str
    kind: str | None
    rows: int
    counts: SheetCounts | None
    remarks: list[Remark]
    dropped: list[tuple[str, str, str]]
    ignored: list[tuple[str, str]]
    unmapped: list[tuple[str, str, str]]
    notes: list[Message]


@dataclass(repr=False)
class Outcome:
    """A whole check or load; ``refusals`` are reasons for which nothing may be written."""

    files: list[tuple[str, list[SheetOutcome], SourceError | None]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    batch: str | None = None
    strict: bool = False
    unchanged_since: str | None = None
    """The batch after which nothing was written, where the files are known to be the same and were not read again."""

    @property
    def remarks(self) -> list[Remark]:
        """Every refused and flagged cell."""
        return [remark for _, sheets, _ in self.files for sheet in sheets for remark in sheet.remarks]

    def counts(self) -> dict[str, int]:
        """New, changed, same and ended over all sheets, with refused and flagged cells and dropped columns."""
        sheets = [sheet for _, sheets, _ in self.files for sheet in sheets]
        totals = {
            what: sum(getattr(sheet.counts, what) for sheet in sheets if sheet.counts)
            for what in ("new", "changed", "same", "ended")
        }
        totals["rows"] = sum(sheet.rows for sheet in sheets)
        for severity in ("refused", "flagged"):
            totals[severity] = sum(remark.severity == severity for remark in self.remarks)
        totals["dropped"] = sum(len(sheet.dropped) for sheet in sheets)
        return totals

    def to_frame(self) -> pd.DataFrame:
        """One row a sheet; columns as in :data:`COLUMNS`."""
        import pandas as pd

        rows = [(name, *_numbers(sheet)) for name, sheets, _ in self.files for sheet in sheets]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def __repr__(self) -> str:
        counts = self.counts()
        return f"<{self.summary()} · 拒绝 {counts['refused']} · 提示 {counts['flagged']}>"

    def _repr_html_(self) -> str:
        from graph.notebook import html_table

        return html_table(self.to_frame(), synthetic=False)

    def summary(self) -> str:
        """One line: what is new, changed, the same, ended."""
        counts = self.counts()
        return f"新增 {counts['new']} · 变更 {counts['changed']} · 相同 {counts['same']} · 结束 {counts['ended']}"

    def document(self) -> dict[str, Any]:
        """The JSON document of 09: version, files, sheets, counts and remarks (new … ended are null without a store);
        ``batch`` where one was written, ``unchanged_since`` where the files were not read again."""
        document: dict[str, Any] = {"version": VERSION, "files": [self._file(*file) for file in self.files]}
        if self.batch:
            document["batch"] = self.batch
        if self.unchanged_since:
            document["unchanged_since"] = self.unchanged_since
        return document

    def _file(self, name: str, sheets: list[SheetOutcome], refused: SourceError | None) -> dict[str, Any]:
        document: dict[str, Any] = {"file": name, "sheets": [_sheet(sheet) for sheet in sheets]}
        if refused is not None:
            document["refused"] = {"why": _both(refused.reason), "advice": _both(refused.advice)}
        return document


class LoadRefused(SourceError):
    """Nothing was written; ``outcome`` holds every reason with its cell."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("load.refused", count=len(outcome.refusals))
        self.outcome = outcome


def describe(
    files: list[ReadFile],
    gathered: Gathered | None,
    difference: Difference | None,
    *,
    strict: bool = False,
    skip_bad_rows: bool = False,
) -> Outcome:
    """The outcome of reading, gathering and (with a store) comparing."""  # fmt: skip
    outcome = Outcome(strict=strict)
    for file in files:
        sheets = [_sheet_outcome(file, sheet, gathered, difference) for sheet in file.sheets]
        outcome.files.append((file.name, sheets, file.refused))
        if file.refused:
            outcome.refusals.append(str(file.refused))
    for remark in outcome.remarks:
        if (remark.severity == "refused" and not skip_bad_rows) or (strict and remark.severity == "flagged"):
            outcome.refusals.append(str(remark))
    return outcome


def _sheet_outcome(
    file: ReadFile, sheet: ReadSheet, gathered: Gathered | None, difference: Difference | None
) -> SheetOutcome:
    later = gathered.remarks if gathered else []
    own = [remark for remark in later if (remark.file, remark.sheet) == (file.name, sheet.name)]
    counts = None
    if difference is not None:
        counts = difference.by_sheet.get(sheet.origin.id, SheetCounts()) if sheet.origin else SheetCounts()
    return SheetOutcome(
        sheet.name, sheet.kind, len(sheet.rows), counts, [*sheet.remarks, *own], sheet.dropped, sheet.ignored,
        sheet.unmapped, [*file.notes, *sheet.notes] if sheet is file.sheets[0] else sheet.notes,
    )  # fmt: skip


def _numbers(sheet: SheetOutcome) -> tuple[Any, ...]:
    counts = sheet.counts
    changes = [getattr(counts, what) if counts else None for what in ("new", "changed", "same", "ended")]
    remarks = [sum(remark.severity == severity for remark in sheet.remarks) for severity in ("refused", "flagged")]
    return sheet.sheet, sheet.kind, sheet.rows, *changes, *remarks, len(sheet.dropped), len(sheet.unmapped)


def _sheet(sheet: SheetOutcome) -> dict[str, Any]:
    counts = sheet.counts
    return {
        "sheet": sheet.sheet,
        "kind": sheet.kind,
        "rows": sheet.rows,
        **{what: getattr(counts, what) if counts else None for what in ("new", "changed", "same", "ended")},
        "refused": [_remark(remark) for remark in sheet.remarks if remark.severity == "refused"],
        "flagged": [_remark(remark) for remark in sheet.remarks if remark.severity == "flagged"],
        "dropped": [{"column": column, "heading": heading, "what": what} for column, heading, what in sheet.dropped],
        "ignored": [{"column": column, "heading": heading} for column, heading in sheet.ignored],
        "unmapped": [
            {"column": column, "heading": heading, "nearest": near} for column, heading, near in sheet.unmapped
        ],
        "notes": [_both(note) for note in sheet.notes],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "row": remark.row,
        "column": remark.column,
        "value": remark.value,
        "why": _both(remark.why),
        "advice": _both(remark.advice),
    }


def _both(message: Message) -> dict[str, str]:
    return {"zh": message.zh, "en": message.en}
