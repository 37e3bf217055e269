"""The lists of faults: which rules they name, and that a target is named once for a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from loaders.reference.district.plan import build_plan
from loaders.reference.faults import plant

Table = list[dict[str, Any]]

RULES = {
    f"{family}{number:02d}"
    for family, last in (("P", 24), ("G", 26), ("Y", 18), ("S", 24), ("N", 10))
    for number in range(1, last + 1)
}
COMPARISONS = {"G10", "G11", "G14", "G15", "Y12", "Y17"}
FIXED = {"P01", "P10", "P11", "P12", "P20", "S01", "S02", "N05"}
"""Rules that the figures fix: at nothing, or (S02, N05) at what implied.csv lists."""


def test_each_rule_that_can_find_has_three_planted_faults(notes: Callable[[str], Table]) -> None:
    planted = Counter(note["rule"] for note in notes("planted"))
    assert set(planted) == RULES - COMPARISONS - FIXED
    assert min(planted.values()) >= 3


def test_implied_rules_exist_and_follow_the_figures(notes: Callable[[str], Table]) -> None:
    implied = Counter(note["rule"] for note in notes("implied"))
    assert set(implied) <= RULES - COMPARISONS
    assert (implied["S02"], implied["N05"]) == (100, 1)


def test_a_target_is_planted_once_for_a_rule(notes: Callable[[str], Table]) -> None:
    planted = Counter((note["rule"], note["target"]) for note in notes("planted"))
    assert not [key for key, count in planted.items() if count > 1]


def test_every_note_says_why(notes: Callable[[str], Table]) -> None:
    assert all(note["target"] and note["why"] for name in ("planted", "implied") for note in notes(name))


def test_faults_are_spread_over_the_streets(notes: Callable[[str], Table]) -> None:
    streets = Counter(note["target"].split("/")[0] for note in notes("planted") if "街道/" in note["target"])
    assert len(streets) >= 16


def test_faults_can_be_planted_with_another_seed(notes: Callable[[str], Table]) -> None:
    assert len(plant(build_plan(2)).planted) == len(notes("planted"))
