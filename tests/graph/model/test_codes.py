"""Division codes and unified social credit codes, against published samples and their own rules."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import division_level, is_uscc, parent_division, uscc_check

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODIES = st.text(alphabet=ALPHABET, min_size=17, max_size=17)
CODES = st.text(alphabet="0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    "code",
    ["91350100M000100Y43", "91330100799655058B", "9144030071526726XG", "914403001922038216", "91110000802100433B",
     "52140213MJ00001650"],
)  # fmt: skip
def test_real_credit_codes_pass(code: str) -> None:
    assert is_uscc(code)


@pytest.mark.parametrize(
    "code", ["91350100M000100Y4Z", "", "9135", "91350100m000100y43", "91350100M000100Y4I", "9135O100M000100Y43"]
)
def test_wrong_credit_codes_fail(code: str) -> None:
    assert not is_uscc(code)


@given(body=BODIES)
def test_check_character_completes_any_body(body: str) -> None:
    assert is_uscc(body + uscc_check(body))


@given(body=BODIES, place=st.integers(0, 16), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(body: str, place: int, other: str) -> None:
    wrong = body[:place] + other + body[place + 1 :] + uscc_check(body)
    assert is_uscc(wrong) == (other == body[place])


@given(text=st.text(max_size=20))
def test_any_text_may_be_asked(text: str) -> None:
    assert is_uscc(text) in (True, False)
    assert parent_division(text) is None or division_level(text)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("140000000000", "province", None),
        ("140200000000", "city", "140000000000"),
        ("140213000000", "district", "140200000000"),
        ("140213050000", "street", "140213000000"),
        ("140213050001", "community", "140213050000"),
        ("140213050199", "community", "140213050000"),
        ("140213064200", "village", "140213064000"),
        ("140213064399", "village", "140213064000"),
        ("140213064400", "community", "140213064000"),
        ("140213064598", None, None),
        ("140213064498", None, None),
        ("14021306420", None, None),
        ("１４０２１３０００００００", None, None),
    ],
)
def test_level_and_parent_follow_from_the_digits(code: str, level: str | None, parent: str | None) -> None:
    assert (division_level(code), parent_division(code)) == (level, parent)


@given(code=CODES)
def test_parents_end_at_a_province(code: str) -> None:
    steps = 0
    current: str | None = code
    while current is not None and steps < 6:
        current, steps = parent_division(current), steps + 1
    assert current is None and steps <= 5


def test_every_code_of_the_district_has_the_level_and_parent_that_the_list_says() -> None:
    list_file = resources.files("loaders.reference") / "data" / "divisions.csv"
    rows = [*csv.DictReader(list_file.read_text("utf-8").splitlines())]
    assert len(rows) == 1 + 18 + 155 + 47
    assert all(division_level(row["code"]) == row["level"] for row in rows)
    assert all(parent_division(row["code"]) == row["parent_code"] for row in rows if row["level"] != "district")
