"""Fields that run a write when they are resolved, and fields of what a write answered."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from api.graphql.schema.field import DeclaredField
from api.graphql.writes.run import run_write

__all__ = ["GivenField", "WriteField"]


class GivenField(DeclaredField):
    """A field of an answer that is there as a mapping."""

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """The value under the field's name."""
        return source[self.python_name]


class WriteField(DeclaredField):
    """A mutation."""

    @property
    def is_basic_field(self) -> bool:
        """Never: it takes arguments."""
        return False

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Awaitable[dict[str, Any]]:
        """Runs the write."""
        # what writes is half of the program, and the schema needs none of it
        from api.graphql.writes.table import WRITES

        return run_write(WRITES[self.python_name], kwargs, info.context)
