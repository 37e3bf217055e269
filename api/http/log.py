"""Lines for operators, one JSON document each, on standard error; nothing in them comes out of the graph.

A request's line has its number, route, status, code, duration, size, the operation's name and kind, the first sixteen
digits of its document's SHA-256, and the account. Neither documents nor variables, addresses of clients nor words of
errors are written: any of these may hold what somebody typed about a person.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import orjson

__all__ = ["JsonLines", "Record", "logging_to", "where_raised"]

_LOGGERS = ("api", "govgraph", "uvicorn", "uvicorn.error")
_STEPS = 8


@dataclass(slots=True)
class Record:
    """What is known of a request while it is answered; written when that is done."""

    id: str
    method: str
    route: str
    kind: str = "other"
    status: int = 0
    code: str | None = None
    viewer: str | None = None
    role: str | None = None
    operation: str | None = None
    document: str | None = None
    price: int = 0
    size: int = 0

    def told(self, seconds: float) -> dict[str, Any]:
        """The line's members; what is not known is left out."""
        members = {
            "id": self.id, "method": self.method, "route": self.route, "kind": self.kind, "status": self.status,
            "code": self.code, "operation": self.operation, "document": self.document, "price": self.price or None,
            "viewer": self.viewer, "role": self.role, "bytes": self.size, "ms": round(seconds * 1000, 2),
        }  # fmt: skip
        return {name: value for name, value in members.items() if value is not None}


class JsonLines(logging.Handler):
    """Writes each record as one JSON document a line; ``told`` beside a record are further members."""

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a line; a stream that nobody reads any more is no reason to stop answering."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "event": record.name.rpartition(".")[2],
        }  # fmt: skip
        told = getattr(record, "told", None)
        line |= told if told is not None else {"text": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = where_raised(record.exc_info[1])
        stream = self._stream or sys.stderr
        try:
            stream.write(orjson.dumps(line, default=str).decode() + "\n")
            stream.flush()
        except (OSError, ValueError):
            return


def where_raised(error: BaseException) -> str:
    """The kind of an error and the lines that it came through, never its words.

    >>> try:
    ...     int("张三 13800000001")
    ... except ValueError as error:
    ...     where_raised(error).partition(" at ")[0]
    'ValueError'
    """
    steps = traceback.extract_tb(error.__traceback__)[-_STEPS:]
    places = " < ".join(f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in reversed(steps))
    return f"{type(error).__name__} at {places}"


@contextmanager
def logging_to(stream: TextIO | None = None, *, level: int = logging.INFO) -> Iterator[None]:
    """Meanwhile what this program and its web server say goes to one stream as JSON lines, and nowhere else."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.handlers, logger.level, logger.propagate) for logger in loggers]
    handler = JsonLines(stream)
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
    try:
        yield
    finally:
        for logger, (handlers, old, propagate) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(old)
