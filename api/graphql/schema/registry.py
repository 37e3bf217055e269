"""The classes that Strawberry turns into types, by their GraphQL names, made before anything refers to them.

Types refer to one another in circles. So a class is made, empty, the first time that its name is met, and gets its
fields later; what refers to it holds the class itself, and no name is ever looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Enum, EnumMeta
from types import new_class
from typing import Any, Literal, cast

import strawberry
from strawberry.scalars import JSON
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.unset import UNSET

from api.graphql.schema.field import DeclaredField, KnownType
from api.graphql.schema.rows import Argument, Row

__all__ = ["Registry"]

Form = Literal["object", "interface", "input", "choice"]
"""What a class becomes; ``choice`` is an input in which exactly one key is given (``@oneOf``)."""

_SCALARS: dict[str, Any] = {
    "ID": strawberry.ID, "String": str, "Int": int, "Float": float, "Boolean": bool, "Date": date, "DateTime": datetime,
    "JSON": JSON,
}  # fmt: skip
_FORMS: dict[Form, Callable[..., Any]] = {
    "object": strawberry.type,
    "interface": strawberry.interface,
    "input": strawberry.input,
    "choice": lambda made, **said: strawberry.input(made, one_of=True, **said),
}


class Registry:
    """The types of one schema while it is being built.

    >>> types = Registry()
    >>> types.declare("Grid", "网格 / grid", [Row("id", "ID!", "标识 / identity"), Row("parent", "Grid", "上级 / parent")])
    <class '...Grid'>
    >>> types.unfinished()
    []
    """

    def __init__(self) -> None:
        self._named: dict[str, Any] = dict(_SCALARS)
        self._read: dict[str, KnownType] = {}
        self._arguments: dict[Argument, StrawberryArgument] = {}
        self._done: set[str] = {*_SCALARS}

    def claim(self, name: str, *above: str) -> Any:
        """The class of that name, made where it is new, below the classes of its interfaces."""
        if name not in self._named:
            self._named[name] = new_class(name, tuple(self._named[interface] for interface in above))
        return self._named[name]

    def declare(
        self,
        name: str,
        says: str,
        rows: Iterable[Row],
        form: Form = "object",
        field: type[DeclaredField] = DeclaredField,
    ) -> Any:
        """Gives the class of that name its fields, of the class ``field``; what its interfaces have it has already."""
        made = self.claim(name)
        made.__annotations__ = {}
        for row in rows:
            if row.name in made.__annotations__:
                raise TypeError(f"declared twice: {name}.{row.name}")
            declared = field(row.name, self._annotation(row.type), row.says)
            declared.arguments = [self._argument(argument) for argument in row.arguments]
            setattr(made, row.name, declared)
            made.__annotations__[row.name] = object
        self._done.add(name)
        return _FORMS[form](made, name=name, description=says)

    def enumerate(self, name: str, says: str, values: Mapping[str, str]) -> None:
        """An enumeration of names, each with what it says; its members are called ``NAME_``, their value is the name."""
        members = {f"{value}_": strawberry.enum_value(value, value, description=said) for value, said in values.items()}
        made: Any = strawberry.enum(cast("EnumMeta", Enum(name, members)), name=name, description=says)
        self._named[name] = made.__strawberry_definition__
        self._done.add(name)

    def unfinished(self) -> list[str]:
        """The names that something refers to and nothing declares."""
        return sorted(self._named.keys() - self._done)

    def _argument(self, said: Argument) -> StrawberryArgument:
        if said not in self._arguments:
            default = UNSET if said.default is None else said.default
            self._arguments[said] = StrawberryArgument(
                said.name, said.name, self._annotation(said.type), description=said.says, default=default
            )
        return self._arguments[said]

    def _annotation(self, notation: str) -> KnownType:
        if notation not in self._read:
            self._read[notation] = KnownType(self._type(notation))
        return self._read[notation]

    def _type(self, notation: str) -> Any:
        """What GraphQL's own notation (``[Grid!]!``) means to Strawberry."""
        if not notation.endswith("!"):
            return StrawberryOptional(self._type(f"{notation}!"))
        bare = notation[:-1]
        return StrawberryList(self._type(bare[1:-1])) if bare.startswith("[") else self.claim(bare)
