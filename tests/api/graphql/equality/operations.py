"""Random valid operations over the schema, with values out of the facts, steered to what has been asked for least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import GraphQLSchema, parse, validate

from api.accounts.viewer import Viewer
from api.graphql.catalogue import NodeType, Relation, Scalar, catalogue
from tests.api.graphql.equality.computed import COMPUTED, NEEDS
from tests.api.graphql.equality.conditions import Conditions
from tests.api.graphql.equality.entries import Entries
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.literals import Var, Word, arguments, literal, sent
from tests.api.graphql.equality.operation import Operation
from tests.api.graphql.equality.rights import may_follow, may_see, tells_of_persons
from tests.api.graphql.equality.samples import Samples
from tests.api.graphql.equality.tally import Tally, argument_key, relation_key
from tests.api.graphql.equality.walks import Walks

__all__ = ["BROAD", "SMALL", "Operations", "Size"]

ODD_NAMES = ("MATCH", "null", "true", "n", "_", "where", "id", "name", "RETURN", "__a", "nodes", "x" * 70)
"""Response keys that upset whoever builds a statement out of them."""


@dataclass(frozen=True)
class Size:
    """How large operations are: characters, root fields, levels. The database plans each anew, which for the large ones, and for
    those of a scope, takes longer than it gains."""

    characters: int = 800
    roots: tuple[int, ...] = (1, 1, 2)
    depths: tuple[int, ...] = (0, 1, 1, 2, 3)


SMALL = Size(350, (1,), (1, 1, 2))
"""Of what is planned slowly."""
BROAD = Size(800, (2, 3), (0, 1))
"""Of what asks for many things and leads nowhere."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A relation or a computed field in the answer."""

    name: str


