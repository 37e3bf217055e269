"""A node as a row shows it: its name, what it is, and where it is at home."""

from __future__ import annotations

from dataclasses import dataclass

from graph.store.snapshot import Index

__all__ = ["Shown", "show_node"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A node by id with label and name, and its home area by code and name (None where it has none)."""

    id: str
    label: str
    name: str
    area_code: str | None
    area: str | None

    @property
    def order(self) -> tuple[str, str]:
        """By area code, then id: an order that says nothing of what stands in it."""
        return self.area_code or "", self.id


def show_node(index: Index, id: str) -> Shown:
    """A node with its home; a post is called after its body and its title."""
    node = index.nodes[id]
    home = index.areas.home(id)
    place = index.nodes[home] if home is not None else {}
    return Shown(id, str(node["label"]), _name(index, id), _code(index, home), place.get("name"))


def _name(index: Index, id: str) -> str:
    node = index.nodes[id]
    own = str(node.get("title") or node.get("name") or id)
    if node["label"] != "Post":
        return str(node.get("name") or own)
    body = next((index.nodes[body].get("name") for body, _ in index.out(id, "POST_IN")), None)
    return f"{body} {own}" if body else own


def _code(index: Index, area: str | None) -> str | None:
    """The area's own code, or that of the smallest area above it that has one."""
    above = index.areas.above(area) if area is not None else ()
    return next((str(code) for one in above if (code := index.nodes[one].get("code"))), None)
