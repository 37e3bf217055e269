"""Every kind of rule is recounted."""

from __future__ import annotations

from pathlib import Path

from graph.coverage.rule import KIND_NAMES


def test_every_kind_is_recounted() -> None:
    recounted = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "kinds").glob("test_*.py")}
    assert recounted == {kind.replace("-", "_") for kind in KIND_NAMES}
