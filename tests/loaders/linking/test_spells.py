"""Spells of one holder of one post; what they make of stored tenures stands in test_settle.py."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from loaders.linking.holders import Held, Holder, Naming
from loaders.linking.records import Mention, Record
from loaders.linking.spells import Spell, spells_of
from loaders.sheets.row import Row, SheetOrigin


def naming(kind: str, start: str | None, end: str | None = None, precision: str = "day") -> Naming:
    """One naming by a roster of that kind."""
    row = Row(SheetOrigin(f"sheet-{kind}", f"{kind}.xlsx", "名册", kind), 2, {})
    told: dict[str, Any] = {
        "validFrom": date.fromisoformat(start) if start else None,
        "validTo": date.fromisoformat(end) if end else None,
        "precision": precision if start else "unknown",
        "_row": row,
    }
    return Mention(Record(f"record-{kind}-1", "王伟"), row, "name"), told


def spells(*told: Naming, stored: tuple[Held, ...] = ()) -> list[Spell]:
    records = {mention.record.id for mention, _ in told} | {id for held in stored for id in held.records}
    return spells_of("post-1", Holder(records, [*told], [*stored]), {held.id for held in stored})


def held(
    id: str, start: str | None, end: str | None = None, *, record: str = "record-a-1", known: str = "open"
) -> Held:
    since, until = (date.fromisoformat(day) if day else None for day in (start, end))
    return Held(id, "post-1", "person-1", (record,), since, until, "day", known)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("a", "2018-01-01", "2021-01-01"), ("a", "2021-01-01", None)], [("2018-01-01", "2021-01-01"), ("2021-01-01", "None")]),
        ([("a", "2021-01-01", None), ("a", "2018-01-01", "2021-01-01")], [("2018-01-01", "2021-01-01"), ("2021-01-01", "None")]),
        ([("a", "2021-01-01", None), ("b", "2021-03-01", None)], [("2021-03-01", "None")]),
        ([("a", None, None), ("b", "2021-03-01", None)], [("2021-03-01", "None")]),
        ([("a", None, None), ("b", "2018-01-01", "2021-01-01")], [("2018-01-01", "2021-01-01")]),
        ([("a", None, None), ("b", "2018-01-01", "2021-01-01"), ("b", "2023-01-01", None)],
         [("2018-01-01", "2021-01-01"), ("2023-01-01", "None")]),
        ([("a", "2018-01-01", "2021-01-01"), ("a", None, None)], [("2018-01-01", "2021-01-01"), ("None", "None")]),
        ([("a", None, "2021-01-01")], [("None", "2021-01-01")]),
    ],
)  # fmt: skip
def test_namings_that_meet_are_one_spell(
    told: list[tuple[str, str | None, str | None]], expected: list[tuple[str, str]]
) -> None:
    found = spells(*(naming(*one) for one in told))
    assert [(str(spell.start), str(spell.end)) for spell in found] == expected


def test_coarse_date_gives_way_to_a_finer_one_within_it() -> None:
    (spell,) = spells(naming("a", "2021-05-18"), naming("b", "2021-05-01", precision="month"))
    assert spell.start == date(2021, 5, 18) and len(spell.dated()) == 1


def test_coarse_date_outside_stands_and_will_be_flagged() -> None:
    (spell,) = spells(naming("a", "2021-05-18"), naming("b", "2021-06-01", precision="month"))
    assert spell.start == date(2021, 6, 1) and len(spell.dated()) == 2


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2018-01-01", None, "tenure-1"),
        ("2023-01-01", None, "tenure-2"),
        ("2022-06-01", None, "tenure-2"),
        (None, None, "tenure-2"),
        ("2019-06-01", "2020-01-01", "tenure-1"),
    ],
)
def test_spell_continues_the_stored_tenure_that_it_means(start: str | None, end: str | None, expected: str) -> None:
    stored = (held("tenure-1", "2018-01-01", "2021-01-01"), held("tenure-2", "2023-01-01"))
    assert next(spell for spell in spells(naming("a", start, end), stored=stored) if spell.naming).tenure == expected


def test_spell_that_meets_no_stored_tenure_is_new_and_its_id_has_no_end() -> None:
    stored = (held("tenure-1", "2018-01-01", "2021-01-01", known="known"),)
    one, open_one = (
        next(spell for spell in spells(naming("a", "2023-01-01", end), stored=stored) if spell.naming)
        for end in ("2025-01-01", None)
    )
    assert one.tenure == open_one.tenure != "tenure-1"


def test_tenures_that_prove_to_be_one_are_merged() -> None:
    stored = (held("tenure-1", "2021-01-01"), held("tenure-2", None, record="record-b-1"))
    (spell,) = spells(naming("a", "2021-01-01"), naming("b", None), stored=stored)
    assert spell.tenure == "tenure-1" and [one.id for one in spell.merged] == ["tenure-2"]
    assert spell.records == {"record-a-1", "record-b-1"}


@pytest.mark.parametrize(
    ("kinds", "known", "opens"),
    [("a", "unknown", True), ("b", "unknown", True), ("a", "known", True), ("b", "known", False)],
)
def test_stored_end_falls_when_it_was_inferred_or_when_all_who_spoke_take_it_back(
    kinds: str, known: str, opens: bool
) -> None:
    stored = (held("tenure-1", "2021-01-01", "2026-01-01", known=known),)
    (spell,) = spells(*(naming(kind, "2021-01-01") for kind in kinds), stored=stored)
    assert spell.reopens is opens
