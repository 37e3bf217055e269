"""A field that is declared and never resolved: the compiler answers what reads it."""

from __future__ import annotations

from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField

__all__ = ["DeclaredField", "KnownType"]


class KnownType(StrawberryAnnotation):
    """A type that is at hand: nothing is evaluated, and nothing is generic."""

    def __init__(self, type: Any) -> None:
        super().__init__(type, namespace={})

    def resolve(self, *, type_definition: Any = None) -> Any:
        """The type itself."""
        return self.raw_annotation


class DeclaredField(StrawberryField):
    """A field with a type and arguments and without a resolver.

    Its class is never instantiated, so that the methods which Strawberry has dataclasses write for it stay empty.
    """

    def __init__(self, name: str, type: KnownType, says: str) -> None:
        super().__init__(name, name, type, description=says)
        self._known = type.raw_annotation
        self.init = self.repr = self.compare = False

    @property
    def type(self) -> Any:
        """The type as declared; what a class's annotations say does not count."""
        return self._known

    @type.setter
    def type(self, type_: Any) -> None:
        pass

    def resolve_type(self, *, type_definition: Any = None) -> Any:
        """The type as declared."""
        return self._known

    @property
    def is_graphql_generic(self) -> bool:
        """Never."""
        return False

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """Raises the fault ``INTERNAL``: an operation that reads was not compiled."""
        from api.graphql.errors import fault

        raise fault("INTERNAL", reference=f"not compiled: {self.name}")
