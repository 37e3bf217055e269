"""Small real files, written where they are read."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import FileRefused
from loaders.workbook.limits import Limits
from loaders.workbook.read import read_workbook

Rows = Sequence[Sequence[Any]]
ROSTER: Rows = [["街道", "姓名", "联系电话"], ["东街街道", "张三", "13800000001"], ["西街街道", "李四", "13800000002"]]


@pytest.fixture
def roster() -> Rows:
    return ROSTER


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Write an xlsx; ``change`` may do to the openpyxl sheet what rows cannot say."""
    import openpyxl

    def write(rows: Rows = ROSTER, *, name: str = "名册.xlsx", change: Callable[[Any], None] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        if change:
            change(sheet)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """Rewrite one part of a zip file, or add it."""

    def edit(path: Path, part: str, change: Callable[[bytes], bytes], *, name: str = "改.xlsx") -> Path:
        target = tmp_path / name
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.namelist():
                data = old.read(entry)
                new.writestr(entry, change(data) if entry == part else data)
            if part not in old.namelist():
                new.writestr(part, change(b""))
        return target

    return edit


@pytest.fixture
def refusal() -> Callable[..., str]:
    """Read a file that must be refused; gives the key of the reason, and checks that there are words for it."""

    def refused(path: Path, limits: Limits | None = None) -> str:
        with pytest.raises(FileRefused) as caught:
            read_workbook(path, limits=limits)
        error = caught.value
        assert error.exit_code == 3
        assert path.name in str(error)
        assert error.reason.zh and error.advice.zh and error.reason.en and error.advice.en
        return error.reason.key.removeprefix("reading.")

    return refused
