"""The graph as one GraphML file, for Gephi, yEd or networkx (``networkx.read_graphml``).

Nodes carry ``label`` (the most particular) and ``labels``, relationships ``type``; dates are ISO text, lists JSON text.
Written line by line: the library writers hold the whole document in memory, and differ with what is installed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from graph.store.export.selection import Selection

__all__ = ["write_graphml"]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_ESCAPED = re.compile(f"[&<>\r]|{_FORBIDDEN.pattern}")
_JSON = json.JSONEncoder(ensure_ascii=False, default=date.isoformat).encode
_TYPES = {bool: "boolean", int: "long", float: "double"}

_Facts = dict[str, Any]
_Keys = dict[tuple[str, str, str], str]


def write_graphml(selection: Selection, path: Path, about: _Facts) -> None:
    """Writes the graph; ``about`` are the facts of the whole (asOf, marking, synthetic)."""
    keys = _keys(selection, about)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for (domain, name, kind), key in keys.items():
            file.write(f'  <key id="{key}" for="{domain}" attr.name={_quoted(name)} attr.type="{kind}"/>\n')
        file.write('  <graph id="govgraph" edgedefault="directed">\n')
        file.writelines(_data("graph", about, keys, indent=4))
        for id, facts in _nodes(selection):
            file.write(f"    <node id={_quoted(id)}>\n")
            file.writelines(_data("node", facts, keys, indent=6))
            file.write("    </node>\n")
        for (id, start, end), facts in _edges(selection):
            file.write(f"    <edge id={_quoted(id)} source={_quoted(start)} target={_quoted(end)}>\n")
            file.writelines(_data("edge", facts, keys, indent=6))
            file.write("    </edge>\n")
        file.write("  </graph>\n</graphml>\n")


def _nodes(selection: Selection) -> Iterator[tuple[str, _Facts]]:
    for node in selection.nodes:
        yield node.id, {"label": node.label, "labels": list(node.labels), **node.properties}


def _edges(selection: Selection) -> Iterator[tuple[tuple[str, str, str], _Facts]]:
    for row in selection.relationships:
        yield (row.id, row.start, row.end), {"type": row.type, **row.properties}


def _keys(selection: Selection, about: _Facts) -> _Keys:
    """A key for each property and type of value that occurs, in a fixed order."""
    found = {("graph", name, _kind(value)) for name, value in about.items()}
    domains: tuple[tuple[str, Iterable[tuple[Any, _Facts]]], ...] = (
        ("node", _nodes(selection)), ("edge", _edges(selection)),
    )  # fmt: skip
    for domain, items in domains:
        for _, facts in items:
            found.update((domain, name, _kind(value)) for name, value in facts.items())
    return {key: f"d{number}" for number, key in enumerate(sorted(found))}


def _data(domain: str, facts: _Facts, keys: _Keys, *, indent: int) -> Iterator[str]:
    for name, value in sorted(facts.items()):
        key = keys[domain, name, _kind(value)]
        yield f'{" " * indent}<data key="{key}">{_content(value)}</data>\n'


def _kind(value: Any) -> str:
    return _TYPES.get(type(value), "string")


def _content(value: Any) -> str:
    text = _text(value)
    return escape(_clean(text), {"\r": "&#13;"}) if _ESCAPED.search(text) else text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _JSON(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))
