"""unique: a value that belongs to one target only, and one thing only at the end of a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CODES = {"key": ["code"]}
PARENT = {"path": "->WITHIN Community|Village"}
OTHER: dict[str, Any] = {
    "nodes": {"other": {"label": "Community", "name": "另一社区"}},
    "edges": [["other", "WITHIN", "street"]],
}


def _grids(*codes: str | None) -> dict[str, Any]:
    return {
        f"g{n}": {"label": "Grid", "name": f"第{n}网格", **({"code": one} if one else {})}
        for n, one in enumerate(codes)
    }


@pytest.mark.parametrize(
    ("codes", "state", "others"),
    [
        (("1",), "present", ""),
        (("1", "2"), "present", ""),
        (("1", "1"), "gap", "第1网格"),
        (("1", "1", "1"), "gap", "第1网格、第2网格"),
        ((None, None), "present", ""),
        ((None, "1"), "present", ""),
    ],
)
def test_code_belongs_to_one(
    assess: Callable[..., Any], codes: tuple[str | None, ...], state: str, others: str
) -> None:
    outcome = assess("unique", CODES, target="Grid", of="g0", nodes=_grids(*codes))
    assert (outcome.state, outcome.verdict.values.get("others", "")) == (state, others)


@pytest.mark.parametrize(
    ("second", "state"),
    [
        ({"name": "甲", "code": "1"}, "gap"),
        ({"name": "甲", "code": "2"}, "present"),
        ({"name": "乙", "code": "1"}, "present"),
        ({"name": "甲"}, "present"),
    ],
)
def test_all_parts_of_a_key_must_agree(assess: Callable[..., Any], second: dict[str, str], state: str) -> None:
    nodes = {"g0": {"label": "Grid", "name": "甲", "code": "1"}, "g1": {"label": "Grid", **second}}
    assert assess("unique", {"key": ["name", "code"]}, target="Grid", of="g0", nodes=nodes).state == state


@pytest.mark.parametrize(("of", "state"), [("g0", "present"), ("g1", "gap"), ("g2", "gap"), ("g3", "present")])
def test_first_of_those_that_share_may_pass(assess: Callable[..., Any], of: str, state: str) -> None:
    check = {**CODES, "first_passes": True}
    assert assess("unique", check, target="Grid", of=of, nodes=_grids("1", "1", "1", "2")).state == state


def test_only_targets_share_a_key(assess: Callable[..., Any]) -> None:
    nodes = {"g0": {"label": "Grid", "code": "1"}, "c": {"label": "Compound", "code": "1"}}
    assert assess("unique", CODES, target="Grid", of="g0", nodes=nodes).state == "present"


@pytest.mark.parametrize(("each", "names"), [(False, []), (True, ["第1网格", "第2网格"])])
def test_each_other_target_is_a_finding_of_its_own_where_asked(
    assess: Callable[..., Any], each: bool, names: list[str]
) -> None:
    outcome = assess("unique", {**CODES, "each": each}, target="Grid", of="g0", nodes=_grids("1", "1", "1"))
    assert [notice.values["others"] for notice in outcome.verdict.notices] == names
    assert [notice.discriminator for notice in outcome.verdict.notices] == ["g1", "g2"][: len(names)]


@pytest.mark.parametrize(
    ("parents", "none_allowed", "state"),
    [
        (["community"], False, "present"),
        (["community", "other"], False, "gap"),
        (["street"], False, "gap"),
        (["street"], True, "present"),
        (["community", "other"], True, "gap"),
    ],
)
def test_one_end_is_expected(assess: Callable[..., Any], parents: list[str], none_allowed: bool, state: str) -> None:
    edges = [*OTHER["edges"], *(["g", "WITHIN", parent] for parent in parents)]
    check = {**PARENT, "none_allowed": none_allowed}
    outcome = assess("unique", check, target="Grid", of="g", nodes={**OTHER["nodes"], "g": "Grid"}, edges=edges)
    assert outcome.state == state


@pytest.mark.parametrize(
    ("modes", "state"),
    [
        (("企业",), "present"),
        (("企业", "企业"), "gap"),
        (("企业", None), "unknown"),
        (("企业", "代管"), "present"),
        ((None,), "unknown"),
        (("企业", "企业", None), "gap"),
    ],
)
def test_end_that_is_only_possible_leaves_it_unknown(
    assess: Callable[..., Any], modes: tuple[str | None, ...], state: str
) -> None:
    firms = {f"f{n}": "PropertyCompany" for n in range(len(modes))}
    edges = [[f"f{n}", "SERVES", "c", {"mode": mode} if mode else {}] for n, mode in enumerate(modes)]
    check = {"path": {"step": "<-SERVES PropertyCompany", "edge": {"mode": "企业"}}}
    assert (
        assess("unique", check, target="Compound", of="c", nodes={"c": "Compound", **firms}, edges=edges).state == state
    )


@pytest.mark.parametrize(
    ("code", "state"), [("140213050001001", "present"), ("140213050002001", "gap"), (None, "unknown")]
)
def test_requirement_must_hold_as_well(assess: Callable[..., Any], code: str | None, state: str) -> None:
    check = {**CODES, "require": {"code": {"startsWith": {"one": "->WITHIN Community", "of": "code"}}}}
    assert assess("unique", check, target="Grid", of="g0", nodes=_grids(code)).state == state


def test_something_must_be_asked_for(problems_of: Callable[..., list[str]]) -> None:
    assert problems_of("unique", {"each": True}) == ["check rules.bad_value"]
