"""Rule packs: what their check finds, and what they change of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.coverage.catalogue import parse_rules
from graph.coverage.compiled import CompiledRule
from graph.coverage.packs import check_pack, read_pack
from graph.coverage.run import run_rules
from graph.errors import UsageError

PackFile = Callable[[str], Path]

PACK = """\
pack: 1
by: 甲街道
area: "140213050000"
from: 2026-01-01
override:
  S02:
    severity: red
off: [S01]
"""
WRONG = {
    "newer version": ("pack: 1", "pack: 2", 1, "packs.too_new"),
    "missing by": ("by: 甲街道\n", "", 1, "packs.missing"),
    "missing date": ("from: 2026-01-01\n", "", 1, "packs.missing"),
    "no date": ("2026-01-01", "heute", 4, "rules.bad_value"),
    "end before the beginning": ("from: 2026-01-01", "from: 2026-01-01\nto: 2025-01-01", 5, "packs.dates"),
    "unknown rule": ("  S02:", "  S99:", 6, "rules.no_rule"),
    "unknown rule switched off": ("off: [S01]", "off:\n  - S01\n  - T01", 10, "rules.no_rule"),
    "unknown threshold": ("    severity: red", "    thresholds:\n      leest: 3", 8, "packs.no_threshold"),
    "unknown severity": ("red", "pink", 7, "rules.bad_value"),
    "unknown entry": ("off: [S01]", "out: [S01]", 8, "packs.not_a_key"),
    "unknown entry of an override": ("severity: red", "severty: red", 7, "packs.not_a_key"),
    "added rule that is wrong": ("off: [S01]", "add:\n  - id: X1", 9, "rules.missing"),
    "no YAML": ("off: [S01]", "off: [S01", 9, "rules.no_yaml"),
}


@pytest.fixture
def pack_file(tmp_path: Path) -> PackFile:
    """Writes a pack."""

    def write(source: str) -> Path:
        file = tmp_path / f"pack{len([*tmp_path.iterdir()])}.yaml"
        file.write_text(source, encoding="utf-8")
        return file

    return write


@pytest.fixture
def town(tiny_network: Callable[..., Any]) -> nx.MultiDiGraph:
    """Two streets; in the first a community with one compound beside the street's own; each has one station."""
    nodes = {
        "d": {"label": "District", "code": "140213000000", "name": "示例区"},
        "s": {"label": "Street", "code": "140213050000", "name": "甲街道"},
        "t": {"label": "Street", "code": "140213051000", "name": "乙街道"},
        "c": {"label": "Community", "code": "140213050001", "name": "甲社区"},
        "in_c": "Compound", "in_s": "Compound", "in_t": "Compound",
        **dict.fromkeys(("st_c", "st_s", "st_t"), "Station"),
    }  # fmt: skip
    edges = [
        "s WITHIN d", "t WITHIN d", "c WITHIN s", "in_c WITHIN c", "in_s WITHIN s", "in_t WITHIN t",
        "st_c LOCATED_IN in_c", "st_s LOCATED_IN in_s", "st_t LOCATED_IN in_t",
    ]  # fmt: skip
    G: nx.MultiDiGraph = tiny_network(nodes, edges)
    return G


@pytest.fixture
def needs_two(own_rule: str, monkeypatch: pytest.MonkeyPatch) -> CompiledRule:
    """A rule of the catalogue that asks for two stations a compound."""
    from graph.coverage import catalogue

    rules, problems = parse_rules(own_rule, "own.yaml")
    assert not problems
    known = {**catalogue.load_rules(), "X1": rules[0]}
    monkeypatch.setattr("graph.coverage.packs.load_rules", lambda: known)
    return rules[0]


def pack(area: str, least: int, since: str = "2026-01-01", by: str = "某处", more: str = "") -> str:
    return f'pack: 1\nby: {by}\narea: "{area}"\nfrom: {since}\noverride: {{X1: {{thresholds: {{least: {least}}}{more}}}}}\n'


def states(run: Any) -> dict[str, str]:
    return {outcome.target: outcome.state for outcome in run.results[0].outcomes}


@pytest.mark.parametrize(("old", "new", "line", "key"), WRONG.values(), ids=WRONG)
def test_each_problem_is_told_with_its_line(pack_file: PackFile, old: str, new: str, line: int, key: str) -> None:
    assert PACK.count(old) == 1
    found, problems = check_pack(pack_file(PACK.replace(old, new)))
    assert found is None
    assert [(problem.line, problem.message.key) for problem in problems][:1] == [(line, key)]


@pytest.mark.parametrize(
    "source", ["", "[]", "by: 某处", "{pack: 1, by: 某处, from: 2026-01-01}", "{pack: 0, by: x, from: 2026-01-01}"]
)
def test_document_that_is_no_pack_or_changes_nothing_is_refused(pack_file: PackFile, source: str) -> None:
    with pytest.raises(UsageError):
        read_pack(pack_file(source))


def test_threshold_holds_inside_the_area_only(
    pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule
) -> None:
    assert set(states(run_rules(town, [needs_two])).values()) == {"gap"}
    run = run_rules(town, [needs_two], packs=[read_pack(pack_file(pack("140213050000", 1)))])
    assert states(run) == {"in_c": "present", "in_s": "present", "in_t": "gap"}


