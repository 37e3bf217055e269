"""The report for Python: by id, as a frame, as a table in a notebook."""

from __future__ import annotations

from datetime import date

import pytest

from graph.errors import UsageError
from graph.figures.count import COLUMNS, Figure, Report, count_figures
from graph.messages import Message
from graph.store.connection import Store


def _report(synthetic: bool = True) -> Report:
    name, meant = Message("grids", "网格", "grids"), Message("grids", "<存续>", "live")
    figures = (Figure("grids", name, meant, 1529, 1529), Figure("compounds", name, meant, 487))
    return Report(date(2026, 11, 1), synthetic, figures, {}, {})


def test_frame_has_a_row_a_figure() -> None:
    frame = _report().to_frame()
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["counted"]) == [1529, 487] and list(frame["equal"]) == [True, None]


def test_figure_is_found_by_its_id() -> None:
    assert _report()["compounds"].counted == 487
    with pytest.raises(KeyError, match="nothing"):
        _report()["nothing"]


@pytest.mark.parametrize(("synthetic", "said"), [(True, True), (False, False)])
def test_notebook_shows_an_escaped_table_that_says_what_is_fictional(synthetic: bool, said: bool) -> None:
    table = _report(synthetic)._repr_html_()
    assert ("示例数据" in table) is said
    assert "&lt;存续&gt;" in table and "<存续>" not in table


def test_day_may_be_text_and_must_be_one(ready_store: Store) -> None:
    assert count_figures(ready_store, "2026-11-01").as_of == date(2026, 11, 1)
    with pytest.raises(UsageError, match="2026-02-30"):
        count_figures(ready_store, "2026-02-30")
