"""The line on which something stands in a YAML text, by its place in the document."""

from __future__ import annotations

from functools import lru_cache

import yaml

__all__ = ["line_of"]


@lru_cache(maxsize=8)
def _tree(source: str) -> yaml.Node | None:
    return yaml.compose(source, Loader=yaml.SafeLoader)


def line_of(source: str, at: tuple[str | int, ...]) -> int | None:
    """The line (from 1) of a key or item, of the nearest place above it where it is not there itself.

    >>> line_of("id: X\\ncheck:\\n  value: 1\\n", ("check", "value")), line_of("id: X\\n", ("message",))
    (3, 1)
    """
    node = _tree(source)
    if node is None:
        return None
    line: int = node.start_mark.line
    for part in at:
        found = _child(node, part)
        if found is None:
            break
        node, line = found
    return line + 1


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child = node.value[part]
        return child, child.start_mark.line
    return None
