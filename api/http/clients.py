"""How many requests of one client are being answered at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from api.graphql.errors import fault
from api.http.refusal import Refusal

__all__ = ["Clients"]


class Clients:
    """Counts what is under way by client: an account, or an address where nobody has signed in.

    >>> clients = Clients(1)
    >>> with clients.one_more("a"), clients.one_more("b"):
    ...     clients.under_way
    2
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._counts: Counter[str] = Counter()
        self.under_way = 0

    @contextmanager
    def one_more(self, client: str) -> Iterator[None]:
        """While a request is answered; raises ``Refusal`` (429) where the client has as many as it may already."""
        if self._counts[client] >= self._limit:
            raise Refusal(fault("TOO_MANY_REQUESTS", seconds=1), retry_after="1")
        self._counts[client] += 1
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1
            self._counts[client] -= 1
            if not self._counts[client]:
                del self._counts[client]  # or every address that ever asked would stay
