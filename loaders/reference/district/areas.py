"""Streets, communities and villages: the real names and codes; all numbers about them are invented."""

from __future__ import annotations

from loaders.reference.district.records import Place
from loaders.reference.words import divisions

__all__ = ["communities", "streets", "villages"]


def streets() -> list[Place]:
    """The 18 streets in the order of their codes."""
    return [Place(row["code"], row["name"]) for row in divisions() if row["level"] == "street"]


def communities() -> list[Place]:
    """The 155 communities, named as people do: 康吉社区 for 康吉社区居民委员会."""
    return _children("community", "居民委员会", village=False)


def villages() -> list[Place]:
    """The 47 villages: 新泉村 for 新泉村村民委员会."""
    return _children("village", "村民委员会", village=True)


def _children(level: str, suffix: str, *, village: bool) -> list[Place]:
    names = {row["code"]: row["name"] for row in divisions()}
    return [
        Place(row["parent_code"], names[row["parent_code"]], row["code"], row["name"].removesuffix(suffix), village)
        for row in divisions()
        if row["level"] == level
    ]
