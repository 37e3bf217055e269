"""Lines of the log: one JSON document each, an error by its kind and place and never by its words."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from api.http.log import JsonLines, logging_to

SECRET = "张三 13800000001"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What this program writes while the test runs."""
    stream = io.StringIO()
    with logging_to(stream):
        yield stream


def test_line_is_one_json_document(stream: io.StringIO) -> None:
    logging.getLogger("govgraph.request").info("", extra={"told": {"status": 200, "viewer": "林\n静"}})
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert (told["event"], told["level"], told["status"], told["viewer"]) == ("request", "info", 200, "林\n静")
    assert told["at"].endswith("+00:00")


@pytest.mark.parametrize("name", ["govgraph.store", "uvicorn.error", "api.accounts.audit.log"])
def test_error_is_told_by_kind_and_place(name: str, stream: io.StringIO) -> None:
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger(name).exception("it went wrong")
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert told["text"] == "it went wrong" and told["error"].startswith("ValueError at test_log.py:")
    assert SECRET not in line


def test_what_other_libraries_say_is_not_written(stream: io.StringIO) -> None:
    logging.getLogger("neo4j").error(SECRET)
    logging.getLogger("httpx").error(SECRET)
    assert stream.getvalue() == ""


def test_reader_that_has_gone_away_stops_nothing() -> None:
    closed = io.StringIO()
    closed.close()
    JsonLines(closed).emit(logging.makeLogRecord({"name": "govgraph.x", "msg": "x"}))


def test_only_problems_are_written_where_that_is_asked_for(stream: io.StringIO) -> None:
    with logging_to(stream, level=logging.WARNING):
        logging.getLogger("govgraph.request").info("", extra={"told": {}})
        logging.getLogger("govgraph.store").error("gone")
    assert [json.loads(line)["text"] for line in stream.getvalue().splitlines()] == ["gone"]
