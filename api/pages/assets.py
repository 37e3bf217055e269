"""Files that browsers load beside a page: held in memory, packed once, kept by browsers until their content changes."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import graph.picture
from api.pages.reply import pack

__all__ = ["FOLDER", "Asset", "address_of", "assets"]

FOLDER = "static/pages"
"""Below which address they are."""

_HOME = Path(__file__).resolve().parent / "static"
_NETWORK = Path(graph.picture.__file__).resolve().parent / "vendor" / "vis-network.js"
"""Pictures and pages draw with the same copy of it."""
_SENT = {".css", ".js", ".svg", ".woff2", ".png"}
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: its bytes, the same packed, what it is, and the digits that stand for its content."""

    body: bytes
    packed: bytes
    kind: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """Every file that is sent, by its path below ``static/``.

    >>> assets()["workbench.css"].kind
    'text/css'
    """
    files = [file for file in sorted(_HOME.rglob("*")) if file.suffix in _SENT]
    found = {file.relative_to(_HOME).as_posix(): _read(file) for file in files}
    return {**found, f"vendor/{_NETWORK.name}": _read(_NETWORK)}


def address_of(name: str) -> str:
    """The address of a file from the top of the server, with its digits: another content has another address."""
    return f"{FOLDER}/{name}?v={assets()[name].digest}"


def _read(file: Path) -> Asset:
    body = file.read_bytes()
    kind = mimetypes.types_map.get(file.suffix, "application/octet-stream")
    return Asset(body, pack(body, 9), kind, hashlib.sha256(body).hexdigest()[:_DIGITS])
