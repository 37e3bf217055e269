"""The notebooks as they are kept: short cells without logic of their own, both languages, every one in the guide."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import jupytext
import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "notebooks").glob("*.py"))
LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.IfExp, ast.Try,
)  # fmt: skip
MOST_LINES = 16


def _cells(file: Path, kind: str) -> list[Any]:
    return [cell for cell in jupytext.read(file).cells if cell.cell_type == kind]


def test_there_are_nine() -> None:
    assert [file.name[:2] for file in FILES] == [f"{number:02}" for number in range(1, 10)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_notebook_has_no_logic_of_its_own(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert not [f"line {node.lineno}" for node in ast.walk(tree) if isinstance(node, LOGIC)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_notebook_imports_public_names_only(file: Path) -> None:
    """``import graph`` and the like: what a notebook uses is exported at the front door."""
    imports = [
        node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)
    ]
    assert not [node.module for node in imports if str(node.module).split(".")[0] in ("graph", "loaders", "api")]
    assert not re.search(r"\._[a-z]", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_cells_are_short_and_carry_no_outputs(file: Path) -> None:
    cells = _cells(file, "code")
    long = [cell.source for cell in cells if len(cell.source.splitlines()) > MOST_LINES]
    assert cells and not long


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_notebook_speaks_both_languages_and_says_that_data_are_fictional(file: Path) -> None:
    words = [cell.source for cell in _cells(file, "markdown")]
    assert re.match(r"# \d\d [^/]+ / .+", words[0])
    assert "示例数据" in words[0]
    plain = [text for text in words if not (re.search(r"[\u4e00-\u9fff]", text) and re.search(r"[A-Za-z]{3}", text))]
    assert not plain


def test_quick_start_shows_a_picture_within_ten_cells() -> None:
    sources = [cell.source for cell in jupytext.read(FILES[0]).cells]
    code = [cell.source for cell in _cells(FILES[0], "code")]
    assert "import graph" in code[0]
    assert next(place for place, source in enumerate(sources, start=1) if "graph.show(" in source) < 10


def test_guide_names_every_notebook() -> None:
    guide = (ROOT / "docs" / "guides" / "analyst.md").read_text(encoding="utf-8")
    assert not [file.name for file in FILES if f"../../notebooks/{file.name}" not in guide]


def test_guide_shows_the_quick_start_as_it_is() -> None:
    guide = (ROOT / "docs" / "guides" / "analyst.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```python\n(import graph.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    lines = "\n".join(cell.source for cell in _cells(FILES[0], "code")).splitlines()
    assert not [line for line in shown.splitlines() if line and line not in lines]
