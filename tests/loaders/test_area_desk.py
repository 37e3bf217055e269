"""The areas that rows name and define through the desk: found, refused with the nearest names, kept with both parents."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.desk import Desk
from loaders.facts import Ref
from loaders.remarks import RowRefused

DISTRICT, STREET = Ref("District", "d"), Ref("Street", "s")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"community": "康吉社区"}, "c1"),
        ({"street": "永泰街道", "community": "平和"}, "c2"),
        ({"street": "白登山街道办事处", "community": "平和社区居委会"}, "c3"),
        ({"community": "白登山街道平和社区"}, "c3"),
        ({"community": "燕庄村民委员会"}, "v"),
    ],
)
def test_community_is_found_in_its_street(values: dict[str, str], found: str, desk: Desk, town: Any) -> None:
    assert desk.community(town.cells(**values)).id == found


@pytest.mark.parametrize(
    ("values", "key", "column"),
    [
        ({"street": "永泰街道", "community": "平安社区"}, "checks.no_community", "B"),
        ({"street": "永昌街道", "community": "平和社区"}, "checks.no_street", "A"),
        ({"community": "平和社区"}, "checks.place_ambiguous", "A"),
        ({"street": "永泰街道", "community": None}, "checks.place_missing", "B"),
        ({"street": "白登山街道", "community": "康吉社区"}, "checks.no_community", "B"),
    ],
)
def test_community_that_cannot_be_meant_is_refused_at_its_cell(
    values: dict[str, str], key: str, column: str, desk: Desk, town: Any
) -> None:
    with pytest.raises(RowRefused):
        desk.community(town.cells(**values))
    (remark,) = desk.remarks.found
    assert (remark.why.key, remark.column, remark.severity) == (key, column, "refused")


def test_refusal_names_what_is_near(desk: Desk, town: Any) -> None:
    with pytest.raises(RowRefused):
        desk.community(town.cells(street="永泰街道", community="平安社区"))
    assert "平和社区" in desk.remarks.found[0].zh


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"community": "康吉社区", "grid": "三网格", "grid_code": "140213050001001"}, "g1"),
        ({"community": "康吉社区", "grid": "1网格"}, "g1"),
        ({"community": "康吉社区", "grid": "第一网格"}, "g1"),
        ({"community": "康吉社区", "grid": "万达专属网格"}, "g2"),
        ({"community": "康吉社区", "grid": "1网格", "grid_code": "140213050001999"}, "g1"),
    ],
)
def test_grid_is_found_by_code_serial_or_name(values: dict[str, str], found: str, desk: Desk, town: Any) -> None:
    assert desk.grid(town.cells(**values)).id == found


def test_home_is_the_smallest_area_that_is_named(desk: Desk, town: Any) -> None:
    rows: tuple[dict[str, str], ...] = ({"street": "永泰街道", "community": "康吉"}, {"street": "永泰街道"}, {})
    assert [desk.home(town.cells(**values)).id for values in rows] == ["c1", "s", "d"]


def test_area_named_again_in_another_spelling_is_the_same_and_no_contradiction(desk: Desk, town: Any) -> None:
    parent = Ref("Community", "c1")
    first = desk.define_area("Compound", town.cells(), name="锦绣花园A区", parent=parent)
    assert desk.define_area("Compound", town.cells(), name="锦绣花园　Ａ区", parent=parent) == first
    assert desk.facts.nodes[first.id].properties["name"] == "锦绣花园A区" and not desk.remarks.found


def test_code_that_two_names_share_is_flagged_and_both_are_kept(desk: Desk, town: Any) -> None:
    parent = Ref("Community", "c1")
    one, other = (
        desk.define_area("Grid", town.cells(), name=name, parent=parent, code="X1") for name in ("甲网格", "乙网格")
    )
    assert one != other and [remark.why.key for remark in desk.remarks.found] == ["checks.code_twice"]


def test_one_grid_in_two_communities_keeps_both_parents(desk: Desk, town: Any) -> None:
    parents = [Ref("Community", id) for id in ("c1", "c2")]
    refs = {
        desk.define_area("Grid", town.cells(), name="第9网格", parent=parent, code="140213050001009")
        for parent in parents
    }
    within = {claim.ends for claim in desk.facts.relationships.values() if claim.label == "WITHIN"}
    assert len(refs) == 1 and within == {(refs.copy().pop().id, "c1"), (refs.copy().pop().id, "c2")}


@pytest.mark.parametrize(("start", "end", "refused"), [(1, 2, False), (2, 1, True), (1, 1, True), (1, None, False)])
def test_end_before_the_start_is_refused(start: int, end: int | None, refused: bool, desk: Desk, town: Any) -> None:
    try:
        desk.check_order(town.cells(since=start, until=end), "since", "until")
    except RowRefused:
        assert refused and desk.remarks.found[0].column == "B"
    else:
        assert not refused
