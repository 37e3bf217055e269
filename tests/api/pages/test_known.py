"""What all pages tell of the store: asked now and then, and marked as its most sensitive batch is."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from api.accounts.viewer import make_viewer
from api.pages.known import StoreWords


class Clock:
    """Seconds that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def words(*markings: str, districts: int = 1) -> tuple[StoreWords, list[str], Clock]:
    asked: list[str] = []
    clock = Clock()

    async def ask(name: str, **_: Any) -> dict[str, Any]:
        asked.append(name)
        district = {"id": "area-d", "name": "区", "synthetic": True}
        groups = [{"key": {"marking": each}} for each in markings]
        areas = {"nodes": [{"id": "area-s", "name": "永泰街道"}]}
        return {"districts": {"nodes": [district] * districts}, "importBatches": {"groupBy": groups}, "areas": areas}

    return StoreWords(ask, clock), asked, clock


@pytest.mark.parametrize(
    ("markings", "told"),
    [([], "内部"), (["公开"], "公开"), (["公开", "敏感", "内部"], "敏感"), (["内部", "公开"], "内部")],
)
def test_store_is_marked_as_its_most_sensitive_batch(markings: list[str], told: str) -> None:
    known, _, _ = words(*markings)
    assert asyncio.run(known.of_store()).marking == told


def test_store_is_asked_again_after_some_seconds_only() -> None:
    known, asked, clock = words(districts=0)
    for clock.now in (0.0, 9.0, 11.0, 12.0):
        assert asyncio.run(known.of_store()).district is None
    assert asked == ["store", "store"]


def test_scope_is_told_by_the_names_of_its_areas() -> None:
    known, asked, _ = words()
    viewer = make_viewer("值班", "reader", areas=("140213050000",))
    assert [asyncio.run(known.scope(viewer)) for _ in range(2)] == [["永泰街道"]] * 2 and asked == ["scope"]
    assert asyncio.run(known.scope(make_viewer("甲", "reader"))) == []
