"""``orderBy``, and where in that order a page begins or ends: keyset predicates, with null as the largest value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import Any

from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build
from api.graphql.compiler.cursors import as_kind, decode, encode
from api.graphql.compiler.hops import Hop
from api.graphql.errors import fault

__all__ = ["Order", "order_of"]


@dataclass(frozen=True, slots=True)
class _Key:
    """One key: the expression, whether it goes down, whether it may be missing, and its kind."""

    expression: str
    down: bool
    nullable: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of an order, ended by what no two rows share, and the words that a cursor is bound to."""

    keys: tuple[_Key, ...]
    signature: str

    def clause(self, *, backward: bool = False) -> str:
        """ORDER BY in Cypher; ``backward`` for a page that is read from its end."""
        words = [f"{key.expression}{' DESC' if key.down != backward else ''}" for key in self.keys]
        return f"ORDER BY {', '.join(words)}"

    def present(self) -> tuple[str, ...]:
        """That the first keys are there, which every node's are: said so that an index may give the order."""
        there = [*takewhile(lambda key: not key.nullable, self.keys)]
        return () if not there or there[0].kind == "ID" else tuple(f"{key.expression} IS NOT NULL" for key in there)

    def position(self) -> str:
        """A row's place in the order as a list, dates as text."""
        values = [
            f"toString({key.expression})" if key.kind in ("Date", "DateTime") else key.expression for key in self.keys
        ]
        return f"[{', '.join(values)}]"

    def token(self) -> Callable[[Any], str]:
        """What makes a cursor of a position."""
        return partial(encode, self.signature)

    def beyond(self, build: Build, cursor: Arg, *, backward: bool = False) -> tuple[str, ...]:
        """The condition that a row lies after the cursor (before it where ``backward``), as alternatives that exclude each other:
        two where an index may give the order, each of which it can seek."""
        values = [
            build.parameter(cursor, partial(self._value, position=position)) for position in range(len(self.keys))
        ]
        pairs = list(zip(self.keys, values, strict=True))
        condition = ""
        for place, (key, value) in reversed([*enumerate(pairs)]):
            further = _further(key, value, down=key.down != backward)
            if place == 0 and condition and not key.nullable:
                return f"{_same(key, value)} AND {condition}", further
            condition = f"({further} OR ({_same(key, value)} AND {condition}))" if condition else further
        return (condition,)

    def _value(self, token: str, *, position: int) -> Any:
        values = decode(self.signature, token)
        if len(values) != len(self.keys):
            raise fault("BAD_CURSOR")
        return as_kind(values[position], self.keys[position].kind)


def _further(key: _Key, value: str, *, down: bool) -> str:
    if not key.nullable:
        return f"{key.expression} {'<' if down else '>'} {value}"
    if down:
        return f"({key.expression} < {value} OR ({value} IS NULL AND {key.expression} IS NOT NULL))"
    return f"({key.expression} > {value} OR ({key.expression} IS NULL AND {value} IS NOT NULL))"


def _same(key: _Key, value: str) -> str:
    if not key.nullable:
        return f"{key.expression} = {value}"
    return f"({key.expression} = {value} OR ({key.expression} IS NULL AND {value} IS NULL))"


def order_of(build: Build, hop: Hop, order_by: Arg | None) -> Order:
    """The order asked for, ended by the identity of the node and, where there is one, of the relationship.

    Raises the fault BAD_USER_INPUT where an item of ``orderBy`` does not name exactly one key.
    """
    keys, words = [], [hop.target.name, hop.relation.kind if hop.relation else hop.field]
    for item in order_by.items() if order_by is not None else ():
        given = [(name, arg) for name, arg in item.fields() if arg.value is not None]
        if len(given) != 1:
            raise fault("BAD_USER_INPUT", "graphql.one_key", name="orderBy", found=len(given))
        name, arg = given[0]
        scalar = hop.target.scalars[name]
        build.check_use(hop.target, scalar)
        down = arg.plain() == "DESC"
        keys.append(_Key(build.value(hop.node, hop.target, scalar), down, not scalar.required, scalar.kind))
        words.append(f"{name} {'DESC' if down else 'ASC'}")
    keys.append(_Key(f"{hop.node}.id", False, False, "ID"))
    if hop.row is not None:
        keys.append(_Key(f"{hop.row}.id", False, False, "ID"))
    return Order(tuple(keys), "|".join(words))
