"""What the parts of the compiler share while one plan is made: names, parameters, the day, and what has been noticed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graphql import FragmentDefinitionNode, GraphQLSchema

from api.graphql.catalogue import Catalogue, NodeType, Scalar
from api.graphql.compiler.access import Access
from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.plan import Convert, Finish, Parameter
from graph.as_of import read_as_of
from graph.errors import UsageError

__all__ = ["Build", "Emitted", "quote", "read_day"]


@dataclass
class _Shared:
    """What is one for the whole plan."""

    parameters: list[Parameter] = field(default_factory=list)
    names: int = 0
    personal: bool = False
    scopes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Build:
    """The schema, the catalogue, the viewer's access, the operation's variables, and ``on``: the parameter with the day."""

    schema: GraphQLSchema
    catalogue: Catalogue
    access: Access
    fragments: dict[str, FragmentDefinitionNode]
    variables: dict[str, Any]
    on: str = "$today"
    shared: _Shared = field(default_factory=_Shared)

    def at(self, on: str) -> Build:
        """The same for a root field with a day of its own."""
        return replace(self, on=on)

    def name(self, letter: str) -> str:
        """A new variable for the statement."""
        self.shared.names += 1
        return f"{letter}{self.shared.names}"

    def parameter(self, arg: Arg, convert: Convert | None = None) -> str:
        """A parameter that will hold the argument's value; equal ones are not held twice."""
        for known in self.shared.parameters:
            if arg.way is not None and known.way == arg.way and known.convert is convert:
                return f"${known.name}"
        name = f"p{len(self.shared.parameters)}"
        value = None if arg.way is not None else arg if arg.varies else arg.plain()
        self.shared.parameters.append(Parameter(name, value, arg.way, convert))
        return f"${name}"

    def type(self, name: str) -> NodeType:
        """A type of the catalogue."""
        return self.catalogue.types[name]

    def value(self, node: str, type_: NodeType, scalar: Scalar) -> str:
        """A property as conditions, orders and figures may use it."""
        return "null" if self.access.keeps_back(type_, scalar) else f"{node}.{quote(scalar.key)}"

    def check_use(self, type_: NodeType, scalar: Scalar) -> None:
        """Refuses a filter, order or group by what the viewer may not see; remembers that a personal one was used."""
        if self.access.check_use(type_, scalar, self.catalogue):
            self.note_personal()

    def note_personal(self) -> None:
        """Remembers that unmasked personal data leaves the store."""
        self.shared.personal = True

    @property
    def scope(self) -> str | None:
        """The variable that holds the ids of the viewer's areas on the day; None where everything is theirs."""
        if not self.access.scoped:
            return None
        return self.shared.scopes.setdefault(self.on, f"scope{len(self.shared.scopes)}")

    def imports(self, *names: str | None) -> str:
        """The variables that a CALL takes in: those named, and the viewer's areas."""
        return ", ".join([name for name in (*names, self.scope) if name])

    def carried(self) -> str:
        """What a WITH has to hand on beside its own."""
        return f", {self.scope}" if self.scope else ""


@dataclass
class Emitted:
    """Cypher for a value: subqueries to stand before it, the expression, and what is done with it afterwards."""

    expression: str
    calls: list[str] = field(default_factory=list)
    finish: Finish = field(default_factory=dict)


def quote(name: str) -> str:
    """A name of the model, or a response key, as an identifier."""
    assert "`" not in name
    return f"`{name}`"


def read_day(value: date) -> date:
    """A day of ``asOf``; raises the fault BAD_DATE for one that no store can answer."""
    from api.graphql.errors import fault

    try:
        return read_as_of(value)
    except UsageError as error:
        raise fault("BAD_DATE", value=str(value)) from error
