"""What a field, an argument or an input field is, said in a row: name, type in GraphQL's notation, what it means."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Argument", "Row"]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field; ``default`` None: none."""

    name: str
    type: str
    says: str
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A field of an object, interface or input; ``says`` in Chinese, then English."""

    name: str
    type: str
    says: str
    arguments: tuple[Argument, ...] = ()
