"""From rows to facts: kinds in the order in which they build on one another, and no half of a refused row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.store.records import GraphState
from loaders.gather import Gathered, gather
from loaders.linking.secret import Key
from loaders.reading import read_files

Write = Callable[..., Path]
GRIDS = ["街道", "社区", "网格名称", "网格编码", "网格长", "户数", "覆盖小区"]
GRID: list[Any] = ["永泰街道", "康吉社区", "第1网格", "140213050001001", "张三", 310, None]
COMPOUNDS = ["街道", "社区", "小区名称", "户数", "楼栋数", "支部书记"]
SECRETARIES = ["街道", "社区", "小区名称", "党支部名称", "姓名", "任职时间"]


@pytest.fixture
def gathered(write_codes: Write) -> Callable[..., Gathered]:
    """The facts of files together with the division codes, which come last on purpose."""

    def facts(*paths: Path, skip_bad_rows: bool = False) -> Gathered:
        files = [*read_files([*paths, write_codes()])]
        assert not [file.refused for file in files if file.refused]
        return gather(files, Key(b"0" * 32), GraphState(), skip_bad_rows=skip_bad_rows)

    return facts


def names(load: Gathered, label: str) -> list[str]:
    return sorted(claim.properties["name"] for claim in load.desk.facts.nodes.values() if claim.label == label)


def keys(load: Gathered) -> list[str]:
    return [remark.why.key for remark in load.remarks]


def test_what_others_refer_to_is_read_first_whatever_the_order_of_files(gathered: Any, write_roster: Write) -> None:
    grids = write_roster("网格.csv", GRIDS, [[*GRID[:-1], "锦绣花园"]])
    compounds = write_roster("小区.csv", COMPOUNDS, [["永泰街道", "康吉社区", "锦绣花园", 300, 3, None]])
    load = gathered(grids, compounds)
    assert keys(load) == [] and names(load, "Compound") == ["锦绣花园"]
    assert [claim.label for claim in load.desk.facts.relationships.values()].count("COVERS") == 1


def test_refused_row_is_told_and_the_rest_goes_on(gathered: Any, write_roster: Write) -> None:
    load = gathered(write_roster("网格.csv", GRIDS, [["永泰街道", "平安社区", *GRID[2:]], GRID]))
    assert keys(load) == ["checks.no_community"] and names(load, "Grid") == ["第1网格"]
    assert load.refused_rows == {(load.desk.facts.nodes[_grid(load)].rows[0].sheet.id, 2)}


def _grid(load: Gathered) -> str:
    return next(claim.id for claim in load.desk.facts.nodes.values() if claim.label == "Grid")


def test_row_that_is_refused_half_way_leaves_nothing_when_bad_rows_are_skipped(
    gathered: Any, write_roster: Write
) -> None:
    """The second row contradicts the first after it has named another grid leader."""
    rows = [GRID, [*GRID[:4], "李四", 999, None]]
    path = write_roster("网格.csv", GRIDS, rows)
    load = gathered(path, skip_bad_rows=True)
    assert keys(load) == ["checks.contradiction"] and len(load.refused_rows) == 1
    assert names(load, "Person") == ["张三"]
    assert {
        claim.properties.get("households") for claim in load.desk.facts.nodes.values() if claim.label == "Grid"
    } == {310}


def test_row_whose_later_work_is_refused_is_refused(gathered: Any, write_roster: Write) -> None:
    load = gathered(
        write_roster("网格.csv", GRIDS, [[*GRID[:-1], "没有的小区"], [*GRID[:2], "第2网格", *GRID[3:]][:7]]),
        skip_bad_rows=True,
    )
    assert "checks.no_compound" in keys(load)
    assert names(load, "Grid") == ["第2网格"]


def test_rows_that_contradict_each_other_on_a_tenure_are_refused_too(gathered: Any, write_roster: Write) -> None:
    compound = write_roster("小区.csv", COMPOUNDS, [["永泰街道", "康吉社区", "锦绣花园", 300, 3, None]])
    rows = [
        ["永泰街道", "康吉社区", "锦绣花园", "锦绣花园党支部", "王伟", since] for since in ("2021-05-01", "2022-06-01")
    ]
    path = write_roster("书记.csv", SECRETARIES, rows)
    assert keys(gathered(compound, path)) == ["checks.contradiction"]
    load = gathered(compound, path, skip_bad_rows=True)
    assert keys(load) == ["checks.contradiction"] and {number for _, number in load.refused_rows} == {3}
    (tenure,) = (claim for claim in load.desk.facts.nodes.values() if claim.label == "Tenure")
    assert str(tenure.properties["validFrom"]) == "2021-05-01"


def test_without_any_codes_every_area_is_refused(write_roster: Write) -> None:
    files = read_files([write_roster("网格.csv", GRIDS, [GRID])])
    assert keys(gather(files, Key(b"0" * 32), GraphState())) == ["checks.no_street"]
