"""The words of the command line: help without heavy modules, wrong words, options."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from api.cli.commands import make_app

Govgraph = Callable[..., Any]

HEAVY = (
    "neo4j", "pandas", "numpy", "pyarrow", "openpyxl", "xlsxwriter", "networkx", "jgo", "psutil", "pypinyin",
    "cryptography", "rich", "loaders", "graph.store", "graph.model",
)  # fmt: skip
LISTING = """
import sys
from api.cli.run import run
code = run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def paths(group: Any, *above: str) -> Iterator[tuple[str, ...]]:
    """Every command with the words that lead to it."""
    for name, command in sorted(group.commands.items()):
        yield (*above, name)
        if hasattr(command, "commands"):
            yield from paths(command, *above, name)


COMMANDS = [*paths(typer.main.get_command(make_app()))]


@pytest.mark.parametrize("words", [["--help"], ["load", "--help"], ["links", "--help"], ["store", "backup", "--help"]])
def test_help_loads_no_heavy_module(words: list[str], command_environment: dict[str, str]) -> None:
    command = [sys.executable, "-c", LISTING, *words]
    done = subprocess.run(
        command, env=command_environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    loaded = set(done.stderr.split())
    assert "govgraph" in done.stdout
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_both_languages(words: tuple[str, ...], run_govgraph: Govgraph) -> None:
    answer = run_govgraph(*words, "--help")
    assert answer.code == 0 and answer.err == ""
    said = answer.out.split("Options:")[0]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said) and " / " in said


def test_commands_are_those_of_the_interface() -> None:
    assert {words[0] for words in COMMANDS} >= {"demo", "load", "check", "links", "undo", "batches", "report", "export"}
    assert {words[1] for words in COMMANDS if words[0] == "links" and words[1:]} == {
        "list",
        "confirm",
        "reject",
        "undo",
    }
    assert {words[1] for words in COMMANDS if words[0] == "store" and words[1:]} == {
        "start", "stop", "status", "check", "fetch", "backup", "restore",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ["lode"], ["load"], ["load", "a.xlsx", "--formt", "json"], ["check", "a.xlsx", "--format", "yaml"], ["undo"],
        ["load", ".", "--as-of", "2026-13-01"], ["load", ".", "--allow-ending", "1.5"], ["report", "--as-of", "gestern"],
        ["links", "confirm"], ["links", "list", "--state", "open"], ["export", "x", "--format", "pdf"],
        ["batches", "--format", "xlsx"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_words_end_with_2_and_a_text_on_stderr(words: list[str], govgraph: Govgraph) -> None:
    answer = govgraph(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.strip() and "Traceback" not in answer.err
