"""What the GraphQL-over-HTTP working group asks of a server: every audit of the npm package graphql-http."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.npm import installed, node

if TYPE_CHECKING:
    from tests.api.http.conftest import Small

HERE = Path(__file__).resolve().parent
AUDITS = 61
"""How many audits graphql-http 1.23.1 has."""


def test_every_audit_of_graphql_over_http_passes(
    small: Small, on_wire: Callable[[Small], str], capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{on_wire(small)}/graphql"
    done = node(installed(HERE, "audit"), "audit.mjs", address)
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(done.stdout)
    passed = [row for row in results if row["status"] == "ok"]
    with capsys.disabled():
        print(f"\ngraphql-http audit: {len(passed)} of {len(results)}")
    assert [row for row in results if row["status"] != "ok"] == []
    assert len(results) == AUDITS
