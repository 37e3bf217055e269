"""The child process: reads one path per line from stdin, writes one framed JSON answer each to stdout.

A frame is eight bytes of length, then UTF-8 JSON: what ``parse`` gives, or ``{"refused": key, "values": {…}}``. JSON
and not pickle or marshal, because the parent must be able to read the answer of a child that went wrong.
Started as ``python -m loaders.workbook.child LIMITS`` by loaders/workbook/process.py, never by hand.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import Any, BinaryIO

from loaders.workbook.limits import Limits
from loaders.workbook.parse import parse, plain
from loaders.workbook.refusal import Refusal

__all__ = ["answer", "main"]

SPARE_SECONDS = 5


def answer(path: str, *, limits: Limits) -> bytes:
    """The JSON answer for one file."""
    try:
        told = json.dumps(parse(path, limits=limits), ensure_ascii=False, separators=(",", ":"), default=plain)
        data = told.encode("utf-8", "surrogatepass")
        if len(data) > limits.answer_bytes:
            raise Refusal("too_large", limit=limits.answer_bytes >> 20)
        return data
    except Refusal as refusal:
        return _refused(refusal.key, refusal.values)
    except MemoryError:
        return _refused("memory", {"limit": limits.memory_bytes >> 20})
    except OSError:
        return _refused("cannot_open", {})


def main(argument: str) -> int:
    """Serve until stdin ends."""
    limits = Limits(**json.loads(argument))
    output = _private_stdout()
    _limit_memory(limits.memory_bytes)
    gc.disable()  # millions of cells and no cycles: collecting doubles the time
    for line in sys.stdin.buffer:
        _limit_time(limits.seconds)
        data = answer(json.loads(line)["path"], limits=limits)
        output.write(len(data).to_bytes(8, "big"))
        output.write(data)
        output.flush()
        del data
        gc.collect()
    return 0


def _refused(key: str, values: dict[str, Any]) -> bytes:
    return json.dumps({"refused": key, "values": values}).encode()


def _private_stdout() -> BinaryIO:
    """A stream to the parent that a chatty parser cannot write into: its prints go to stderr."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "wb")


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the clock still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Let the kernel end a hung parser whose parent was killed: the clock is the parent's, this is the net below it."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + 2 * seconds) + SPARE_SECONDS, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
