"""Micro-wishes as counts of a community and a period; never a wish, never a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Fixture = Callable[..., Any]
HEADINGS = ("社区", "时期", "征集数", "认领数", "未认领数")


@pytest.fixture
def counts(gathered: Fixture) -> dict[tuple[str, str, str], float]:
    """Every count of the hand-made workbook, by community, period and measure."""
    facts = gathered("wishes").desk.facts
    measured = [claim.ends for claim in facts.relationships.values() if claim.label == "MEASURES"]
    found = [(facts.nodes[indicator].properties, facts.nodes[area].properties["name"]) for indicator, area in measured]
    return {(area, told["period"], told["measure"]): told["value"] for told, area in found}


def test_each_count_measures_its_community(counts: dict[tuple[str, str, str], float]) -> None:
    assert len(counts) == 22 * 5 - 6
    assert counts["御东学府南社区", "2025-H2", "wishesTotal"] == 23
    assert counts["御东学府南社区", "2025-H2", "wishesClaimed"] == 21
    assert counts["兴国寺社区", "2026-07", "wishesTotal"] == 83
    assert counts["马家小村", "2026-H1", "wishesOverdue"] == 0


def test_an_empty_count_is_unknown_not_nought(counts: dict[tuple[str, str, str], float]) -> None:
    assert ("御华社区", "2025-H2", "wishesOverdue") not in counts
    assert ("御华社区", "2026-H1", "wishesOpen") not in counts
    assert counts["御华社区", "2025-H2", "wishesDone"] == 20


def test_a_part_larger_than_its_whole_is_flagged(gathered: Fixture, told: Fixture) -> None:
    flagged = told(gathered("wishes"), "wishes")
    assert (12, "F", "wishes.more_than_whole") in flagged
    assert (9, "I", "wishes.more_than_whole") not in flagged


def test_names_are_never_read(book: Fixture, gathered: Fixture) -> None:
    sheet = book("wishes").sheets[0]
    assert [what for _, _, what in sheet.dropped] == ["居民姓名"]
    assert [heading for _, heading, _ in sheet.unmapped] == ["认领人姓名"]
    assert not any(mention.record.kind == "wishes" for mention in gathered("wishes").desk.people.mentions.values())


def test_one_period_counted_twice_otherwise_is_refused(gathered: Fixture, roster: Fixture, told: Fixture) -> None:
    rows = [("康吉", "2026年上半年", 30, 20, 10), ("康吉", "2026.1-6", 40, 20, 20)]
    load = gathered(roster("wishes", HEADINGS, *rows))
    assert told(load, "wishes") == [(3, "C", "checks.contradiction")]
