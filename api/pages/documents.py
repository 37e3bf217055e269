"""The operations that pages ask: files beside the code, read once, each with the name and hash that the audit keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from api.http.asked import document_id

__all__ = ["Document", "document"]

_NAME = re.compile(r"^\s*(?:query|mutation)\s+(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one operation, its name, and the first digits of its hash."""

    text: str
    name: str
    hash: str


@cache
def document(name: str) -> Document:
    """The operation kept in ``operations/NAME.graphql``.

    >>> document("store").name
    'Store'
    """
    words = (resources.files(__package__) / "operations" / f"{name}.graphql").read_text(encoding="utf-8")
    found = _NAME.search(words)
    assert found is not None, name
    return Document(words, found[1], document_id(words).removeprefix("sha256:")[:16])
