"""The parent's end of the child process in which files are parsed.

A parser can end its whole process (calamine does so on a legal sheet with one cell at XFD1048576) or never end.
So it runs elsewhere, under limits, and whatever becomes of it is one refused file here. A file that fails in a child
that has read others before is tried once more in a fresh one: what is refused must not depend on the order of files.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import IO, Any

from loaders.errors import FileRefused
from loaders.workbook.file_name import file_name
from loaders.workbook.limits import MEBIBYTE, Limits

__all__ = ["CHILD", "Parser"]

CHILD: tuple[str, ...] = ("-X", "utf8", "-m", "loaders.workbook.child")
ROOT = Path(__file__).parents[2]
MEMORY_SIGNS = (b"memory allocation", b"MemoryError", b"Cannot allocate memory", b"capacity overflow", b"out of memory")

_LATE, _MEMORY, _DIED = "timeout", "memory", "crashed"


class Parser:
    """One child, started at its first file and again whenever it has died; use as a context.

    ``parse`` gives the child's answer or raises ``FileRefused``.
    """

    def __init__(self, limits: Limits, *, child: tuple[str, ...] = CHILD) -> None:
        self._limits = limits
        self._child = child
        self._process: subprocess.Popen[bytes] | None = None
        self._told: IO[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Parser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, path: Path) -> dict[str, Any]:
        """What stands in the file, as the child tells it."""
        fresh = self._served == 0
        answer = self._ask(path)
        if isinstance(answer, str) and answer != _LATE and not fresh:
            answer = self._ask(path)
        if isinstance(answer, str):
            raise FileRefused(file_name(path), f"reading.{answer}", **self._values())
        if answer.get("refused") == _MEMORY:
            self.close()
            if not fresh:
                return self.parse(path)
        if "refused" in answer:
            raise FileRefused(file_name(path), f"reading.{answer['refused']}", **answer["values"])
        return answer

    def close(self) -> None:
        """End the child, if it lives."""
        process, self._process, self._served = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()
        if self._told is not None:
            self._told.close()
            self._told = None

    def _ask(self, path: Path) -> dict[str, Any] | str:
        """The answer, or how the child died."""
        process = self._process or self._start()
        late = Event()

        def end() -> None:
            late.set()
            process.kill()

        clock = Timer(self._limits.seconds, end)
        clock.start()
        try:
            data = _exchange(process, {"path": str(path.absolute())}, most=self._limits.answer_bytes)
        finally:
            clock.cancel()
        if data is not None:
            self._served += 1
            return _decode(data)
        process.kill()
        process.wait()
        died = _LATE if late.is_set() else _MEMORY if self._ran_out() else _DIED
        self.close()
        return died

    def _start(self) -> subprocess.Popen[bytes]:
        self._told = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the child)
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, *self._child, json.dumps(asdict(self._limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._told,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        return self._process

    def _ran_out(self) -> bool:
        """Whether the child's last words were about memory."""
        if self._told is None:
            return False
        self._told.seek(0)
        last = self._told.read(64 * 1024)
        return any(sign in last for sign in MEMORY_SIGNS)

    def _values(self) -> dict[str, Any]:
        return {"limit": self._limits.memory_bytes // MEBIBYTE, "seconds": round(self._limits.seconds)}


def _exchange(process: subprocess.Popen[bytes], request: dict[str, str], *, most: int) -> bytes | None:
    """Send one request and read one framed answer; None where the child ended before it was whole."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        size = int.from_bytes(head, "big") if len(head := process.stdout.read(8)) == 8 else most + 1
        data = process.stdout.read(size) if size <= most else b""
    except OSError:
        return None
    return data if len(data) == size else None


def _decode(data: bytes) -> dict[str, Any]:
    collecting = gc.isenabled()
    gc.disable()  # a million new cells and no cycles: collecting takes longer than decoding
    try:
        answer: dict[str, Any] = json.loads(
            data.decode("utf-8", "surrogatepass"), object_hook=_dated, parse_float=_number
        )
    finally:
        if collecting:
            gc.enable()
    return answer


def _dated(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        if "d" in found:
            return date.fromisoformat(found["d"])
        if "t" in found:
            return datetime.fromisoformat(found["t"])
    return found


def _number(digits: str) -> int | float:
    """Excel knows no whole numbers: what has no fraction is an int here, up to where floats are exact."""
    return int(digits[:-2]) if digits.endswith(".0") and "e" not in digits else float(digits)
