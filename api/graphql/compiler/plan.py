"""What comes out of compiling: a statement, its parameters to be bound to variables, and how its answer is finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from api.graphql.compiler.arguments import Arg, Way, plain
from api.graphql.errors import as_error, fault

if TYPE_CHECKING:
    from api.accounts.viewer import Viewer

__all__ = ["Convert", "Finish", "Noted", "Parameter", "Plan", "Told", "merge_finish", "run_finish"]

Convert = Callable[[Any], Any]
Told = Callable[["Viewer", Mapping[str, Any]], Any]
"""The value of a root field that needs no store, for whoever asks and the variables."""
Finish = dict[str, "Finish | Convert | Noted"]
"""What to do with the values of an answer, by response key: a function for a value, or more keys below it."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A field that the statement answers with ``false`` where it has no value: null stands in the answer, an error beside.

    ``code``: the error's; ``told``: the places of its text, each with the parameter that has the value. ``then``: what is
    done with a value that is there.
    """

    code: str
    told: Mapping[str, str]
    then: Finish | Convert | None = None

    def error(self, way: Way, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The entry of ``errors`` for the field at that way, of a statement that was run with these parameters."""
        return as_error(fault(self.code, **{place: parameters[name] for place, name in self.told.items()}), way)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a statement: a value that the document says, perhaps with variables in it, or the way to one in the
    variables."""

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
        elif isinstance(value, Arg):
            value = value.bound(variables)
        return value if self.convert is None else self.convert(value)


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled operation.

    ``text``: Cypher that answers one row with one map, ``data``, by response key; None where nothing is asked of the store.
    ``told``: root fields that need no store. ``personal``: whether unmasked personal data leaves the store.
    """

    text: str | None
    parameters: tuple[Parameter, ...]
    finish: Finish
    told: dict[str, Told]
    personal: bool

    def bind(self, variables: Mapping[str, Any], *, today: date, scope: tuple[str, ...] = ()) -> dict[str, Any]:
        """The statement's parameters for these variables; ``scope``: the areas of a scoped viewer."""
        bound = {parameter.name: parameter.bind(variables) for parameter in self.parameters}
        bound["today"] = today
        if scope:
            bound["scope"] = list(scope)
        return bound


def run_finish(value: Any, finish: Finish) -> list[tuple[Way, Noted]]:
    """Carries out what a plan says of its answer, in place; lists are gone through. What has to be told of it, with where."""
    noted: list[tuple[Way, Noted]] = []
    _run(value, finish, noted, None)
    return noted


_Link = tuple["_Link | None", "str | int"]
"""A way as it is made on the way down: what lies above, and one key more."""


def _run(value: Any, finish: Finish, noted: list[tuple[Way, Noted]], at: _Link | None) -> None:
    if isinstance(value, list):
        for position, item in enumerate(value):
            _run(item, finish, noted, (at, position))
        return
    if value is None:
        return
    for key, step in finish.items():
        if key not in value:
            continue
        then: Finish | Convert | None
        if isinstance(step, Noted):
            if value[key] is False:
                value[key] = None
                noted.append((_way((at, key)), step))
            then = step.then
        else:
            then = step
        if isinstance(then, dict):
            _run(value[key], then, noted, (at, key))
        elif then is not None and value[key] is not None:
            value[key] = then(value[key])


def _way(link: _Link | None) -> Way:
    keys: list[str | int] = []
    while link is not None:
        link, key = link
        keys.append(key)
    return tuple(reversed(keys))


def merge_finish(into: Finish, more: Finish) -> None:
    """Adds to what is done with an answer what is done with it where its nodes are of another type."""
    for key, step in more.items():
        known, below = _below(into.get(key)), _below(step)
        if known is not None and below is not None:
            merge_finish(known, below)
        else:
            into[key] = step


def _below(step: Finish | Convert | Noted | None) -> Finish | None:
    then = step.then if isinstance(step, Noted) else step
    return then if isinstance(then, dict) else None
