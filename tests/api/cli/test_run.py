"""How commands end: exit codes, and a text instead of a traceback whatever goes wrong."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import DatabaseError
from xlsxwriter.exceptions import FileCreateError

from graph.errors import ModelError, StoreBusy, StoreError, StoreRefused, StoreTooNew, StoreUnreachable, UsageError
from loaders.errors import FileRefused

Govgraph = Callable[..., Any]

START = [sys.executable, "-c", "from api.cli import main; main()"]


@pytest.fixture
def failing(run_govgraph: Govgraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[BaseException], Any]:
    """Runs a command that meets with this error."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def run(error: BaseException) -> Any:
        def fail(*_: Any, **__: Any) -> None:
            raise error

        monkeypatch.setattr("api.cli.batches.open_session", fail)
        return run_govgraph("batches")

    return run


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("batches.no_batch", batch="9"), 2, "没有批次 9"),
        (ModelError("store.no_port"), 2, "端口"),
        (FileRefused("a.xlsx", "reading.password"), 3, "a.xlsx：文件有打开密码"),
        (StoreBusy("store.in_use", count=2), 3, "有 2 个命令正在使用"),
        (StoreTooNew("batches.too_new", found=9, known=1), 3, "模型版本 9"),
        (StoreRefused("load.mixed_files"), 3, "不能一起导入"),
        (StoreError("store.disk_full", folder="x"), 4, "磁盘空间不足"),
        (StoreUnreachable("store.unreachable", uri="bolt://x"), 4, "连接不上 bolt://x"),
        (OSError(errno.ENOSPC, "No space left", "x.csv"), 3, "磁盘已满"),
        (PermissionError(errno.EACCES, "denied", "x.csv"), 3, "不能写入 x.csv"),
        (FileNotFoundError(errno.ENOENT, "no such folder", "无/x.csv"), 3, "不能写入 无/x.csv"),
        (FileCreateError(PermissionError(errno.EACCES, "denied", "x.xlsx")), 3, "不能写入 x.xlsx"),
        (MemoryError(), 3, "请按街道分批导入"),
        (DatabaseError("No space left on device"), 4, "govgraph store stop"),
        (DatabaseError("something"), 4, "库报告错误"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_error_has_its_exit_code_and_a_text(
    error: BaseException, code: int, said: str, failing: Callable[[BaseException], Any]
) -> None:
    answer = failing(error)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err and "Traceback" not in answer.err


def test_error_that_nobody_foresaw_leaves_its_trace_in_a_file(
    failing: Callable[[BaseException], Any], tmp_path: Path
) -> None:
    answer = failing(ZeroDivisionError("boom"))
    assert answer.code == 1 and "Traceback" not in answer.err and "ZeroDivisionError" in answer.err
    (file,) = tmp_path.glob("govgraph-*.txt")
    assert str(file) in answer.err
    assert "boom" in file.read_text(encoding="utf-8")
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600


def test_reader_that_goes_away_is_no_error(command_environment: dict[str, str], rosters: Path) -> None:
    command = [*START, "check", str(rosters), "--format", "json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env={**os.environ, **command_environment}, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode("utf-8")
    assert process.returncode == 0
    assert "Traceback" not in said and "BrokenPipe" not in said


def test_chinese_is_printed_whatever_the_console_speaks(command_environment: dict[str, str], rosters: Path) -> None:
    env = {**os.environ, **command_environment, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run([*START, "check", str(rosters)], env=env, capture_output=True, check=True)
    assert "网格员花名册" in done.stdout.decode("utf-8")
