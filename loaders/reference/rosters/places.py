"""The two columns that nearly every roster starts with, and the title above them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from loaders.reference.district.records import Place
from loaders.reference.rosters.sheet import Column, Down

__all__ = ["STATED", "place_columns", "titled"]

STATED = "填报单位：平城区（示例）　　填报日期：2026年10月20日"


class Placed(Protocol):
    @property
    def place(self) -> Place: ...


Record = TypeVar("Record", bound=Placed)


def place_columns(
    street: str = "街道",
    community: str = "社区",
    *,
    down: Down = "repeat",
    named: Callable[[Place], str] = lambda place: place.community,
    street_named: Callable[[Place], str] = lambda place: place.street,
) -> list[Column[Record]]:
    """Street and community under these headings, spelled as the book spells them."""
    return [
        Column(street, lambda row: street_named(row.place), down=down),
        Column(community, lambda row: named(row.place), down=down),
    ]


def titled(text: str) -> str:
    """大同市平城区…（示例数据）: nobody shall take the file for a real one."""
    return f"大同市平城区{text}（示例数据）"
