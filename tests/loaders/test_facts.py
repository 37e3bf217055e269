"""What rows say of one item: gathered, with where it comes from, and contradictions noticed."""

from __future__ import annotations

import pytest

from graph.model import load_model
from loaders.facts import Conflict, Facts, Ref
from loaders.remarks import RowRefused
from loaders.sheets.row import Row, SheetOrigin

GRID, COMMUNITY = Ref("Grid", "area-1"), Ref("Community", "area-2")


def row(number: int, file: str = "网格.xlsx", kind: str = "grids") -> Row:
    return Row(SheetOrigin(f"sheet-{file}", file, "名册", kind), number, {})


@pytest.fixture
def told() -> list[Conflict]:
    return []


@pytest.fixture
def facts(told: list[Conflict]) -> Facts:
    return Facts(load_model(), told.append)


def test_rows_add_to_one_another(facts: Facts, told: list[Conflict]) -> None:
    facts.node("Grid", "area-1", row(2), name="第1网格", households=310)
    facts.node("Grid", "area-1", row(3), persons=820)
    claim = facts.nodes["area-1"]
    assert claim.properties == {"name": "第1网格", "households": 310, "persons": 820}
    assert [one.number for one in claim.rows] == [2, 3] and not told
    assert [claim.origin(name).number for name in ("households", "persons")] == [2, 3]  # type: ignore[union-attr]


def test_same_value_again_is_no_conflict(facts: Facts, told: list[Conflict]) -> None:
    for number in (2, 3):
        facts.node("Grid", "area-1", row(number), households=310)
    assert not told


def test_nothing_does_not_take_a_value_away(facts: Facts, told: list[Conflict]) -> None:
    facts.node("Grid", "area-1", row(2), households=310)
    facts.node("Grid", "area-1", row(3), households=None)
    assert facts.nodes["area-1"].properties["households"] == 310 and not told


def test_other_value_is_told_with_both_rows_and_the_later_one_stands(facts: Facts, told: list[Conflict]) -> None:
    facts.node("Grid", "area-1", row(2), households=310)
    facts.node("Grid", "area-1", row(7, "小区.xlsx"), households=320)
    (conflict,) = told
    assert (conflict.name, conflict.before, conflict.value) == ("households", 310, 320)
    assert (conflict.row_before.number, conflict.row.number, conflict.within_file) == (2, 7, False)
    claim = facts.nodes["area-1"]
    assert claim.properties["households"] == 320 and claim.origin("households") is conflict.row


def test_listener_may_refuse_the_row() -> None:
    def refuse(conflict: Conflict) -> None:
        assert conflict.within_file
        raise RowRefused

    facts = Facts(load_model(), refuse)
    facts.node("Grid", "area-1", row(2), households=310)
    with pytest.raises(RowRefused):
        facts.node("Grid", "area-1", row(3), households=320)
    assert facts.nodes["area-1"].properties["households"] == 310


def test_property_that_the_model_lacks_is_a_mistake_of_the_program(facts: Facts) -> None:
    with pytest.raises(KeyError):
        facts.node("Grid", "area-1", row(2), colour="red")
    with pytest.raises(KeyError):
        facts.relate("WITHIN", GRID, COMMUNITY, row(2), colour="red")


def test_relationship_joins_only_what_the_model_lets_it(facts: Facts) -> None:
    facts.relate("WITHIN", GRID, COMMUNITY, row(2))
    with pytest.raises(ValueError, match="COVERS cannot lead from Community to Grid"):
        facts.relate("COVERS", COMMUNITY, GRID, row(2))


def test_relationship_said_twice_is_one_unless_it_is_told_apart(facts: Facts) -> None:
    unit, body = Ref("Unit", "org-1"), Ref("PartyOrganisation", "org-2")
    ids = [
        facts.relate("PAIRED_WITH", body, unit, row(2), apart=(joint,), joint=joint)
        for joint in ("组织联建", "资源联享")
    ]
    assert len(set(ids)) == 2
    assert facts.relate("PAIRED_WITH", body, unit, row(3), apart=("组织联建",), joint="组织联建") == ids[0]


def test_neighbours_are_neighbours_from_either_side(facts: Facts) -> None:
    one, other = Ref("Community", "area-2"), Ref("Community", "area-3")
    assert facts.relate("ADJACENT_TO", one, other, row(2)) == facts.relate("ADJACENT_TO", other, one, row(3))


def test_dated_relationship_says_that_it_goes_on_and_a_static_one_says_nothing(facts: Facts) -> None:
    dated = facts.relationships[facts.relate("WITHIN", GRID, COMMUNITY, row(2))]
    static = facts.relationships[facts.relate("OF_POST", Ref("Tenure", "t"), Ref("Post", "p"), row(2))]
    assert dated.properties == {"validTo": None} and static.properties == {}


def test_decision_speaks_without_a_row(facts: Facts, told: list[Conflict]) -> None:
    facts.node("Person", "person-1", row(2), name="王伟")
    facts.node("Person", "person-1", None, name="王玮")
    assert facts.nodes["person-1"].properties["name"] == "王玮" and not told
