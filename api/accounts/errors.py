"""What can go wrong with accounts, beside errors of usage and of the store."""

from __future__ import annotations

from typing import Any

from graph.errors import GovgraphError, StoreError

__all__ = ["AuditStopped", "LoginRefused"]


class LoginRefused(GovgraphError):
    """Nobody is let in; ``retry_after`` are the seconds to wait where trying again sooner is useless, ``reason``
    what went wrong with a provider, in a word.

    Name unknown, password wrong and account disabled read alike: the text tells nobody which names exist.
    """

    exit_code = 3

    def __init__(self, key: str, /, *, retry_after: int | None = None, **values: Any) -> None:
        super().__init__(key, **values)
        self.retry_after = retry_after
        self.reason = str(values.get("reason", ""))


class AuditStopped(StoreError):
    """An audit entry cannot be kept, so what it is about must not be answered."""
