"""``coverage``, ``findings``, ``explain`` and ``rules``: what they print, what they decide, and their exit codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Govgraph = Callable[..., Any]
DAY = ("--as-of", "2026-11-01")
STATIONS = ("--rule", "S02", *DAY)


@pytest.fixture
def town(govgraph: Govgraph, write_roster: Callable[..., Path], write_codes: Callable[..., Path]) -> Govgraph:
    """Two compounds of 康吉社区, one with a station; one of 平和社区 without."""
    write_roster(
        "小区台账.csv", ["社区", "小区名称", "户数", "楼栋数"],
        [["康吉社区", "锦绣花园", 300, 4], ["康吉社区", "=梅苑", 200, 3], ["平和社区", "兰亭", 100, 2]],
    )  # fmt: skip
    write_roster(
        "阵地台账.csv", ["街道", "社区", "小区", "名称", "类型", "面积(㎡)"],
        [["永泰街道", "康吉社区", "锦绣花园", "锦绣花园党群服务站", "党群服务站", 60]],
    )  # fmt: skip
    answer = govgraph("load", write_codes().parent, *DAY)
    assert answer.code == 0, answer.err
    return govgraph


def finding_of(town: Govgraph, name: str) -> str:
    """The id of the finding about a compound."""
    document = town("findings", *STATIONS, "--format", "json").document
    return next(str(one["id"]) for one in document["findings"] if one["target"]["name"] == name)


def test_coverage_counts_by_area(town: Govgraph) -> None:
    result = town("coverage", *STATIONS, "--level", "community", "--format", "json").document["results"][0]
    assert [result[name] for name in ("total", "due", "present", "gap", "unknown", "exempt")] == [3, 3, 1, 2, 0, 0]
    told = {scope["area"]["name"]: (scope["due"], scope["present"]) for scope in result["scopes"]}
    assert told == {"平城区": (3, 1), "永泰街道": (3, 1), "康吉社区": (2, 1), "平和社区": (1, 0)}


def test_coverage_table_says_per_cent(town: Govgraph) -> None:
    assert "33.3 %" in town("coverage", *STATIONS).out


def test_coverage_of_one_area_only(town: Govgraph) -> None:
    result = town("coverage", *STATIONS, "--area", "140213050002", "--format", "json").document["results"][0]
    assert (result["due"], result["present"]) == (1, 0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--area", "140213059999"), "没有代码为 140213059999 的区域"),
        (("--rule", "S99"), "没有规则 S99"),
        (("--level", "village"), "没有层级"),
        (("--fail-on", "pink"), "没有程度"),
        (("--as-of", "2026-02-31"), "2026-02-31"),
        (("--rule", "missing.yaml"), "无法读取规则文件"),
        (("--as-of", "2199-01-01"), "预测"),
        ((*DAY, "--assume-terms-end"), "预测"),
    ],
)
def test_wrong_words_are_told_and_nothing_is_saved(words: tuple[str, ...], message: str, town: Govgraph) -> None:
    answer = town("coverage", "--save", *words)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_fail_on_ends_with_one_until_somebody_accepts(town: Govgraph) -> None:
    assert town("coverage", *STATIONS, "--fail-on", "red").code == 0
    assert town("coverage", *STATIONS, "--fail-on", "amber", "--save").code == 1
    for name in ("=梅苑", "兰亭"):
        accepted = town("findings", "accept", finding_of(town, name), "--until", "2027-12-01", "--reason", "选址")
        assert accepted.code == 0, accepted.err
    assert town("coverage", *STATIONS, "--fail-on", "amber").code == 0


def test_findings_name_place_and_cell(town: Govgraph) -> None:
    document = town("findings", *STATIONS, "--format", "json").document
    one = next(one for one in document["findings"] if one["target"]["name"] == "兰亭")
    assert (document["version"], document["asOf"], one["rule"], one["severity"]) == (1, "2026-11-01", "S02", "amber")
    assert one["area"]["community"] == {"code": "140213050002", "name": "平和社区"}
    assert (one["facts"][0]["file"], one["facts"][0]["row"]) == ("小区台账.csv", 4)


def test_findings_table_neutralises_formulas(town: Govgraph) -> None:
    rows = list(csv.reader(io.StringIO(town("findings", *STATIONS, "--format", "csv").out)))
    assert "'=梅苑" in [cell for row in rows for cell in row]


def test_findings_by_state_follow_decisions(town: Govgraph) -> None:
    town("coverage", *STATIONS, "--save")
    id = finding_of(town, "兰亭")
    town("findings", "accept", id, "--until", "2027-12-01", "--reason", "选址")
    town("findings", "assign", id, "--to", "永泰街道办")
    town("findings", "comment", id, "--text", "已看过")
    (one,) = town("findings", *STATIONS, "--state", "accepted", "--format", "json").document["findings"]
    assert (one["id"], one["assignedTo"], one["comments"][0]["text"]) == (id, "永泰街道办", "已看过")
    town("findings", "reopen", id)
    assert town("findings", *STATIONS, "--state", "accepted", "--format", "json").document["findings"] == []


def test_explain_says_clause_numbers_cells_and_remedies(town: Govgraph) -> None:
    answer = town("explain", finding_of(town, "兰亭"), *DAY)
    for words in ("S02", "依据 basis", "应建 3 实建 1", "小区台账.csv", "第4行", "补救 remedies", "33.33 % → 66.67 %"):
        assert words in answer.out, answer.out


def test_explain_of_what_is_no_finding_says_so(town: Govgraph) -> None:
    answer = town("explain", "finding-0000", *DAY)
    assert (answer.code, answer.out) == (2, "")
    assert "没有缺口 finding-0000" in answer.err


def test_rules_are_listed_and_shown(town: Govgraph) -> None:
    listed = town("rules", "list", "--format", "json").document["rules"]
    assert "S02" in [rule["id"] for rule in listed]
    assert "应建" in town("rules", "show", "s02").out
    assert town("rules", "show", "X99").code == 2
