"""Starts a command, and turns whatever goes wrong into a text and an exit code: no traceback reaches a user."""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs ``govgraph`` with these arguments (those of the process by default) and exits."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Runs a command and returns its exit code."""
    from api.cli.commands import make_app
    from api.cli.output import say
    from graph.errors import GovgraphError

    _speak_utf8()
    try:
        make_app()(list(arguments), standalone_mode=True, prog_name="govgraph")
    except GovgraphError as error:
        say(str(error))
        return error.exit_code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last handler: whatever it is, a user gets a text and a file to send
        return _unexpected(error)
    return 0


def _unexpected(error: Exception) -> int:
    from api.cli.output import say
    from api.cli.trouble import tell_known, write_trace
    from graph.messages import text

    known = tell_known(error)
    if known is not None:
        say(str(known.message))
        return known.exit_code
    say(str(text("cli.unexpected", file=write_trace(error), kind=type(error).__name__)))
    return 1


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
