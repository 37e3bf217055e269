"""Every operation of the guide and of the README fits the schema, keeps to the limits, and is answered with something."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import GraphQLSchema, build_schema, validate

from api.graphql.limits import Limits, check_document

ROOT = Path(__file__).resolve().parents[3]
OPERATIONS = ROOT / "docs" / "operations"
GUIDE = ROOT / "docs" / "guides" / "graphql.md"
BLOCK = re.compile(r"^```graphql\n(.*?)^```$", re.MULTILINE | re.DOTALL)

NAMES = sorted(path.stem for path in OPERATIONS.glob("*.graphql"))


@cache
def _exported() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


def _text(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def _files() -> list[Path]:
    return sorted(OPERATIONS.rglob("*.graphql"))


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.stem)
def test_operation_fits_the_exported_schema(file: Path) -> None:
    document = check_document(file.read_text(encoding="utf-8"), Limits())
    assert validate(_exported(), document) == []


@pytest.mark.parametrize("name", NAMES)
def test_operation_is_answered_with_something(name: str, ask: Callable[..., Any]) -> None:
    data = ask(_text(name))
    assert [*_empty(data)] == []


def test_first_query_of_the_readme_is_answered_as_it_says(address: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```json\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    answer = httpx.get(address, params={"query": _text("first")}, timeout=60).json()
    assert answer == json.loads(shown)
    (row,) = answer["data"]["district"]["coverage"]
    assert (row["present"], row["due"], round(row["ratio"], 3)) == (325, 425, 0.765)


def test_pages_show_every_operation_as_its_file_has_it() -> None:
    """So that what a reader copies is what was tested."""
    shown = {block for page in (GUIDE, ROOT / "README.md") for block in BLOCK.findall(page.read_text(encoding="utf-8"))}
    assert shown == {_text(name) for name in [*NAMES, "writes/accept-finding"]}


def test_finding_is_accepted_once_as_it_was_seen(ask: Callable[..., Any]) -> None:
    (finding, *_) = ask(_text("findings"))["street"]["findings"]["nodes"]
    seen = {"id": finding["id"], "revision": finding["revision"], "until": "2099-01-01", "reason": "正在选址"}
    accepted = ask(_text("writes/accept-finding"), **seen)["acceptFinding"]
    assert (accepted["state"], accepted["acceptedUntil"]) == ("accepted", "2099-01-01")
    with pytest.raises(AssertionError, match="CONFLICT"):
        ask(_text("writes/accept-finding"), **seen)


def _empty(value: Any, path: str = "data") -> Iterator[str]:
    """Where an answer tells nothing: a root that is null, a list at the top or of a connection that has no entries."""
    for name, given in value.items():
        rows = given.get("nodes", given.get("edges", [1])) if isinstance(given, dict) else given
        if given is None or not rows:
            yield f"{path}.{name}"
