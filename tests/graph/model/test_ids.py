"""Identities: the same for the same parts, other for others."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from graph.model import make_id

PARTS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=8), min_size=1, max_size=4)


@given(parts=PARTS)
def test_ids_are_equal_and_plain(parts: list[str]) -> None:
    assert make_id("org", *parts) == make_id("org", *parts)
    assert re.fullmatch(r"org-[0-9a-f]{20}", make_id("org", *parts))


@given(one=PARTS, other=PARTS)
def test_other_parts_give_other_ids(one: list[str], other: list[str]) -> None:
    assert (make_id("org", *one) == make_id("org", *other)) == (one == other)


def test_parts_cannot_run_into_one_another() -> None:
    assert (
        len({make_id("org", "ab", "c"), make_id("org", "a", "bc"), make_id("org", "abc"), make_id("org", "abc", "")})
        == 4
    )


def test_nothing_and_the_empty_text_are_one_part() -> None:
    assert make_id("tenure", "post", None) == make_id("tenure", "post", "")


def test_id_is_the_same_in_every_version() -> None:
    """Stores hold these; a new way of making them needs a new model version."""
    assert make_id("org", "OwnersCommittee", "area-140213050001", "锦绣花园") == "org-47196cd92929bc65a86e"
