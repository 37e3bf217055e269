"""What browsers are given is what the locks say, under licences that let us, and asks no other host for anything."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

import api
import graph
from graph.yaml_text import load_yaml

HOMES = {
    "graphiql": Path(api.__file__).parent / "http/static/graphiql",
    "pages": Path(api.__file__).parent / "pages/static/vendor",
    "picture": Path(graph.__file__).parent / "picture/vendor",
}
LICENCES = {"MIT", "Apache-2.0", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC"}
NAMED = {
    "almende.com", "codemirror.net", "commonmark.org", "en.wikipedia.org", "github.com", "naver.github.io",
    "opensource.org", "picocss.com", "radix-ui.com", "reactjs.org", "visjs.github.io", "www.apache.org",
    "www.w3.org",
}  # fmt: skip
"""Hosts in comments, names of namespaces, and words of help; the browser tests see that none is asked."""


def lock(home: str) -> Any:
    """What was vendored there."""
    return load_yaml((HOMES[home] / "vendor.lock.yaml").read_text(encoding="utf-8"))


def files() -> list[Any]:
    """Every vendored file, with its home."""
    return [pytest.param(HOMES[home], row, id=f"{home}/{row['file']}") for home in HOMES for row in lock(home)["files"]]


def allowed(terms: str) -> bool:
    """Whether one of the licences offered is among ours."""
    return bool({part.strip() for part in terms.strip("()").split(" OR ")} & LICENCES)


@pytest.mark.parametrize(("home", "row"), files())
def test_vendored_file_is_what_the_lock_says(home: Path, row: dict[str, str]) -> None:
    assert hashlib.sha256((home / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert allowed(row["licence"])


@pytest.mark.parametrize(("home", "least"), [("graphiql", 50), ("pages", 5), ("picture", 10)])
def test_licence_of_everything_vendored_is_there(home: str, least: int) -> None:
    texts = (HOMES[home] / "LICENCES.txt").read_text(encoding="utf-8")
    held = lock(home)["holds"]
    assert len(held) >= least and {row["package"] for row in lock(home)["files"]} <= {row["package"] for row in held}
    assert not [row for row in held if f"{row['package']} {row['version']} ({row['licence']})" not in texts]
    assert not [row for row in held if not allowed(row["licence"])]


@pytest.mark.parametrize(("home", "row"), files())
def test_vendored_file_loads_nothing_from_elsewhere(home: Path, row: dict[str, str]) -> None:
    text = (home / row["file"]).read_text(encoding="utf-8")
    assert not re.findall(r"@import|@font-face|sourceMappingURL", text)
    assert not [url for url in re.findall(r"url\(\s*[\"']?([^\"')\s]{4})", text) if url.startswith(("http", "//"))]
    assert set(re.findall(r"https?://([\w.-]+\.\w+)", text)) <= NAMED
