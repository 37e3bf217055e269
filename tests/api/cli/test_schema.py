"""``govgraph schema``: prints, writes and compares; needs no store."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.run import run
from api.graphql.schema import export_schema

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The schema as the command writes it."""
    file = tmp_path / "schema.graphql"
    assert run(["schema", "-o", str(file)]) == 0
    return file


def test_schema_is_printed(capsys: Capture) -> None:
    assert run(["schema"]) == 0
    assert capsys.readouterr().out == export_schema()


def test_schema_is_written(tmp_path: Path, capsys: Capture) -> None:
    exported = tmp_path / "schema.graphql"
    assert run(["schema", "-o", str(exported)]) == 0
    assert exported.read_text(encoding="utf-8") == export_schema()
    assert b"\r" not in exported.read_bytes()
    assert "已写入" in capsys.readouterr().err


def test_the_same_schema_passes(exported: Path, capsys: Capture) -> None:
    assert run(["schema", "--check", "--against", str(exported)]) == 0
    assert "与程序一致" in capsys.readouterr().err


def test_what_breaks_is_listed(exported: Path, capsys: Capture) -> None:
    before = export_schema().replace("  isVacant: Boolean\n", "  isVacant: Boolean\n\n  isEmpty: Boolean\n", 1)
    exported.write_text(before, encoding="utf-8")
    assert run(["schema", "--check", "--against", str(exported)]) == 1
    said = capsys.readouterr()
    assert "删去字段 / field removed" in said.out and "Post.isEmpty was removed." in said.out
    assert "破坏性变动 1 处" in said.err


def test_a_difference_that_hurts_nobody_still_differs(exported: Path, capsys: Capture) -> None:
    exported.write_text(export_schema().replace("网格长 / grid leader", "格长"), encoding="utf-8")
    assert run(["schema", "--check", "--against", str(exported)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "破坏性变动 0 处" in said.err


@pytest.mark.parametrize(
    ("content", "says"), [(None, "没有文件"), ("type {", "不是可读的 GraphQL 模式"), ("", "不是可读的")]
)
def test_a_file_that_cannot_be_compared_is_told(
    tmp_path: Path, capsys: Capture, content: str | None, says: str
) -> None:
    file = tmp_path / "old.graphql"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert run(["schema", "--check", "--against", str(file)]) == 2
    assert says in capsys.readouterr().err
