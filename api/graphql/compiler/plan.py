"""What comes out of compiling: a statement, its parameters to be bound to variables, and how its answer is finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.graphql.compiler.arguments import Way, plain

__all__ = ["Convert", "Finish", "Parameter", "Plan", "run_finish"]

Convert = Callable[[Any], Any]
Finish = dict[str, "Finish | Convert"]
"""What to do with the values of an answer, by response key: a function for a value, or more keys below it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a statement: a value that the document says, or the way to one in the variables."""

    name: str
    value: Any = None
    way: Way | None = None
    convert: Convert | None = None

    def bind(self, variables: Mapping[str, Any]) -> Any:
        """Its value for these variables; raises what ``convert`` raises, such as BAD_CURSOR."""
        value: Any = self.value
        if self.way is not None:
            value = variables
            for key in self.way:
                value = value[key]
            value = plain(value)
        return value if self.convert is None else self.convert(value)


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled operation.

    ``text``: Cypher that answers one row with one map, ``data``, by response key; None where nothing is asked of the store.
    ``constants``: root fields that need no store. ``personal``: whether unmasked personal data leaves the store.
    ``notes``: what a null in the answer means, by the name of the parameter-free flag that the statement sends beside.
    """

    text: str | None
    parameters: tuple[Parameter, ...]
    finish: Finish
    constants: dict[str, Any]
    personal: bool
    notes: dict[str, str] = field(default_factory=dict)

    def bind(self, variables: Mapping[str, Any], *, today: date, scope: tuple[str, ...] = ()) -> dict[str, Any]:
        """The statement's parameters for these variables; ``scope``: the areas of a scoped viewer."""
        bound = {parameter.name: parameter.bind(variables) for parameter in self.parameters}
        bound["today"] = today
        if scope:
            bound["scope"] = list(scope)
        return bound


def run_finish(value: Any, finish: Finish) -> None:
    """Carries out what a plan says of its answer, in place; lists are gone through."""
    if isinstance(value, list):
        for item in value:
            run_finish(item, finish)
        return
    if value is None:
        return
    for key, step in finish.items():
        if key not in value:
            continue
        if isinstance(step, dict):
            run_finish(value[key], step)
        elif value[key] is not None:
            value[key] = step(value[key])
