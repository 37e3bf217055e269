"""The arguments that many fields share."""

from __future__ import annotations

from api.graphql.schema.rows import Argument

__all__ = ["AS_OF", "ID", "connection_arguments"]

ID = Argument("id", "ID!", "标识 / identity")
AS_OF = Argument(
    "asOf", "Date", "基准日期，1900–2200 年，默认今天（北京时间） / the day to look at, 1900–2200; by default today in Beijing"
)  # fmt: skip
_PAGE = (
    Argument("first", "Int", "前几条，默认 100 / how many from the start; 100 by default"),
    Argument("after", "String", "此游标之后 / after this cursor"),
    Argument("last", "Int", "后几条 / how many from the end"),
    Argument("before", "String", "此游标之前 / before this cursor"),
)


def connection_arguments(target: str) -> tuple[Argument, ...]:
    """The arguments of a connection of that type."""
    return (
        Argument("where", f"{target}Filter", "条件 / condition"),
        Argument("orderBy", f"[{target}Order!]", "次序，末尾总加标识 / order, always ended by the identity"),
        *_PAGE,
    )
