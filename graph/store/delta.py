"""A difference between two states of the graph, complete enough to be taken back.

Every change names what stood before and what stands after, so that the inverse needs nothing else, and so that
a batch's log can be read as the history of what it did.

>>> delta = Delta(changed_nodes=[Changed("area-1", {"households": (None, 310)})])
>>> delta.inverse().changed_nodes[0].values
{'households': (310, None)}
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from itertools import islice
from operator import attrgetter
from typing import Any

import orjson

from graph.store.records import Node, Relationship

__all__ = ["Changed", "Delta", "decode_delta", "encode_delta"]

_LEVEL = 3
"""Of compression: the usual 6 takes half as long again and saves a tenth, as random ids are most of a log."""
_LINE = 500
"""Items in a line: enough that packing goes quickly, little memory."""
_AS_TOLD = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE
"""Dates are left to ``_tagged``."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An item's properties that differ, each as (before, after); None stands for "not there"."""

    id: str
    values: dict[str, tuple[Any, Any]]

    def inverse(self) -> Changed:
        """The change that takes this one back."""
        return Changed(self.id, {name: (after, before) for name, (before, after) in self.values.items()})


@dataclass
class Delta:
    """What to create, change and delete; ``inverse`` is what takes it back."""

    created_nodes: list[Node] = field(default_factory=list)
    created_relationships: list[Relationship] = field(default_factory=list)
    changed_nodes: list[Changed] = field(default_factory=list)
    changed_relationships: list[Changed] = field(default_factory=list)
    deleted_nodes: list[Node] = field(default_factory=list)
    deleted_relationships: list[Relationship] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)

    def inverse(self) -> Delta:
        """The difference from the later state back to the earlier one."""
        return Delta(
            created_nodes=list(self.deleted_nodes),
            created_relationships=list(self.deleted_relationships),
            changed_nodes=[change.inverse() for change in self.changed_nodes],
            changed_relationships=[change.inverse() for change in self.changed_relationships],
            deleted_nodes=list(self.created_nodes),
            deleted_relationships=list(self.created_relationships),
        )

    def touched(self) -> Iterator[str]:
        """The id of every item that this touches, the ends of new and deleted relationships included."""
        for node in (*self.created_nodes, *self.deleted_nodes):
            yield node.id
        for change in (*self.changed_nodes, *self.changed_relationships):
            yield change.id
        for relationship in (*self.created_relationships, *self.deleted_relationships):
            yield from (relationship.id, relationship.start, relationship.end)


def encode_delta(delta: Delta) -> bytes:
    """A delta as compressed JSON lines, each ``[part, item, item, …]``; dates are tagged so that they come back as dates."""
    packer = zlib.compressobj(_LEVEL)
    packed = []
    for name in delta.__dataclass_fields__:
        items = map(_ROWS[name], getattr(delta, name))
        while rows := list(islice(items, _LINE)):
            packed.append(packer.compress(orjson.dumps([name, *rows], _tagged, _AS_TOLD)))
    return b"".join([*packed, packer.flush()])


def decode_delta(data: bytes) -> Delta:
    """The delta that :func:`encode_delta` wrote; raises ``ValueError`` where the bytes are damaged."""
    try:
        lines = zlib.decompress(data).decode("utf-8").rstrip("\n").split("\n")
    except (zlib.error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
    delta = Delta()
    decode = json.JSONDecoder(object_hook=_untagged).decode
    for line in filter(None, lines):
        name, *rows = decode(line)
        if name not in _MAKERS:
            raise ValueError(f"{name} is no part of a delta")
        getattr(delta, name).extend(_MAKERS[name](*row) for row in rows)
    return delta


def _node(id: str, labels: list[str], properties: dict[str, Any]) -> Node:
    return Node(id, tuple(labels), properties)


def _changed(id: str, values: dict[str, list[Any]]) -> Changed:
    return Changed(id, {name: (before, after) for name, (before, after) in values.items()})


_MAKERS: dict[str, Any] = {
    "created_nodes": _node,
    "deleted_nodes": _node,
    "created_relationships": Relationship,
    "deleted_relationships": Relationship,
    "changed_nodes": _changed,
    "changed_relationships": _changed,
}


_TYPES: dict[Any, Any] = {_node: Node, _changed: Changed}
_ROWS: dict[str, Any] = {
    name: attrgetter(*(field.name for field in fields(_TYPES.get(maker, Relationship))))
    for name, maker in _MAKERS.items()
}
"""What stands in the log of each part's items: their fields, in order."""


def _tagged(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"@datetime": value.isoformat()}
    if isinstance(value, date):
        return {"@date": value.isoformat()}
    raise TypeError(f"{type(value).__name__} cannot be logged")


def _untagged(value: dict[str, Any]) -> Any:
    if "@date" in value:
        return date.fromisoformat(value["@date"])
    if "@datetime" in value:
        return datetime.fromisoformat(value["@datetime"])
    return value
