"""What every analysis of structure returns: rows with stable columns, a summary, and how they were worked out.

Documents are JSON, version 1, changed by addition only; their keys are the columns in camel case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import networkx as nx

from graph.structure.method import Method

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VERSION", "StructureResult", "said_of"]

VERSION = 1


@dataclass(frozen=True, kw_only=True)
class StructureResult:
    """A result: its date, whether the data are fictional, and its method; the analysis adds what it found."""

    analysis: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]

    as_of: date | None
    synthetic: bool
    method: Method

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """What was found, one tuple a row in the order of ``columns``."""
        raise NotImplementedError

    def summary(self) -> Mapping[str, Any]:
        """The result in a few numbers, by name in camel case."""
        raise NotImplementedError

    def to_frame(self) -> pd.DataFrame:
        """The rows as a frame; its columns are ``columns``, whatever was found."""
        import pandas as pd

        return pd.DataFrame([*self.rows()], columns=list(self.columns))

    def document(self) -> dict[str, Any]:
        """The JSON of it: version, date, analysis, method, summary, rows."""
        keys = [_camel(column) for column in self.columns]
        return {
            "version": VERSION, "asOf": self.as_of.isoformat() if self.as_of else None, "analysis": self.analysis,
            "method": self.method.document(), "summary": dict(self.summary()),
            "rows": [dict(zip(keys, row, strict=True)) for row in self.rows()],
        }  # fmt: skip

    def _repr_html_(self) -> str:
        from graph.notebook import html_table

        return html_table(self.to_frame(), self.synthetic)


def said_of(G: nx.MultiDiGraph) -> dict[str, Any]:
    """What a graph says of itself that every result repeats."""
    return {"as_of": G.graph.get("as_of"), "synthetic": bool(G.graph.get("synthetic"))}


def _camel(column: str) -> str:
    """A column as a key.

    >>> _camel("area_code")
    'areaCode'
    """
    first, *others = column.split("_")
    return first + "".join(word.capitalize() for word in others)
