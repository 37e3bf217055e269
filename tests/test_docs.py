"""What README and docs/ say holds: generated parts are fresh, links lead somewhere, commands exist with their options."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
GUIDES = [page for page in PAGES if page.name != "CHANGELOG.md" and page.parent.name != "decisions"]
"""Where a user looks for a command."""

LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`(govgraph [^`\n]+)`")
CALL = re.compile(r"^(?:\$ )?(?:[A-Z0-9_]+=\S+ )*(?:\S*/)?(govgraph .+)$", re.MULTILINE)
DECISION = re.compile(r"(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


@cache
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# ── what is generated ───────────────────────────────────────────────────────────────────────────────────────────────


def test_generated_parts_are_fresh() -> None:
    stale = [_name(page) for page, text in generator().pages().items() if page.read_text(encoding="utf-8") != text]
    assert not stale, "run python docs/generate.py"


def test_generator_tells_what_is_stale(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator(), "pages", lambda: {ROOT / "README.md": "something else"})
    assert generator().main(["--check"]) == 1
    assert capsys.readouterr().err == "stale: README.md\n"


def test_every_generated_part_is_shown_once() -> None:
    shown = [hit["name"] for page in PAGES for hit in generator().PART.finditer(page.read_text(encoding="utf-8"))]
    assert sorted(shown) == sorted(generator().PARTS)


def test_examples_of_the_generator_run() -> None:
    assert doctest.testmod(generator()).failed == 0


# ── links and pictures ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    targets = {hit["target"] for hit in LINK.finditer(page.read_text(encoding="utf-8"))}
    inside = {target.partition("#")[0] for target in targets if not re.match(r"https?:|#", target)}
    assert not [target for target in inside if not (page.parent / target).exists()]


def test_every_picture_is_shown_and_whole() -> None:
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for picture in sorted((DOCS / "pictures").iterdir()):
        assert f"pictures/{picture.name})" in shown
        if picture.suffix == ".svg":
            ElementTree.parse(picture)


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        hits = LINK.finditer(page.read_text(encoding="utf-8"))
        todo += [path for hit in hits if (path := (page.parent / hit["target"].partition("#")[0]).resolve()).is_file()]
    assert not [_name(page) for page in GUIDES if page not in reached]


# ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def command_line() -> Any:
    from typer.main import get_command

    from api.cli.commands import make_app

    return get_command(make_app())


def _calls(text: str) -> Iterator[str]:
    """Every call of the command that a text shows, in a line of its own or between backticks."""
    for block in FENCE.findall(text):
        yield from CALL.findall(block)
    yield from SPAN.findall(FENCE.sub("", text))


def _paths(words: list[str]) -> Iterator[tuple[str, ...]]:
    """The commands that the words after ``govgraph`` name: ``links list|confirm`` is two."""
    group = command_line()
    if not words or words[0].startswith("-"):
        return
    for first in words[0].split("|"):
        below = getattr(group.commands.get(first), "commands", None)
        if below and len(words) > 1 and not words[1].startswith("-"):
            yield from ((first, second) for second in words[1].split("|"))
        else:
            yield (first,)


def _command(path: tuple[str, ...]) -> Any:
    found = command_line()
    for word in path:
        found = getattr(found, "commands", {}).get(word)
    return found


def _wrong(call: str) -> str | None:
    words = shlex.split(call, comments=True)[1:]
    for path in _paths(words):
        command = _command(path)
        if command is None:
            return f"{call}: no command {' '.join(path)}"
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        unknown = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)} - known
        if unknown:
            return f"{call}: no option {' '.join(sorted(unknown))}"
    return None


def test_a_wrong_call_is_noticed() -> None:
    assert _wrong("govgraph load DIR --dry-run --scope 140213") is None
    assert _wrong("govgraph links list|confirm") is None
    assert _wrong("govgraph store burn") == "govgraph store burn: no command store burn"
    assert _wrong("govgraph load DIR --force") == "govgraph load DIR --force: no option --force"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_that_a_page_shows_exist(page: Path) -> None:
    assert not [wrong for call in _calls(page.read_text(encoding="utf-8")) if (wrong := _wrong(call))]


def test_every_command_is_shown() -> None:
    calls = [call for page in GUIDES for call in _calls(page.read_text(encoding="utf-8"))]
    shown = {path for call in calls for path in _paths(shlex.split(call, comments=True)[1:])}
    every: set[tuple[str, ...]] = set()
    for name, command in command_line().commands.items():
        below = getattr(command, "commands", None)
        every |= {(name, second) for second in below} if below else {(name,)}
    assert not every - shown


# ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _decisions() -> list[Path]:
    return sorted((DOCS / "decisions").iterdir())


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(hit[1]) for page in _decisions() if (hit := DECISION.fullmatch(page.name))]
    assert numbers == list(range(1, len(_decisions()) + 1))


@pytest.mark.parametrize("page", _decisions(), ids=_name)
def test_decision_has_its_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {page.name[:4]} ")
    assert re.search(r"^\d{4}-\d{2}-\d{2} · (?:accepted|replaced by \d{4})$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Why", "Considered", "Chosen"]
