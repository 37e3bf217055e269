"""How a result shows itself in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["html_table"]


def html_table(frame: pd.DataFrame, synthetic: bool, limit: int = 60) -> str:
    """A frame as an HTML table (escaped), its first rows only, marked where the data are fictional."""
    note = "<p>示例数据 / fictional sample data</p>" if synthetic else ""
    return note + str(frame.head(limit).to_html(index=False, escape=True, na_rep="—"))
