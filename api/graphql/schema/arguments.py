"""The arguments that many fields share."""

from __future__ import annotations

from api.graphql.schema.rows import Argument

__all__ = ["AS_OF", "ID", "connection_arguments", "page", "said"]

ID = Argument("id", "ID!", "标识 / identity")
AS_OF = Argument(
    "asOf", "Date", "基准日期，1900–2200 年，默认今天（北京时间） / the day to look at, years 1900–2200; today in Beijing by default"
)  # fmt: skip
_PAGE = (
    Argument(
        "first",
        "Int",
        "取前几条，0–1000；first、last 都不给时为 100 / how many from the start; 100 where neither is given",
    ),
    Argument("after", "String", "此游标之后 / after this cursor"),
    Argument("last", "Int", "取后几条，0–1000 / how many from the end"),
    Argument("before", "String", "此游标之前 / before this cursor"),
)


def said(name: str, type: str, says: str, default: int | None = None) -> Argument:
    """An argument of one field."""
    return Argument(name, type, says, default)


def page() -> tuple[Argument, ...]:
    """The four arguments of a page."""
    return _PAGE


def connection_arguments(target: str) -> tuple[Argument, ...]:
    """The arguments of a connection of that type."""
    return (
        Argument("where", f"{target}Filter", "条件 / condition"),
        Argument("orderBy", f"[{target}Order!]", "次序，末尾总加标识 / order, always ended by the identity"),
        *_PAGE,
    )