def test_smallest_area_wins_then_the_later_date(
    pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule
) -> None:
    sources = [
        pack("140213050001", 1),
        pack("140213050000", 3),
        pack("140213051000", 1),
        pack("140213051000", 2, "2026-05-01"),
    ]
    run = run_rules(town, [needs_two], packs=[read_pack(pack_file(source)) for source in sources])
    assert states(run) == {"in_c": "present", "in_s": "gap", "in_t": "gap"}
    assert {finding.target: finding.values["least"] for finding in run.findings()} == {"in_s": 3, "in_t": 2}


@pytest.mark.parametrize("dates", ["from: 2026-12-01", "from: 2026-01-01\nto: 2026-11-01"])
def test_pack_out_of_force_changes_nothing(
    pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule, dates: str
) -> None:
    source = pack("140213050000", 1).replace("from: 2026-01-01", dates)
    run = run_rules(town, [needs_two], packs=[read_pack(pack_file(source))])
    assert set(states(run).values()) == {"gap"}
    assert "overrides" not in run.results[0].document()


def test_result_says_whose_the_override_is(pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule) -> None:
    source = pack("140213050000", 1, by="甲街道", more=", severity: red")
    (told,) = run_rules(town, [needs_two], packs=[read_pack(pack_file(source))]).results[0].document()["overrides"]
    assert told == {
        "by": "甲街道", "area": {"code": "140213050000", "name": "甲街道"}, "from": "2026-01-01", "to": None,
        "thresholds": {"least": 1}, "severity": "red", "status": None,
    }  # fmt: skip


def test_severity_is_the_packs(pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule) -> None:
    run = run_rules(town, [needs_two], packs=[read_pack(pack_file(pack("140213051000", 2, more=", severity: red")))])
    assert {finding.target: finding.severity for finding in run.findings()} == {
        "in_c": "amber", "in_s": "amber", "in_t": "red",
    }  # fmt: skip


def test_rule_switched_off_leaves_its_targets_out_and_says_so(
    pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule
) -> None:
    off = 'pack: 1\nby: 甲街道\narea: "140213050000"\nfrom: 2026-01-01\noff: [X1]\n'
    on = 'pack: 1\nby: 甲社区\narea: "140213050001"\nfrom: 2026-01-01\noverride: {X1: {status: on}}\n'
    result = run_rules(town, [needs_two], packs=[read_pack(pack_file(off))]).results[0]
    assert (result.counts.total, result.left_out, result.document()["leftOut"]) == (1, ["in_c", "in_s"], 2)
    again = run_rules(town, [needs_two], packs=[read_pack(pack_file(source)) for source in (off, on)])
    assert states(again) == {"in_c": "gap", "in_t": "gap"}


def test_area_that_the_graph_lacks_is_told_with_the_nearest(
    pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule
) -> None:
    with pytest.raises(UsageError, match="140213050000 甲街道"):
        run_rules(town, [needs_two], packs=[read_pack(pack_file(pack("14021305", 1)))])


def test_added_rule_is_asked_in_its_area_only(pack_file: PackFile, town: nx.MultiDiGraph, own_rule: str) -> None:
    rule = "".join(f"    {line}\n" for line in own_rule.splitlines()).replace("    id", "  - id", 1)
    source = f'pack: 1\nby: 甲街道\narea: "140213050000"\nfrom: 2026-01-01\nadd:\n{rule}'
    run = run_rules(town, ["X1", "S02"], packs=[read_pack(pack_file(source))])
    assert states(run) == {"in_c": "gap", "in_s": "gap"}
    assert run["X1"].document()["overrides"][0]["status"] == "added"
    assert run["S02"].counts.total == 3
    with pytest.raises(UsageError, match="甲街道"):
        run_rules(town, packs=[read_pack(pack_file(source)) for _ in range(2)])


def test_added_rule_may_not_take_a_shipped_id(pack_file: PackFile, own_rule: str) -> None:
    rule = "".join(f"    {line}\n" for line in own_rule.splitlines()).replace("    id: X1", "  - id: S02", 1)
    _, problems = check_pack(pack_file(f"pack: 1\nby: 某处\nfrom: 2026-01-01\nadd:\n{rule}"))
    assert [(problem.line, problem.message.key) for problem in problems] == [(5, "packs.shipped")]


def test_numbers_still_add_up_with_packs(pack_file: PackFile, town: nx.MultiDiGraph, needs_two: CompiledRule) -> None:
    packs = [read_pack(pack_file(pack("140213050001", 1))), read_pack(pack_file(pack("140213051000", 1)))]
    scopes = {
        (scope.code, scope.direct): scope.counts
        for scope in run_rules(town, [needs_two], packs=packs).results[0].scopes()
    }
    assert (scopes["140213000000", False].present, scopes["140213000000", False].gap) == (2, 1)
    assert (scopes["140213050000", False].present, scopes["140213050000", False].gap) == (1, 1)
    assert (scopes["140213051000", False].present, scopes["140213051000", False].gap) == (1, 0)
