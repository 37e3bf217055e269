"""Tables as csv: UTF-8 with the mark by which spreadsheets know it, comma, every value readable back."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graph.store.export.cells import read_cell, write_cell
from graph.store.export.tables import Column, Table

__all__ = ["read_csv", "write_csv"]


def write_csv(table: Table, path: Path) -> None:
    """Writes a table with its header."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        for row in table.rows():
            writer.writerow([write_cell(value, column) for value, column in zip(row, table.columns, strict=True)])


def read_csv(path: Path, columns: Sequence[Column]) -> Iterator[list[Any]]:
    """The rows of a table; raises ``ValueError`` where header or cells are not what was written."""
    limit = csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)  # boundaries are long
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            if next(reader, None) != [column.name for column in columns]:
                raise ValueError("header")
            for row in reader:
                yield [read_cell(cell, column) for cell, column in zip(row, columns, strict=True)]
    except (csv.Error, KeyError) as error:
        raise ValueError(str(error)) from error
    finally:
        csv.field_size_limit(limit)
