"""What ends when rows disappear: inside the scope, when every kind of roster that said it is loaded again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

PARTY, LEDGER, STAFF = "branch_secretaries", "compounds", "party_organisations"
SECRETARY, ELSEWHERE = "branchSecretary@锦绣花园", "branchSecretary@和顺小区"
SCOPE, DAY = "area-community", date(2026, 7, 1)


def said(town: Any) -> None:
    """Two secretaries by one roster."""
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    town.say(PARTY, "李芳", "19900000002", post=ELSEWHERE, since="2021-05-01")


def ends(town: Any, post: str) -> list[date | None]:
    return [tenure.get("validTo") for tenure in town.tenures(post)]


def test_missing_row_ends_its_tenure_on_the_day_and_nothing_else(town: Any) -> None:
    said(town)
    town.load()
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    delta = town.load(scope=SCOPE, on=DAY)
    assert ends(town, ELSEWHERE) == [DAY] and ends(town, SECRETARY) == [None]
    assert town.tenures(ELSEWHERE)[0]["endKnown"] == "unknown"
    assert (town.difference.ended, len(delta.changed_nodes), len(delta.changed_relationships)) == (1, 1, 0)


def test_endings_are_counted_for_the_sheet_that_was_loaded(town: Any) -> None:
    said(town)
    town.load()
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01", sheet="新")
    town.load(scope=SCOPE, on=DAY)
    assert {id: counts.ended for id, counts in town.difference.by_sheet.items()} == {f"sheet-{PARTY}新": 1}


def test_without_a_scope_or_outside_it_nothing_ends(town: Any) -> None:
    said(town)
    town.load()
    for scope in (None, "area-elsewhere"):
        town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
        assert not town.load(scope=scope)


def test_what_another_roster_said_too_waits_for_that_one(town: Any) -> None:
    said(town)
    town.say(LEDGER, "李芳", post=ELSEWHERE)
    town.load()
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    town.load(scope=SCOPE, on=DAY)
    assert ends(town, ELSEWHERE) == [None]
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    town.say(LEDGER, "某某")
    town.load(scope=SCOPE, on=DAY)
    assert ends(town, ELSEWHERE) == [DAY]


@pytest.mark.parametrize("since", ["2021-05-01", None])
def test_row_that_comes_back_opens_the_tenure_again(since: str | None, town: Any) -> None:
    for names in (("王伟", "李芳"), ("王伟",), ("王伟", "李芳")):
        for name, post in zip(names, (SECRETARY, ELSEWHERE), strict=False):
            town.say(PARTY, name, post=post, since=since)
        town.load(scope=SCOPE, on=DAY)
    assert ends(town, ELSEWHERE) == [None] and town.tenures(ELSEWHERE)[0]["endKnown"] == "open"


def test_loading_the_shorter_roster_again_ends_nothing_more(town: Any) -> None:
    said(town)
    town.load()
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    assert town.load(scope=SCOPE, on=DAY)
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    assert not town.load(scope=SCOPE, on=DAY) and town.difference.ended == 0


def test_tenure_that_begins_later_never_ends_before_it_began(town: Any) -> None:
    town.say(PARTY, "王伟", since="2026-09-01")
    town.load()
    town.say(PARTY, "李芳", post=ELSEWHERE)
    town.load(scope=SCOPE, on=DAY)
    assert ends(town, SECRETARY) == [date(2026, 9, 1)]


def test_body_that_is_left_out_keeps_its_place_and_its_superior(town: Any) -> None:
    said(town)
    town.load()
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    town.load(scope=SCOPE, on=DAY)
    assert not [row for row in town.state.relationships.values() if row.properties.get("validTo")]


def test_place_that_is_told_elsewhere_ends_the_old_one(town: Any) -> None:
    def say(parent: str) -> None:
        row = town.row("grids")
        ref = town.desk.facts.node("Grid", "area-grid", row, name="第1网格")
        town.desk.facts.relate("WITHIN", ref, town.place(parent, row), row)

    say("锦绣花园")
    town.load()
    say("和顺小区")
    town.load(scope=SCOPE, on=DAY)
    living = [row for row in town.state.outgoing("area-grid", "WITHIN") if not row.properties.get("validTo")]
    assert [town.state.nodes[row.end].properties["name"] for row in living] == ["和顺小区"]


def test_relationship_that_disappears_ends(town: Any) -> None:
    town.check_in("王伟", "19900000001")
    member = town.check_in("李芳", "19900000002")
    town.load()
    town.check_in("王伟", "19900000001")
    town.load(scope=SCOPE, on=DAY)
    ended = {row.type for row in town.state.relationships.values() if row.properties.get("validTo") == DAY}
    assert ended == {"CHECKED_IN"}, "where somebody works lies outside the scope"
    assert town.person(member)


@pytest.mark.parametrize(("loaded", "ended"), [(("grids",), False), (("grids", "compounds"), True)])
def test_what_two_rosters_say_alike_ends_when_both_leave_it_out(
    loaded: tuple[str, ...], ended: bool, town: Any
) -> None:
    def say(kind: str, *, covers: bool) -> None:
        row = town.row(kind)
        grid, compound = town.place("第1网格", row, "Grid"), town.place("锦绣花园", row)
        town.desk.facts.node("Compound", compound.id, row, **({"households": 300} if kind == "compounds" else {}))
        if covers:
            town.desk.facts.relate("COVERS", grid, compound, row)

    for kind in ("grids", "compounds"):
        say(kind, covers=True)
    town.load()
    for kind in loaded:
        say(kind, covers=False)
    town.load(scope=SCOPE, on=DAY)
    (covers,) = (row for row in town.state.relationships.values() if row.type == "COVERS")
    assert (covers.properties.get("validTo") == DAY) is ended


def test_share_that_could_end_is_told(town: Any) -> None:
    said(town)
    town.load()
    town.say(PARTY, "王伟", "19900000001", since="2021-05-01")
    town.load(scope=SCOPE, on=DAY)
    assert town.difference.ended == 1 < town.difference.endable
