"""Frames out of the store: of a reading statement, and of all that is alive of a label.

Linking's hashes and record names, pinyin and phones are in no frame, as they are in no snapshot; persons have a name
where the model lets them have one (holders of posts and listed reserves).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from graph.errors import UsageError
from graph.model import Property, alive_cypher, load_model
from graph.store.export.selection import leaving_properties
from graph.store.reader import FACT_LABELS, plain
from graph.store.snapshot.facts import left_out

if TYPE_CHECKING:
    import pandas as pd
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["label_frame", "query_frame"]

_DTYPES = {
    "integer": "Int64",
    "number": "Float64",
    "flag": "boolean",
    "text": "string",
    "code": "string",
    "json": "string",
}
_ALIVE = """
MATCH (n:{label}) WHERE {alive}
WITH n ORDER BY n.id
RETURN collect(labels(n)) AS names, collect(properties(n)) AS properties
"""


def query_frame(store: Store, cypher: str, parameters: Mapping[str, Any], limit: int | None = None) -> pd.DataFrame:
    """The answer of a statement, run in a transaction that can only read; see :meth:`Store.query`.

    ``limit`` bounds how many rows are fetched: the statement stays as it was written, one with UNION too.
    """
    import pandas as pd
    from neo4j.exceptions import ClientError, DriverError

    if limit is not None and (type(limit) is not int or limit < 0):
        raise UsageError("snapshot.bad_limit", limit=limit)

    def work(tx: ManagedTransaction) -> tuple[list[str], list[list[Any]]]:
        result = tx.run(cypher, dict(parameters))
        rows = [[_plain(value) for value in record.values()] for record in islice(result, limit)]
        names = [*result.keys()]
        result.consume()
        return names, rows

    try:
        names, rows = store.read(work)
    except ClientError as error:
        if error.code in ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden"):
            raise UsageError("snapshot.query_writes") from error
        raise UsageError("snapshot.query_failed", why=error.message) from error
    except (DriverError, TypeError, ValueError) as error:
        raise UsageError("snapshot.query_failed", why=error) from error
    return pd.DataFrame(rows, columns=names)


def _plain(value: Any) -> Any:
    """A value of an answer as Python has it; a node or relationship as its properties."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if hasattr(value, "items"):
        return {name: _plain(one) for name, one in value.items()}
    return plain(value)


def label_frame(store: Store, label: str, as_of: date) -> pd.DataFrame:
    """All that is alive of a label: ``id``, ``label`` (the most particular), then the properties that the model declares.

    Numbers, flags and texts have pandas' types that know "not recorded" (Int64, Float64, boolean, string); dates and lists
    are Python's own. ``frame.attrs`` holds ``as_of``.
    """
    import pandas as pd

    declared = _columns(label)
    statement = _ALIVE.format(label=label, alive=alive_cypher("n"))  # the label is one of the model's
    found = store.read(lambda tx: tx.run(statement, asOf=as_of).single(strict=True))
    sublabels = load_model().label(label).sublabels
    rows = [
        [
            row["id"],
            next((name for name in names if name in sublabels), label),
            *(plain(row.get(name)) for name in declared),
        ]
        for names, row in zip(found["names"], found["properties"], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["id", "label", *declared], dtype=object)
    types = {name: _DTYPES[row.type] for name, row in declared.items() if not row.many and row.type in _DTYPES}
    frame = frame.astype({"id": "string", "label": "string", **types})
    frame.attrs["as_of"] = as_of.isoformat()
    return frame


def _columns(label: str) -> dict[str, Property]:
    from difflib import get_close_matches

    model = load_model()
    names = [*model.names()]
    if label not in names:
        raise UsageError(
            "snapshot.no_label", label=label, near="、".join(get_close_matches(label, names, 3, 0.4)) or "—"
        )
    if model.label(label).label not in FACT_LABELS or label == "Link":
        known = "、".join(name for name in FACT_LABELS if name != "Link")
        raise UsageError("snapshot.not_a_fact", label=label, known=known)
    return left_out(leaving_properties(model.properties(label)))
