"""What the store, the driver or the domain raised, as a fault that gives nothing away.

The text of a driver's error may hold Cypher and values of nodes: neither reaches an answer or the log. What has no code
of its own is ``INTERNAL`` with a random reference, under which the log has the kind of error and where it was raised.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

from api.graphql.errors.faults import GraphqlFault, fault
from graph.errors import StoreError, StoreRefused, UsageError

__all__ = ["from_store_error"]

_LOG = logging.getLogger("govgraph.graphql")
_STEPS = 8

_AWAY = (
    "ServiceUnavailable", "SessionExpired", "DatabaseUnavailable", "NotALeader", "ForbiddenOnReadOnlyDatabase",
    "TransientError", "AuthError", "TokenExpired", "ConnectionPoolError", "ConnectionAcquisitionTimeoutError", "IncompleteCommit",
)  # fmt: skip
"""Kinds of the driver's errors that mean: the store does not answer us, or not now."""

_OF_SERVER: tuple[tuple[str, str, str | None], ...] = (
    ("MemoryPoolOutOfMemory", "COST_LIMIT", "graphql.too_large"),
    ("OutOfMemory", "COST_LIMIT", "graphql.too_large"),
    ("TransactionTimedOut", "TIMEOUT", None),
    ("Transaction.Terminated", "TIMEOUT", None),
    ("TransactionTerminated", "TIMEOUT", None),
    ("LockClientStopped", "TIMEOUT", None),
    ("LockAcquisitionTimeout", "TIMEOUT", None),
)
"""Part of a server's code → ours, the first that fits."""
_AWAY_CODES = ("Neo.TransientError.", "Neo.ClientError.Security.", "Neo.DatabaseError.Transaction.", "DatabaseNotFound")
"""Of the others those that mean the store cannot answer now, or does not let this server in."""


def from_store_error(error: BaseException) -> GraphqlFault:
    """The fault for an error of store, driver or domain; a fault stays what it is.

    >>> from graph.errors import UsageError
    >>> from_store_error(UsageError("coverage.no_comment")).code
    'BAD_USER_INPUT'
    >>> from_store_error(TimeoutError()).code
    'TIMEOUT'
    """
    if isinstance(error, GraphqlFault):
        return error
    if isinstance(error, TimeoutError):
        return fault("TIMEOUT")
    if isinstance(error, UsageError):
        return GraphqlFault("BAD_USER_INPUT", error.message)
    if isinstance(error, StoreRefused):
        return GraphqlFault("CONFLICT", error.message)
    if isinstance(error, StoreError):
        return _unavailable(error)
    if type(error).__module__.startswith("neo4j"):
        return _of_driver(error)
    return fault("COST_LIMIT", "graphql.too_large") if isinstance(error, MemoryError) else _internal(error)


def _of_driver(error: BaseException) -> GraphqlFault:
    code = str(getattr(error, "code", None) or "")
    for part, ours, key in _OF_SERVER:
        if part in code:
            return fault(ours, key)
    away = any(part in code for part in _AWAY_CODES) or any(base.__name__ in _AWAY for base in type(error).__mro__)
    return _unavailable(error) if away else _internal(error)


def _unavailable(error: BaseException) -> GraphqlFault:
    _log(error, "-")
    return fault("STORE_UNAVAILABLE")


def _internal(error: BaseException) -> GraphqlFault:
    reference = secrets.token_hex(6)
    _log(error, reference)
    return fault("INTERNAL", reference=reference)


def _log(error: BaseException, reference: str) -> None:
    """The kind of error, the server's code and the lines of our code; never its words."""
    kind = f"{type(error).__module__}.{type(error).__name__}"
    steps = traceback.extract_tb(error.__traceback__)[-_STEPS:]
    where = " < ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in reversed(steps))
    _LOG.error("error %s: %s %s at %s", reference, kind, getattr(error, "code", None) or "-", where)
