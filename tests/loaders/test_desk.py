"""What rows say through the desk: places that must exist, places that they define, posts, superiors."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.desk import Desk, superior_names
from loaders.facts import Ref
from loaders.places import Place
from loaders.remarks import RowRefused
from loaders.sheets.row import Row

DISTRICT, STREET = Ref("District", "d"), Ref("Street", "s")


@pytest.fixture
def desk(town: Any) -> Desk:
    """A district of two streets, with communities, a village and grids."""
    desk: Desk = town.desk
    for place in (
        Place("d", "District", "平城区", "140213000000"),
        Place("s", "Street", "永泰街道", "140213050000", {"d"}), Place("t", "Street", "白登山街道", "140213064000", {"d"}),
        Place("c1", "Community", "康吉社区", "140213050001", {"s"}), Place("c2", "Community", "平和社区", "140213050002", {"s"}),
        Place("c3", "Community", "平和社区", "140213064001", {"t"}), Place("v", "Village", "燕庄村", "140213064203", {"t"}),
        Place("g1", "Grid", "第1网格", "140213050001001", {"c1"}, serial=1),
        Place("g2", "Grid", "万达专属网格", None, {"c1"}),
    ):  # fmt: skip
        desk.places.add(place)
    return desk


def row(town: Any, **values: Any) -> Row:
    """A row with these values, the cells beginning at column A."""
    made: Row = town.row("grids")
    columns = {name: "ABCDEFGH"[place] for place, name in enumerate(values)}
    return Row(made.sheet, made.number, values, columns, {name: str(value) for name, value in values.items()})


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
    assert desk.community(row(town, **values)).id == found


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
        desk.community(row(town, **values))
    (remark,) = desk.remarks.found
    assert (remark.why.key, remark.column, remark.severity) == (key, column, "refused")


def test_refusal_names_what_is_near(desk: Desk, town: Any) -> None:
    with pytest.raises(RowRefused):
        desk.community(row(town, street="永泰街道", community="平安社区"))
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
    assert desk.grid(row(town, **values)).id == found


def test_home_is_the_smallest_area_that_is_named(desk: Desk, town: Any) -> None:
    rows: tuple[dict[str, str], ...] = ({"street": "永泰街道", "community": "康吉"}, {"street": "永泰街道"}, {})
    assert [desk.home(row(town, **values)).id for values in rows] == ["c1", "s", "d"]


def test_area_named_again_in_another_spelling_is_the_same_and_no_contradiction(desk: Desk, town: Any) -> None:
    parent = Ref("Community", "c1")
    first = desk.define_area("Compound", row(town), name="锦绣花园A区", parent=parent)
    assert desk.define_area("Compound", row(town), name="锦绣花园　Ａ区", parent=parent) == first
    assert desk.facts.nodes[first.id].properties["name"] == "锦绣花园A区" and not desk.remarks.found


def test_code_that_two_names_share_is_flagged_and_both_are_kept(desk: Desk, town: Any) -> None:
    parent = Ref("Community", "c1")
    one, other = (
        desk.define_area("Grid", row(town), name=name, parent=parent, code="X1") for name in ("甲网格", "乙网格")
    )
    assert one != other and [remark.why.key for remark in desk.remarks.found] == ["checks.code_twice"]


def test_one_grid_in_two_communities_keeps_both_parents(desk: Desk, town: Any) -> None:
    parents = [Ref("Community", id) for id in ("c1", "c2")]
    refs = {
        desk.define_area("Grid", row(town), name="第9网格", parent=parent, code="140213050001009") for parent in parents
    }
    within = {claim.ends for claim in desk.facts.relationships.values() if claim.label == "WITHIN"}
    assert len(refs) == 1 and within == {(refs.copy().pop().id, "c1"), (refs.copy().pop().id, "c2")}


@pytest.mark.parametrize(("start", "end", "refused"), [(1, 2, False), (2, 1, True), (1, 1, True), (1, None, False)])
def test_end_before_the_start_is_refused(start: int, end: int | None, refused: bool, desk: Desk, town: Any) -> None:
    try:
        desk.check_order(row(town, since=start, until=end), "since", "until")
    except RowRefused:
        assert refused and desk.remarks.found[0].column == "B"
    else:
        assert not refused


def test_superiors_are_said_when_all_are_known(desk: Desk, town: Any) -> None:
    group = desk.bodies.party(row(town), home=Ref("Community", "c1"), kind="branch", name="康吉社区第二党支部")
    desk.subordinate(
        row(town, superior="康吉社区党总支、无名党委"), group, "康吉社区党总支、无名党委", column="superior"
    )
    lead = desk.bodies.party(row(town), home=Ref("Community", "c1"), kind="generalBranch", name="康吉社区党总支")
    for work in desk.deferred:
        work()
    assert [claim.ends for claim in desk.facts.relationships.values() if claim.label == "SUBORDINATE_TO"] == [
        (group.id, lead.id)
    ]
    assert desk.facts.nodes[group.id].properties["superiorText"] == "无名党委"
    assert [(remark.why.key, remark.severity) for remark in desk.remarks.found] == [
        ("checks.unknown_superior", "flagged")
    ]


def test_post_exists_without_a_holder(desk: Desk, town: Any) -> None:
    body = desk.bodies.party(row(town), home=STREET, kind="workingCommittee", name="永泰街道党工委")
    post = desk.facts.nodes[desk.post("streetSecretary", body, row(town), area=STREET, seats=1).id]
    assert post.properties | {"sources": None} == {
        "role": "streetSecretary", "title": "党工委书记", "name": "党工委书记", "isLead": True, "seats": 1, "status": "active",
        "sources": None,
    }  # fmt: skip


def test_several_superiors_are_several() -> None:
    assert superior_names("康吉社区党总支; 平和社区党总支\n") == ["康吉社区党总支", " 平和社区党总支"]
