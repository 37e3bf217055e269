"""One write from its arguments to its answer: the right to it, a thread for the driver, its errors, what was refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.accounts.audit import append_entries
from api.graphql.errors import GraphqlFault, fault, from_store_error
from api.graphql.writes.asked import Asked

__all__ = ["Write", "run_write"]

_LOG = logging.getLogger("govgraph.graphql")


@dataclass(frozen=True, slots=True)
class Write:
    """A mutation: its name, the right that it needs, and what it does."""

    name: str
    right: str
    work: Callable[..., dict[str, Any]]


async def run_write(write: Write, arguments: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """What the write answers. Raises ``GraphqlFault`` only; a refusal is in the audit with its code."""
    asked = Asked.of(context)
    return await asyncio.to_thread(_run, write, arguments, asked)


def _run(write: Write, arguments: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    try:
        if not asked.viewer.may(write.right):
            raise fault("FORBIDDEN", name=write.name)
        return write.work(asked, **arguments)
    except Exception as error:  # noqa: BLE001 - becomes a fault, whatever it is
        raised = from_store_error(error)
    _note(asked, write, str(arguments.get("id")), raised)
    raise raised


def _note(asked: Asked, write: Write, id: str, raised: GraphqlFault) -> None:
    """The entry of a refusal; where the store takes none, the refusal stands all the same."""
    entry = asked.entry(write.name, id, raised.code)
    try:
        asked.store.write(lambda tx: append_entries(tx, [entry]))
    except Exception as error:  # noqa: BLE001 - the first error is the one to tell
        _LOG.warning("refusal %s of %s is not in the audit: %s", raised.code, write.name, type(error).__name__)
