"""Counts of alliances: by category, what is essential, what neighbours share, who has left, the newest wishes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api.pages.alliances import essential, left_by, members_of, neighbours, standings, wishes

DAY = date(2026, 11, 1)
L1: dict[str, Any] = {"id": "l1", "name": "甲联盟", "serves": {"nodes": [{"id": "a"}, {"id": "b"}]}}
L2: dict[str, Any] = {"id": "l2", "name": "乙联盟", "serves": {"nodes": [{"id": "c"}]}}


def merchant(id: str, category: str | None, left: str | None = None, label: str = "Alliance") -> dict[str, Any]:
    node = {"__typename": label, "id": "l1", "name": "甲联盟"}
    tie = {"category": category, "validFrom": "2024-01-01", "validTo": left, "node": node}
    place = {"id": "a", "name": "甲社区", "outside": id == "far"}
    return {"id": id, "name": id, "basedIn": place, "memberships": {"edges": [tie]}}


def community(id: str, *beside: str, label: str = "Community", outside: bool = False) -> dict[str, Any]:
    nodes = [{"__typename": label, "id": other, "name": other, "outside": outside} for other in beside]
    return {"id": id, "name": id, "adjacent": {"nodes": nodes}}


def test_members_are_counted_by_category_and_what_is_missing_is_told() -> None:
    members = members_of(
        [merchant("x", "餐饮"), merchant("y", "餐饮"), merchant("z", None), merchant("w", "药店", label="Unit")]
    )
    first, second = standings([L1, L2], members, ("餐饮", "药店"))
    assert (first.members, first.counts["餐饮"], first.counts[""], first.missing) == (3, 2, 1, ["药店"])
    assert (second.members, second.missing) == (0, ["餐饮", "药店"])
    assert members_of([merchant("far", "餐饮")])[0].place is None


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2020-01-01", None, ("餐饮", "药店")), ("2027-01-01", None, ()), ("2020-01-01", "2026-11-01", ()),
        (None, None, ("餐饮", "药店")),
    ],
)  # fmt: skip
def test_essential_is_what_the_rule_says_on_the_day(
    since: str | None, until: str | None, found: tuple[str, ...]
) -> None:
    threshold = {"name": "essential", "value": "餐饮 药店", "since": since, "until": until}
    other = {"name": "merchants", "value": "5", "since": None, "until": None}
    rules = [{"id": "S24", "thresholds": [other, threshold]}, {"id": "S09", "thresholds": [threshold]}]
    assert essential(rules, DAY) == found and essential(rules[1:], DAY) == ()


def test_neighbours_are_told_once_with_what_serves_both() -> None:
    rows = [community("a", "b", "c"), community("b", "a"), community("c", "a"), community("d", "x", label="Street")]
    found = neighbours([*rows, community("e", "y", outside=True)], [L1, L2])
    assert [({pair.one["id"], pair.other["id"]}, len(pair.shared)) for pair in found] == [
        ({"a", "b"}, 1),
        ({"a", "c"}, 0),
    ]


def test_who_has_left_by_the_day_is_told_the_last_first() -> None:
    rows = [
        merchant("a", "x", "2026-03-01"),
        merchant("b", "x", "2026-11-01"),
        merchant("c", "x", "2026-11-02"),
        merchant("d", "x"),
    ]
    assert [member.merchant["id"] for member in left_by(members_of(rows), DAY)] == ["b", "a"]


def test_wishes_are_of_the_newest_period_and_none_is_not_zero() -> None:
    def row(measure: str, period: str, value: float | None) -> dict[str, Any]:
        return {"measure": measure, "period": period, "value": value}

    nodes = [
        row("wishesTotal", "2026-H1", 35.0),
        row("wishesTotal", "2025-H2", 9.0),
        row("wishesOpen", "2026-H1", None),
    ]
    area = {"id": "a", "indicators": {"nodes": nodes}}
    assert wishes([area, {"id": "b", "indicators": {"nodes": []}}, {"id": "c"}]) == [
        (area, "2026-H1", {"wishesTotal": 35.0})
    ]
