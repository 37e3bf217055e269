"""What becomes of persons and tenures from load to load, and after decisions. Who is joined at all: test_homonyms.py."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

P1, P2 = "19900000001", "19900000002"
SECRETARY, DIRECTOR, MEMBER = "branchSecretary@锦绣花园", "ownersDirector@锦绣花园", "ownersMember@锦绣花园"
LEDGER, PARTY, OWNERS, STAFF = "compounds", "branch_secretaries", "owners_committees", "party_organisations"


def links(town: Any) -> list[tuple[str, str]]:
    """The stored links by rung and state."""
    return sorted((node.properties["rung"], node.properties["state"]) for node in town.state.of_label("Link"))


def holders(town: Any, post: str) -> list[tuple[str, str, str]]:
    """Who held a post, from when, until when (None for unknown)."""
    return [(row["holder"], str(row.get("validFrom")), str(row.get("validTo"))) for row in town.tenures(post)]


# ── from load to load ───────────────────────────────────────────────────────────────────────────────────────────────


def test_phone_that_appears_later_keeps_person_and_tenure(town: Any) -> None:
    first = town.say(PARTY, "王伟", since="2021-05-01")
    town.load()
    person, (tenure,) = town.person(first), town.tenures(SECRETARY)
    later = town.say(PARTY, "王伟", P1, since="2021-05-01")
    delta = town.load()
    assert town.person(later) == person and [row["id"] for row in town.tenures(SECRETARY)] == [tenure["id"]]
    assert town.state.nodes[person].properties["phone"] == "199****0001"
    assert not delta.created_nodes or all(node.label == "Link" for node in delta.created_nodes)


def test_phone_that_appears_joins_what_waited(town: Any) -> None:
    town.say(PARTY, "王伟")
    director = town.say(OWNERS, "王伟", P1, post=DIRECTOR)
    town.load()
    assert links(town) == [("queue", "pending")]
    secretary = town.say(PARTY, "王伟", P1)
    town.load()
    assert town.one(secretary, director)
    assert ("phone", "certain") in links(town) and ("queue", "pending") not in links(town)


def test_phone_that_changes_keeps_the_holder_of_a_single_seat(town: Any) -> None:
    town.say(PARTY, "王伟", P1, since="2021-05-01")
    town.load()
    town.say(PARTY, "王伟", P2, since="2021-05-01")
    town.load()
    assert holders(town, SECRETARY) == [("王伟", "2021-05-01", "None")]


def test_holder_who_is_replaced_keeps_an_ended_tenure(town: Any) -> None:
    town.say(PARTY, "王伟", P1, since="2021-05-01")
    town.load()
    town.say(PARTY, "李芳", P2, since="2026-06-01")
    town.load(scope="area-community", on=date(2026, 7, 1))
    assert holders(town, SECRETARY) == [("王伟", "2021-05-01", "2026-07-01"), ("李芳", "2026-06-01", "None")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2021-05-01", "2021-05-01至2026-05-01", [("2021-05-01", "2026-05-01")]),
        (None, "2021-05-01至2026-05-01", [("2021-05-01", "2026-05-01")]),
        ("2021-05-01", "2021-06-01", [("2021-06-01", "None")]),
        ("2021.5", "2021-05-18", [("2021-05-18", "None")]),
        ("2021-05-18", "2021.5", [("2021-05-18", "None")]),
        ("2021-05-18", "2021年", [("2021-05-18", "None")]),
        ("2021-05-01", None, [("2021-05-01", "None")]),
        ("2018-05-01至2021-05-01", "2023-05-01", [("2018-05-01", "2021-05-01"), ("2023-05-01", "None")]),
        ("2018-05-01至2021-05-01", "2018-05-01", [("2018-05-01", "None")]),
    ],
)
def test_dates_told_anew_correct_the_spell_that_they_meet(
    before: str | None, after: str | None, expected: list[tuple[str, str]], town: Any
) -> None:
    town.say(PARTY, "王伟", P1, since=before)
    town.load()
    first = town.tenures(SECRETARY)[0]["id"]
    town.say(PARTY, "王伟", P1, since=after)
    town.load()
    assert [(start, end) for _, start, end in holders(town, SECRETARY)] == expected
    assert town.tenures(SECRETARY)[0]["id"] == first
    town.say(PARTY, "王伟", P1, since=after)
    assert not town.load()


def test_end_is_known_open_or_unknown(town: Any) -> None:
    town.say(PARTY, "王伟", P1, since="2021-05-01")
    town.load()
    assert town.tenures(SECRETARY)[0]["endKnown"] == "open"
    town.say(PARTY, "王伟", P1, since="2021-05-01至2026-05-01")
    town.load()
    assert town.tenures(SECRETARY)[0]["endKnown"] == "known"
    town.say(PARTY, "王伟", P1, since="2021-05-01")
    town.load()
    assert town.tenures(SECRETARY)[0]["endKnown"] == "open" and "validTo" not in town.tenures(SECRETARY)[0]


def test_two_spells_of_one_roster_are_two_tenures_of_one_person(town: Any) -> None:
    record = town.say(PARTY, "王伟", P1, since="2015-05-01至2018-05-01")
    assert record == town.say(PARTY, "王伟", P1, since="2021-05-01")
    town.load()
    assert [(start, end) for _, start, end in holders(town, SECRETARY)] == [
        ("2015-05-01", "2018-05-01"), ("2021-05-01", "None"),
    ]  # fmt: skip


def test_ledger_and_roster_make_one_tenure_in_either_order(town: Any) -> None:
    for first, second in (
        ((LEDGER, None, None), (PARTY, P1, "2021-05-01")),
        ((PARTY, P1, "2021-05-01"), (LEDGER, None, None)),
    ):
        town.__init__()
        for kind, phone, since in (first, second):
            town.say(kind, "王伟", phone, since=since)
            town.load()
        assert holders(town, SECRETARY) == [("王伟", "2021-05-01", "None")]
        assert town.tenures(SECRETARY)[0]["precision"] == "day"
        assert links(town) == [("post", "stated")]


def test_ledger_without_dates_never_opens_what_a_roster_has_ended(town: Any) -> None:
    town.say(LEDGER, "王伟")
    town.say(PARTY, "王伟", P1, since="2021-05-01至2026-05-01")
    town.load()
    assert holders(town, SECRETARY) == [("王伟", "2021-05-01", "2026-05-01")]
    town.say(LEDGER, "王伟")
    assert not town.load()


def test_loading_one_of_two_rosters_again_changes_nothing(town: Any) -> None:
    town.say(LEDGER, "王伟")
    town.say(PARTY, "王伟", P1, since="2021-05-01", unit="示例供电所")
    town.say(OWNERS, "王伟", post=DIRECTOR, unit="示例供电所")
    town.load()
    before = links(town)
    town.say(LEDGER, "王伟")
    assert not town.load()
    town.say(OWNERS, "王伟", post=DIRECTOR, unit="示例供电所")
    assert not town.load()
    town.say(PARTY, "王伟", P1, since="2021-05-01", unit="示例供电所")
    assert not town.load()
    assert links(town) == before


def test_relationship_keeps_the_records_of_the_other_roster(town: Any) -> None:
    records = {town.check_in("王伟", P1), town.check_in("王伟", P1, kind="units")}
    town.load()
    town.check_in("王伟", P1)
    assert not town.load()
    (works,) = (row for row in town.state.relationships.values() if row.type == "WORKS_AT")
    assert set(works.properties["records"]) == records


def test_rows_of_one_roster_never_wait_for_each_other(town: Any) -> None:
    town.say(OWNERS, "王伟", P1, post=MEMBER, unit="示例供电所")
    town.say(OWNERS, "王伟", P2, post=DIRECTOR, unit="示例供电所")
    town.load()
    assert not links(town)


def test_rosters_that_disagree_on_a_start_are_flagged_and_the_later_one_is_used(town: Any) -> None:
    town.say(STAFF, "王伟", since="2021-05-01")
    town.say(PARTY, "王伟", P1, since="2022-06-01")
    town.load()
    assert holders(town, SECRETARY) == [("王伟", "2022-06-01", "None")]
    assert town.flags == ["checks.rosters_disagree"]


def test_rows_of_one_file_that_contradict_each_other_are_refused(town: Any) -> None:
    town.say(PARTY, "王伟", P1, since="2021-05-01")
    town.say(PARTY, "王伟", P1, since="2022-06-01")
    town.load()
    assert town.flags == ["checks.contradiction"]
    assert town.refused == {("sheet-branch_secretaries", 3)}


def test_doubled_row_is_said_and_counts_once(town: Any) -> None:
    town.say(OWNERS, "王伟", P1, post=MEMBER, since="2021-05-01")
    town.say(OWNERS, "王伟", P1, post=MEMBER, since="2021-05-01")
    town.load()
    assert town.flags == ["checks.doubled_row"] and len(town.tenures(MEMBER)) == 1


# ── what a row states ───────────────────────────────────────────────────────────────────────────────────────────────


def test_statement_joins_once_the_other_roster_is_loaded(town: Any) -> None:
    director = town.say(OWNERS, "王伟", post=DIRECTOR, states=SECRETARY)
    town.load()
    assert town.flags == ["checks.stated_not_found"] and not links(town)
    secretary = town.say(PARTY, "王伟", P1)
    town.load()
    assert town.one(director, secretary) and links(town) == [("stated", "stated")]


def test_statement_that_is_withdrawn_joins_no_longer(town: Any) -> None:
    secretary = town.say(PARTY, "王伟")
    town.say(OWNERS, "王伟", post=DIRECTOR, states=SECRETARY)
    town.load()
    director = town.say(OWNERS, "王伟", post=DIRECTOR)
    town.load()
    assert not town.one(director, secretary) and links(town) == [("queue", "pending")]


def test_statement_that_a_second_holder_makes_ambiguous_is_told(town: Any) -> None:
    first = town.say(PARTY, "王伟", P1, since="2019-05-01至2022-05-01")
    director = town.say(OWNERS, "王伟", post=DIRECTOR, states=SECRETARY)
    town.load()
    assert town.one(first, director)
    second = town.say(PARTY, "王伟", P2, since="2022-05-01")
    town.say(OWNERS, "王伟", post=DIRECTOR, states=SECRETARY)
    town.load()
    assert "checks.stated_ambiguous" in town.flags
    assert not town.one(second, director) and not town.one(first, second)


# ── without a name ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_checked_in_member_gets_a_name_as_holder_and_loses_it_when_parted(town: Any) -> None:
    member = town.check_in("王伟", P1)
    town.load()
    nameless = town.state.nodes[town.person(member)].properties
    assert nameless["nameless"] is True and not {"name", "pinyin", "initials", "phone"} & set(nameless)
    holder = town.say(PARTY, "王伟", P1)
    town.load()
    assert town.one(member, holder) and town.state.nodes[town.person(member)].properties["name"] == "王伟"
    town.decide(member, holder, "rejected")
    parted, named = (town.state.nodes[town.person(record)].properties for record in (member, holder))
    assert parted["nameless"] is True and not {"name", "pinyin", "initials", "phone"} & set(parted)
    assert named["name"] == "王伟" and "nameless" not in named


# ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def say_all(town: Any, *, phones: bool = True) -> tuple[str, str]:
    """A secretary and a director of one name and phone, or of none."""
    phone = P1 if phones else None
    return town.say(PARTY, "王伟", phone, since="2021-05-01"), town.say(OWNERS, "王伟", phone, post=DIRECTOR)


def test_rejected_link_stays_rejected_through_loads(town: Any) -> None:
    secretary, director = say_all(town)
    town.load()
    town.decide(secretary, director, "rejected")
    assert not town.one(secretary, director)
    say_all(town)
    assert not town.load()
    town.say(PARTY, "王伟", P1, since="2021-06-01")
    town.load()
    assert not town.one(secretary, director) and links(town) == [("phone", "rejected")]


def test_rejection_holds_against_other_evidence(town: Any) -> None:
    secretary, director = say_all(town, phones=False)
    town.load()
    town.decide(secretary, director, "rejected")
    town.say(PARTY, "王伟")
    town.say(OWNERS, "王伟", post=DIRECTOR, states=SECRETARY)
    town.load()
    assert not town.one(secretary, director)


def test_confirmed_link_stays_joined_and_may_be_taken_back(town: Any) -> None:
    secretary, director = say_all(town, phones=False)
    town.load()
    town.decide(secretary, director, "confirmed")
    assert town.one(secretary, director)
    say_all(town, phones=False)
    assert not town.load()
    town.decide(secretary, director, "pending")
    assert not town.one(secretary, director) and links(town) == [("queue", "pending")]


def test_two_persons_wait_as_one_pair_however_many_rosters_name_them(town: Any) -> None:
    for kind, post in (
        (LEDGER, SECRETARY),
        (STAFF, SECRETARY),
        (PARTY, SECRETARY),
        (LEDGER, DIRECTOR),
        (OWNERS, DIRECTOR),
    ):
        town.say(kind, "王伟", post=post)
    town.load()
    assert links(town).count(("queue", "pending")) == 1


def test_rejected_pair_is_not_asked_again_by_other_records(town: Any) -> None:
    for kind, post in ((LEDGER, SECRETARY), (PARTY, SECRETARY), (OWNERS, DIRECTOR)):
        town.say(kind, "王伟", post=post)
    town.load()
    (waiting,) = (link for link in town.links if link.state == "pending")
    town.decide(waiting.a, waiting.b, "rejected")
    town.say(STAFF, "王伟")
    town.load()
    assert ("queue", "pending") not in links(town)


def test_two_rosters_of_one_seat_that_are_rejected_make_two_tenures_and_one_again(town: Any) -> None:
    def say() -> tuple[str, str]:
        return town.say(LEDGER, "王伟"), town.say(PARTY, "王伟", P1, since="2021-05-01")

    ledger, roster = say()
    town.load()
    town.decide(ledger, roster, "rejected")
    assert not town.one(ledger, roster) and len(town.tenures(SECRETARY)) == 2
    say()
    town.load()
    say()
    assert not town.load()
    assert not town.one(ledger, roster) and len(town.tenures(SECRETARY)) == 2
    town.decide(ledger, roster, "pending")
    say()
    town.load()
    assert town.one(ledger, roster) and holders(town, SECRETARY) == [("王伟", "2021-05-01", "None")]
    say()
    assert not town.load()


def test_every_person_has_a_record_and_every_tenure_one_holder(town: Any) -> None:
    secretary, director = say_all(town)
    town.check_in("王伟", P1)
    town.load()
    town.decide(secretary, director, "rejected")
    for tenure in town.state.of_label("Tenure"):
        assert len([*town.state.outgoing(tenure.id, "HOLDER")]) == 1
    carrying = {
        town.person(record) for row in town.state.relationships.values() for record in row.properties.get("records", ())
    }
    assert carrying == {person.id for person in town.state.of_label("Person")}
