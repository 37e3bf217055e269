"""What a node is called where it is shown: its name, a tenure by its holder, with the areas around it."""

from __future__ import annotations

from graph.store.snapshot import Index

__all__ = ["full_name", "name_of"]


def name_of(index: Index, id: str) -> str:
    """A node's own name; a tenure is called after its holder and post, a post after its title and body."""
    node = index.nodes[id]
    if node["label"] == "Tenure":
        holder = next((str(index.nodes[one].get("name") or "—") for one, _ in index.out(id, "HOLDER")), "—")
        post = next((post_title(index, one) for one, _ in index.out(id, "OF_POST")), "")
        return f"{holder}（{post}）" if post else holder
    if node["label"] == "Post":
        return post_title(index, id)
    return str(node.get("name") or node.get("title") or node.get("matter") or id)


def post_title(index: Index, id: str) -> str:
    """A post's title."""
    node = index.nodes[id]
    return str(node.get("title") or node.get("name") or id)


def full_name(index: Index, id: str) -> str:
    """The areas from the street down, then the node's own name: 永泰街道/康吉社区/第1网格."""
    names = [*index.areas.names(id)]
    own = name_of(index, id)
    return "/".join(names if names and names[-1] == own else [*names, own])
