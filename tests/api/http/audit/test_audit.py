"""What the GraphQL-over-HTTP working group asks of a server: every audit of the npm package graphql-http."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.store.connection import Store
from tests.api.npm import installed, node
from tests.api.serving import Serving

if TYPE_CHECKING:
    from tests.api.http.conftest import Small

HERE = Path(__file__).resolve().parent
AUDITS = 61
"""How many audits graphql-http 1.23.1 has."""


def _audit(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Runs all audits, says how many passed, and holds that all did."""
    done = node(installed(HERE, "audit"), "audit.mjs", f"{address}/graphql")
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)
    passed = [row for row in results if row["status"] == "ok"]
    with capsys.disabled():
        print(f"\ngraphql-http audit: {len(passed)} of {len(results)}")
    assert [row for row in results if row["status"] != "ok"] == []
    assert len(results) == AUDITS


def test_every_audit_passes_against_a_small_schema(
    small: Small, on_wire: Callable[[Small], str], capsys: pytest.CaptureFixture[str]
) -> None:
    _audit(on_wire(small), capsys)


def test_every_audit_passes_against_the_server_as_it_is_run(
    ready_store: Store, command_environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    server = Serving(command_environment)
    try:
        _audit(server.url, capsys)
    finally:
        server.close()