class Operations:
    """Makes operations for one viewer; one of these holds what belongs to the operation that is being made."""

    def __init__(
        self, schema: GraphQLSchema, facts: Facts, viewer: Viewer, tally: Tally, rng: Random, size: Size | None = None
    ) -> None:
        self._size = size or Size()
        self._schema, self.viewer, self.tally = schema, viewer, tally
        self.samples = Samples(facts, rng)
        self.conditions = Conditions(self.samples, tally, self._may_use, self.may_follow)
        self.entries, self._walks = Entries(self), Walks(self)
        self._values: dict[str, list[Any]] = {}
        """What variables stood for so far, by their place: an argument of a field, or within an input its type."""
        self._begin()

    def _begin(self) -> None:
        self._variables: dict[str, tuple[str, Any]] = {}
        self._places: dict[str, str] = {}
        self._fragments: list[str] = []
        self._aliases = 0

    def make(self) -> Operation:
        """A valid operation; what does not fit the schema (two fields of one key that differ) is thrown away."""
        while True:
            self._begin()
            made = self._walks.make() if self.samples.chance(0.15) else self._operation()
            if len(made.text) < self._size.characters and not validate(self._schema, parse(made.text)):
                return made

    # ── whole operations ────────────────────────────────────────────────────────────────────────────────────────────

    def _operation(self) -> Operation:
        roots = [self._root() for _ in range(self.samples.one(self._size.roots))]
        text, first = self._text(" ".join(roots)), self._sent()
        return Operation(text, first, again=self._others() if first else None)

    def _text(self, selection: str) -> str:
        declared = ", ".join(f"${name}: {type}" for name, (type, _) in self._variables.items())
        head = f"query Q({declared})" if declared else self.samples.one(["query Q", "query", ""])
        return "\n".join([f"{head} {{ {selection} }}".strip(), *self._fragments])

    def _sent(self) -> dict[str, Any]:
        return {name: sent(value) for name, (_, value) in self._variables.items()}

    def _others(self) -> dict[str, Any]:
        """For each variable a value that another one had in its place."""
        return {name: sent(self.samples.one(self._values[place])) for name, place in self._places.items()}

    def _root(self) -> str:
        if self.samples.chance(0.55) and (made := self._aimed()):
            return made
        assert self._schema.query_type is not None
        names = [name for name in self._schema.query_type.fields if self._offers(name)]
        name = self.tally.fewest(names, self._least_of_root)
        depth = self.samples.one(self._size.depths)
        if name in self.entries.made:
            return self.entries.field(name)
        for type in catalogue().types.values():
            if name == type.one:
                given: dict[str, Any] = {"id": self.samples.id(type.name), **self._as_of()}
                return self.call("Query", name, given, self.selection(type, depth))
            if name == type.many:
                return self._connection("Query", name, type, None, depth, self._as_of())
        raise LookupError(name)

    def _least_of_root(self, name: str) -> str:
        """The key of a root field, or of an argument that only it has, where that was given less often."""
        assert self._schema.query_type is not None
        own = self._schema.query_type.fields[name].args if name in self.entries.made else ()
        return min(
            (f"root {name}", *(argument_key("Query", name, one) for one in own if one != "after")), key=self.tally.count
        )

    def _aimed(self) -> str | None:
        """A root field with what was asked least: an operator, a relation in a condition or in the answer, a computed field."""
        types = [type for type in catalogue().types.values() if type.name != "Node" and may_see(self.viewer, type.name)]
        aims = [(key, type, thing) for type in types for key, thing in self._things(type)]
        _, type, thing = self.tally.fewest(aims, lambda aim: aim[0])
        if isinstance(thing, _Asked):
            others = [other for key, other in self._things(type) if not isinstance(other, _Asked)]
            chosen = self.tally.fewest(others, self.conditions.least_key)
            where = {} if self.samples.chance(0.6) else {"where": self.conditions.about(type, chosen)}
            inner = self._follow(type, thing.name, 1)
            given = {**where, **self._as_of(), "first": self.samples.number(1, 9)}
            return self.call("Query", type.many, given, f"nodes {{ id {inner} }} totalCount")
        given = {"where": self.conditions.about(type, thing), **self._as_of(), "first": self.samples.number(0, 9)}
        return self.call("Query", type.many, given, self.parts(type, None, self.samples.number(0, 1)))

    def _things(self, type: NodeType) -> Iterator[tuple[str, Scalar | Relation | _Asked]]:
        """What may be asked of a type, each with its key."""
        for scalar in type.scalars.values():
            if scalar.filterable and self._may_use(type, scalar):
                yield self.conditions.least_key(scalar), scalar
        for name, key in self._deep(type).items():
            yield key, _Asked(name)
        for relation in type.relations.values():
            if self.may_follow(relation):
                yield self.conditions.least_key(relation), relation

    def _offers(self, name: str) -> bool:
        if name in self.entries.made:
            return self.entries.may(name)
        types = [type for type in catalogue().types.values() if name in (type.one, type.many)]
        return any(self._likely(may_see(self.viewer, type.name)) for type in types)

    def _as_of(self) -> dict[str, Any]:
        return {"asOf": self.samples.day()} if self.samples.chance(0.75) else {}

    # ── fields ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def call(self, parent: str, name: str, given: Mapping[str, Any], selection: str | None) -> str:
        """A field with its arguments and what is selected of it, now and then behind an alias or a directive."""
        declared = self._schema.type_map[parent].fields[name]  # type: ignore[attr-defined]
        told = {key: self._put(str(declared.args[key].type), value, f"{name}.{key}") for key, value in given.items()}
        within = f"({arguments(told)})" if told else ""
        return f"{self._alias(told)}{name}{within}{self._directive()}{f' {{ {selection} }}' if selection else ''}"

    def _alias(self, given: Mapping[str, Any]) -> str:
        if not given and self.samples.chance(0.93):
            return ""
        if self.samples.chance(0.06):
            return f"{self.samples.one(ODD_NAMES)}: "
        self._aliases += 1
        return f"a{self._aliases}: "

    def _directive(self) -> str:
        if not self.samples.chance(0.05):
            return ""
        word, value = self.samples.one(["skip", "include"]), self.samples.chance(0.5)
        told: Any = self._variable("Boolean!", value) if self.samples.chance(0.6) else value
        return f" @{word}(if: {literal(told)})"

    def _variable(self, type: str, value: Any, place: str = "") -> Var:
        name = f"v{len(self._variables)}"
        self._variables[name], self._places[name] = (type, value), f"{place} {type}"
        self._values.setdefault(self._places[name], []).append(value)
        return Var(name)

    def _put(self, type: str, value: Any, place: str = "") -> Any:
        """The value in the text, as a variable, or in the text with a variable in a place of it."""
        if isinstance(value, Var) or self.samples.chance(0.55):
            return value
        if isinstance(value, list) and value and "Order" not in type and self.samples.chance(0.6):
            spot, inner = self.samples.number(0, len(value) - 1), type.removesuffix("!")[1:-1]
            return [*value[:spot], self._put(inner, value[spot]), *value[spot + 1 :]]
        if isinstance(value, dict) and self.samples.chance(0.6):
            fields = self._schema.type_map[type.strip("[]!")].fields  # type: ignore[attr-defined]
            key = self.samples.one([*value]) if value else None
            if key is not None and not str(fields[key].type).endswith("!") and "Order" not in type:
                return {**value, key: self._put(str(fields[key].type), value[key])}
            return value
        return self._variable(type, value, place)

    def selection(self, type: NodeType, depth: int) -> str:
        """What is selected of a node: properties, relations, computed fields, fragments."""
        parts = [self._scalar(type) for _ in range(self.samples.number(1, 4))]
        parts += [self._deeper(type, depth) for _ in range(self.samples.one([0, 1, 1, 1, 2]) if depth > 0 else 0)]
        if self.samples.chance(0.25):
            parts.append(self._fragment(type, depth))
        self_made = [part for part in parts if part]
        return " ".join(self_made) or "id"

    def _scalar(self, type: NodeType) -> str:
        if self.samples.chance(0.1):
            return self.samples.one(["__typename", "outside", "id"])
        names = [
            row.name
            for row in type.scalars.values()
            if self._likely(row.name != "sources" or self.viewer.may("sources"))
        ]
        return self.call(type.name, self.samples.one(names), {}, None)

    def _deeper(self, type: NodeType, depth: int) -> str:
        keys = self._deep(type)
        return self._follow(type, self.tally.least([*keys], keys.__getitem__), depth) if keys else ""

    def _deep(self, type: NodeType) -> dict[str, str]:
        """The relations and computed fields of a type, each with its key."""
        keys = {row.name: relation_key(row) for row in type.relations.values() if self.may_follow(row)}
        computed = [
            name for name in COMPUTED if name not in keys and name in self._fields(type) and self.may_all(NEEDS[name])
        ]
        return keys | {name: self._least_of_computed(type, name) for name in computed}

    def _least_of_computed(self, type: NodeType, name: str) -> str:
        """The key of a computed field, or of an argument of it that needs no cursor, where that was given less often."""
        own = (
            argument_key(type.name, name, one)
            for one in self._fields(type)[name].args
            if one not in ("after", "before")
        )
        return min((f"computed {name}", *own), key=self.tally.count)

    def _follow(self, type: NodeType, name: str, depth: int) -> str:
        """A relation or a computed field with what is selected of it."""
        if name not in type.relations:
            return self.entries.computed(type, name, depth - 1)
        relation = type.relations[name]
        target = catalogue().types[relation.target]
        if relation.many:
            return self._connection(type.name, name, target, relation, depth - 1, {})
        return self.call(type.name, name, {}, self.selection(target, depth - 1))

    def _fields(self, type: NodeType) -> Mapping[str, Any]:
        fields: Mapping[str, Any] = self._schema.type_map[type.name].fields  # type: ignore[attr-defined]
        return fields

    def _fragment(self, type: NodeType, depth: int) -> str:
        """The same selection in a fragment, on the type itself, an interface of it, or a type that it may turn out to be."""
        types = catalogue().types
        names = [
            type.name,
            *type.interfaces,
            *(name for name in type.concrete if self._likely(may_see(self.viewer, name))),
        ]
        within = types[self.samples.one(names)]
        selection = self.selection(within, min(depth, 1))
        if self.samples.chance(0.6):
            return f"... on {within.name}{self._directive()} {{ {selection} }}"
        name = f"F{len(self._fragments)}"
        self._fragments.append(f"fragment {name} on {within.name} {{ {selection} }}")
        return f"...{name}{self._directive()}"

    def _connection(
        self, parent: str, name: str, type: NodeType, relation: Relation | None, depth: int, given: Mapping[str, Any]
    ) -> str:
        return self.call(parent, name, {**given, **self.paging(type, depth)}, self.parts(type, relation, depth))

    def paging(self, type: NodeType, depth: int, often: float = 0.45) -> dict[str, Any]:
        """Arguments of a connection: a condition, an order, a length; long pages only where nothing hangs on them."""
        given: dict[str, Any] = {}
        if self.samples.chance(often):
            given["where"] = self.conditions.filter(type)
        if self.samples.chance(often):
            given["orderBy"] = self.conditions.order(type)
        if self.samples.chance(0.95 if depth > 0 else 0.6):
            given[self.samples.one(["first", "first", "last"])] = self.samples.number(0, 4 if depth > 1 else 9)
        if self.samples.chance(0.02):
            given[self.samples.one(["where", "orderBy", "first", "last", "after", "before"])] = None
        return given

    def parts(self, type: NodeType, relation: Relation | None, depth: int) -> str:
        """What is selected of a connection."""
        made = []
        if self.samples.chance(0.7):
            made.append(f"nodes {{ {self.selection(type, depth)} }}")
        if self.samples.chance(0.35):
            made.append(f"edges {{ {self._edge(type, relation, depth)} }}")
        for part, share in (
            ("totalCount", 0.35),
            ("pageInfo { hasNextPage hasPreviousPage endCursor startCursor }", 0.25),
            ("outsideCount", 0.3 if relation else 0.0),
            (f"aggregate {{ {self._figures(type)} }}", 0.2),
            (self._groups(type), 0.15),
        ):
            if part and self.samples.chance(share):
                made.append(part)
        return " ".join(made) or "totalCount"

    def _edge(self, type: NodeType, relation: Relation | None, depth: int) -> str:
        made = [self.samples.one(["cursor", "__typename"])]
        if self.samples.chance(0.7):
            made.append(f"node {{ {self.selection(type, depth)} }}")
        scalars = [row.name for row in relation.scalars.values() if row.name != "sources"] if relation else []
        return " ".join(made + (self.samples.some(scalars, 3) if scalars else []))

    def _figures(self, type: NodeType) -> str:
        measured = [row for row in type.scalars.values() if row.measurable]
        made = ["count"] if not measured or self.samples.chance(0.5) else []
        for row in self.samples.some(measured, 2) if measured else []:
            fields = self._schema.type_map[f"{row.kind}Aggregate"].fields  # type: ignore[attr-defined]
            made.append(f"{row.name} {{ {' '.join(self.samples.some([*fields], 4))} }}")
        return " ".join(made)

    def _groups(self, type: NodeType) -> str:
        keys = [row.name for row in type.scalars.values() if row.groupable and self._may_use(type, row)]
        by = self.samples.some(keys, 2)
        given: dict[str, Any] = {"by": [Word(key) for key in by]}
        if self.samples.chance(0.4):
            given["first"] = self.samples.number(0, 5)
        shown = f"key {{ {' '.join(dict.fromkeys([*by, self.samples.one(keys)]))} }}"
        name = f"g{len(self._variables)}_{self.samples.number(0, 999)}"
        return f"{name}: groupBy({arguments(given)}) {{ {shown} aggregate {{ {self._figures(type)} }} }}"

    # ── what the viewer may ask for ─────────────────────────────────────────────────────────────────────────────────

    def _likely(self, allowed: bool) -> bool:
        """What is allowed, and seldom what is not: it must be refused."""
        return allowed or self.samples.chance(0.004)

    def may_all(self, rights: tuple[str, ...]) -> bool:
        return self._likely(all(self.viewer.may(right) for right in rights))

    def _may_use(self, type: NodeType, scalar: Scalar) -> bool:
        personal = tells_of_persons(self.viewer, type, scalar) and not self.viewer.may("names")
        return self._likely(not personal and (scalar.name != "sources" or self.viewer.may("sources")))

    def may_follow(self, relation: Relation) -> bool:
        return self._likely(may_follow(self.viewer, relation) and may_see(self.viewer, relation.target))
