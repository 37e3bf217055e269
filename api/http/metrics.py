"""Figures for operators, in the text format of Prometheus; nothing in them is about a person.

A registry of its own for every application, so that two in one process do not count together.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

__all__ = ["CONTENT_TYPE", "Metrics"]

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_PRICES = (10, 100, 1_000, 10_000, 100_000, 1_000_000)


class Metrics:
    """Requests by kind and status, how long they took, what they cost, plans found in the cache, and the pool."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter("govgraph_requests", "Requests answered", ["kind", "status"], registry=self.registry)
        self._seconds = Histogram(
            "govgraph_request_seconds", "Time to answer", ["kind"], buckets=_SECONDS, registry=self.registry
        )
        self._errors = Counter("govgraph_errors", "Errors answered, by code", ["code"], registry=self.registry)
        self._price = Histogram(
            "govgraph_operation_price", "Price of operations", buckets=_PRICES, registry=self.registry
        )
        self._counters: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def answered(self, kind: str, status: int, seconds: float, *, code: str | None = None, price: int = 0) -> None:
        """One request more; ``kind``: query, mutation, page, refused (turned down before it had a kind) or other."""
        found = self._counters.get((kind, status))
        if found is None:
            found = self._counters[kind, status] = self._requests.labels(kind, str(status)), self._seconds.labels(kind)
        found[0].inc()
        found[1].observe(seconds)
        if code is not None:
            self._errors.labels(code).inc()
        if price:
            self._price.observe(price)

    def watch(self, name: str, what: str, read: Callable[[], float]) -> None:
        """A figure that is read when somebody looks."""
        Gauge(name, what, registry=self.registry).set_function(read)

    def page(self) -> bytes:
        """All of it as text."""
        return generate_latest(self.registry)
