"""What the parameters of all kinds have in common."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

__all__ = ["ConditionSpec", "ExpressionSpec", "Parameters", "PathSpec"]

PathSpec = str | dict[str, Any] | list[str | dict[str, Any]]
ConditionSpec = dict[str, Any]
ExpressionSpec = Any


class Parameters(BaseModel):
    """Parameters of a kind: closed, frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
