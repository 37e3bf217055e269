"""What a description says: Chinese, then English."""

from __future__ import annotations

from typing import Protocol

from api.graphql.catalogue import Scalar

__all__ = ["both", "with_unit"]


class _Said(Protocol):
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def both(said: _Said) -> str:
    """The words of a type, a property or a relation in both languages."""
    return f"{said.zh} / {said.en}"


def with_unit(scalar: Scalar) -> str:
    """The words of a property, with its unit.

    >>> with_unit(Scalar("staff", "staff", "Int", "从业人数", "staff", "public", unit="人"))
    '从业人数（人） / staff'
    """
    return f"{scalar.zh}（{scalar.unit}） / {scalar.en}" if scalar.unit else both(scalar)
