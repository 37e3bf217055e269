"""What is wrong in the district: stored as written, flagged at the row that says it."""

from __future__ import annotations

from typing import Any

import pytest

from graph.store.records import GraphState
from loaders.check import flag_district
from loaders.facts import Ref
from loaders.gather import Gathered
from loaders.linking.evidence import decisions_in
from loaders.linking.settle import settle

SECRETARY = "branchSecretary@锦绣花园"


def flags(town: Any) -> list[tuple[str, int]]:
    """Checks what was said, on top of the state: keys and rows of what is flagged."""
    settled = settle(town.desk.people, town.desk.places, town.state, decisions_in(town.state))
    flag_district(Gathered(town.desk, settled), town.state)
    return [(remark.why.key.removeprefix("checks."), remark.row) for remark in town.desk.remarks.found]


def branch(town: Any, name: str, *superiors: str) -> None:
    """One row that names a branch and its superiors."""
    row = town.row("party_organisations")
    home = town.place("锦绣花园", row)
    refs = {one: town.desk.bodies.body("PartyOrganisation", row, name=one, home=home) for one in (name, *superiors)}
    for superior in superiors:
        town.desk.facts.relate("SUBORDINATE_TO", refs[name], refs[superior], row)


def grid(town: Any, *parents: str) -> None:
    for parent in parents:
        row = town.row("grids")
        ref = town.desk.facts.node("Grid", "area-grid", row, name="第1网格")
        town.desk.facts.relate("WITHIN", ref, Ref("Community", parent), row)
        town.desk.facts.node("Community", parent, row, name=parent)


def test_district_in_order_has_no_flags(town: Any) -> None:
    branch(town, "甲支部", "总支")
    branch(town, "乙支部", "总支")
    grid(town, "c1")
    town.say("branch_secretaries", "王伟")
    assert flags(town) == []


def test_grid_in_two_communities_is_told_at_the_second_row(town: Any) -> None:
    grid(town, "c1", "c2")
    assert flags(town) == [("two_parents", 3)]


def test_second_superior_is_told_also_when_the_store_holds_the_first(town: Any) -> None:
    branch(town, "甲支部", "总支")
    town.load()
    branch(town, "甲支部", "别的总支")
    assert flags(town) == [("two_superiors", 2)]


def test_superior_that_has_ended_counts_no_longer(town: Any) -> None:
    branch(town, "甲支部", "总支")
    town.load()
    next(row for row in town.state.relationships.values() if row.type == "SUBORDINATE_TO").properties["validTo"] = (
        "2020-01-01"
    )
    branch(town, "甲支部", "别的总支")
    assert flags(town) == []


@pytest.mark.parametrize("names", [("甲支部",), ("甲支部", "乙支部"), ("甲支部", "乙支部", "丙支部")])
def test_chain_that_runs_in_a_circle_is_told_once(names: tuple[str, ...], town: Any) -> None:
    for name, superior in zip(names, (*names[1:], names[0]), strict=True):
        branch(town, name, superior)
    found = flags(town)
    assert [key for key, _ in found] == ["cycle"]
    assert all(name in town.desk.remarks.found[0].zh for name in names)


def test_two_circles_are_two(town: Any) -> None:
    for name, superior in (("甲", "乙"), ("乙", "甲"), ("丙", "丁"), ("丁", "丙")):
        branch(town, name, superior)
    assert [key for key, _ in flags(town)] == ["cycle", "cycle"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("王伟", None), ("李芳", None), ["overlapping_holders"]),
        (("王伟", "2019-05-01至2022-05-01"), ("李芳", "2022-05-01"), []),
        (("王伟", "2019-05-01"), ("王伟", "2019-05-01"), []),
    ],
)
def test_more_living_holders_than_seats_are_told(
    first: tuple[str, str | None], second: tuple[str, str | None], expected: list[str], town: Any
) -> None:
    town.say("compounds", first[0], since=first[1], seats=1)
    town.say("branch_secretaries", second[0], since=second[1], seats=1)
    assert [key for key, _ in flags(town)] == expected


def test_holder_of_the_store_takes_a_seat(town: Any) -> None:
    town.say("branch_secretaries", "王伟", since="2019-05-01", seats=1)
    town.load()
    town.say("branch_secretaries", "李芳", since="2024-05-01", seats=1)
    assert [key for key, _ in flags(town)] == ["overlapping_holders"]


def test_stored_end_frees_the_seat_though_the_row_says_no_dates(town: Any) -> None:
    town.say("compounds", "王伟", seats=1)
    town.say("branch_secretaries", "王伟", since="2019-05-01至2022-05-01", seats=1)
    town.load()
    town.say("compounds", "王伟", seats=1)
    town.say("party_organisations", "李芳", seats=1)
    assert flags(town) == []


def test_one_code_at_two_bodies_is_told_at_the_second(town: Any) -> None:
    for name in ("甲物业", "乙物业"):
        row = town.row("compounds")
        town.desk.bodies.body("PropertyCompany", row, name=name, home=None, uscc="91140213MA0EXA0018")
    assert flags(town) == [("code_twice", 3)]


def test_nobody_is_named_where_too_many_hold_a_seat(town: Any) -> None:
    """A batch keeps what was flagged; names of persons have no place there."""
    town.say("compounds", "王伟", seats=1)
    town.say("branch_secretaries", "李芳", seats=1)
    flags(town)
    assert "王伟" not in town.desk.remarks.found[0].zh and isinstance(town.state, GraphState)
