"""An operation put to the engine and to the evaluation: one event loop, one driver and one engine for all of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from api.accounts.viewer import Viewer
from api.graphql.engine import Engine, Request
from api.graphql.limits import Limits
from graph.store.connection import Store
from tests.api.graphql.equality.compare import difference
from tests.api.graphql.equality.evaluate import Evaluated, Evaluation, plain_schema
from tests.api.graphql.equality.facts import Facts
from tests.api.graphql.equality.operation import Operation
from tests.api.graphql.equality.reduced import reduced

__all__ = ["LIMITS", "Asked", "Both", "Engines", "engines"]

LIMITS = Limits(cost=10**9, depth=60, aliases=1_000, fields=50_000, tokens=50_000, seconds=60.0)
"""What no random operation comes up against; pages keep their limit."""


@dataclass(frozen=True)
class Engines:
    """The engine over a store, asked from code that is not asynchronous."""

    engine: Engine
    runner: asyncio.Runner

    def ask(self, text: str, viewer: Viewer, variables: Mapping[str, Any] | None = None) -> bytes:
        """The body of the answer."""
        return self.runner.run(self.engine.answer(Request(text, dict(variables or {})), viewer)).body


@contextmanager
def engines(store: Store, limits: Limits = LIMITS) -> Iterator[Engines]:
    """An engine whose driver and loop are closed at the end."""
    with asyncio.Runner() as runner:
        driver = store.async_driver()
        try:
            yield Engines(Engine(driver, database=store.database, store=store, limits=limits), runner)
        finally:
            runner.run(driver.close())


@dataclass(frozen=True)
class Asked:
    """Both answers to an operation, and where they first differ."""

    expected: Evaluated
    data: Any
    codes: set[str]
    is_refused: bool
    variables: Mapping[str, Any]
    differs: str | None
    told: list[str] = field(default_factory=list)


class Both:
    """Asks one viewer's operations of the engine and of the evaluation over the same facts."""

    def __init__(self, engines: Engines, facts: Facts, viewer: Viewer) -> None:
        self._engines, self.viewer = engines, viewer
        self._evaluation = Evaluation(facts, viewer)

    def ask(self, operation: Operation) -> Asked:
        """Both answers. An operation with cursors comes after another, whose own cursors each side is given."""
        mine, theirs = dict(operation.variables), dict(operation.variables)
        if operation.before is not None:
            before = self.ask(operation.before)
            if before.differs is not None:
                return replace(before, told=["it differs before the cursor is used"])
            for name, way in operation.cursors.items():
                mine[name], theirs[name] = _at(before.expected.data, way), _at(before.data, way)
        expected = self._evaluation.answer(operation.text, mine)
        body = orjson.loads(self._engines.ask(operation.text, self.viewer, theirs))
        errors = body.get("errors", [])
        codes, told = {row["extensions"]["code"] for row in errors}, [row["message"] for row in errors]
        is_refused = body.get("data") is None
        differs = difference(expected, body.get("data"), codes, is_refused)
        return Asked(expected, body.get("data"), codes, is_refused, theirs, differs, told)

    def fault(self, operation: Operation) -> str | None:
        """Where the answers to an operation differ, told with the least of it that still shows a difference."""
        if (whole := self._asked(operation)).differs is None:
            return None
        smaller = reduced(operation, plain_schema(), lambda one: self._asked(one).differs is not None)
        asked = self._asked(smaller)
        return "\n".join(
            [
                f"{self.viewer.name} {whole.differs}; in short {asked.differs}",
                smaller.text,
                f"variables {json.dumps(asked.variables, ensure_ascii=False)}",
                f"expected {sorted(asked.expected.codes)} {json.dumps(asked.expected.data, ensure_ascii=False)}"[
                    :3_000
                ],
                f"answered {sorted(asked.codes)} {asked.told} {json.dumps(asked.data, ensure_ascii=False)}"[:3_000],
            ]
        )

    def _asked(self, operation: Operation) -> Asked:
        """Both answers, or those to the same text with other values where it is these that differ."""
        first = self.ask(operation)
        if first.differs is not None or operation.again is None:
            return first
        return self.ask(replace(operation, variables=operation.again))


def _at(data: Any, way: tuple[str | int, ...]) -> Any:
    """What lies at the end of a way through an answer; None where it ends before."""
    for step in way:
        if data is None or (isinstance(step, int) and step >= len(data)):
            return None
        data = data[step]
    return data
