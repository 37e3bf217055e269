"""A field that is declared and never resolved: the compiler answers what reads it."""

from __future__ import annotations

from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField

__all__ = ["DeclaredField"]


class DeclaredField(StrawberryField):
    """A field with a type and arguments and without a resolver.

    Its class is never instantiated, so that the methods which Strawberry has dataclasses write for it stay empty.
    """

    def __init__(self, name: str, annotation: StrawberryAnnotation, says: str) -> None:
        super().__init__(name, name, annotation, description=says)
        self.init = self.repr = self.compare = False

    @property
    def type(self) -> Any:
        """The type as declared; what a class's annotations say does not count."""
        return self.resolve_type()

    @type.setter
    def type(self, type_: Any) -> None:
        pass

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """Raises the fault ``INTERNAL``: an operation that reads was not compiled."""
        from api.graphql.errors import fault

        raise fault("INTERNAL", why=f"not compiled: {self.name}")
