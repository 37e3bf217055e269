"""Tables as Parquet, with every setting of the writer fixed so that the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graph.store.export.tables import Column, Table

__all__ = ["read_parquet", "write_parquet"]

_ROW_GROUP = 100_000
_SETTINGS = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": True,
    "write_statistics": True,
    "data_page_version": "1.0",
    "row_group_size": _ROW_GROUP,
}


def write_parquet(table: Table, path: Path) -> None:
    """Writes a table: text, int64, double, boolean, date32, and lists of those."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([pa.field(column.name, _arrow_type(column)) for column in table.columns])
    columns = list(zip(*table.rows(), strict=True))
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    with path.open("wb") as file:  # so that a full disk is Python's own OSError
        parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), file, **_SETTINGS)


def read_parquet(path: Path, columns: Sequence[Column]) -> Iterator[list[Any]]:
    """The rows of a table; raises ``ValueError`` where the file's columns are not those."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            expected = pa.schema([pa.field(column.name, _arrow_type(column)) for column in columns])
            if not file.schema_arrow.equals(expected):
                raise ValueError("schema")
            for batch in file.iter_batches(batch_size=_ROW_GROUP):
                yield from (list(row) for row in zip(*(array.to_pylist() for array in batch.columns), strict=True))
    except pa.ArrowException as error:
        raise ValueError(str(error)) from error


def _arrow_type(column: Column) -> Any:
    import pyarrow as pa

    types = {"integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_(), "date": pa.date32()}
    single = types.get(column.type, pa.string())
    return pa.list_(single) if column.many else single
