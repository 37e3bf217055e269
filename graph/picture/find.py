"""Which node a word means: an id, an area's code, or a name that only one node has."""

from __future__ import annotations

from difflib import get_close_matches

import networkx as nx

from graph.errors import UsageError
from graph.picture.words import shown

__all__ = ["find_node", "top_area"]

_LEVELS = ("District", "Street", "Community", "Village", "Grid", "Compound", "Building")
_SHOWN = 5


def find_node(G: nx.MultiDiGraph, word: str) -> str:
    """The id of a node; a tenure stands for its post. Linear in nodes where the word is no id.

    Raises ``UsageError`` for a word that no node answers to (with the nearest codes and names), and for a name that several
    nodes have (with their ids).

    >>> G = nx.MultiDiGraph()
    >>> G.add_node("area-1", label="Grid", name="第1网格", code="140213050001001")
    >>> find_node(G, "140213050001001"), find_node(G, "第1网格"), find_node(G, "area-1")
    ('area-1', 'area-1', 'area-1')
    """
    if word in G:
        return _post_of(G, word)
    coded = [id for id, code in G.nodes(data="code") if code is not None and str(code) == word]
    named = coded or [id for id, name in G.nodes(data="name") if name is not None and name == word]
    if len(named) == 1:
        return _post_of(G, named[0])
    if named:
        ids = " ".join(sorted(named)[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")
        raise UsageError("picture.many_nodes", word=shown(word), count=len(named), ids=ids)
    raise UsageError("picture.no_node", word=shown(word), near=_near(G, word) or "—")


def top_area(G: nx.MultiDiGraph) -> str | None:
    """Where a picture begins when nobody says: the area whose part this graph is, or its highest area; None without areas."""
    if G.graph.get("area") in G:
        return str(G.graph["area"])
    for level in _LEVELS:
        found = sorted(id for id, label in G.nodes(data="label") if label == level)
        if found:
            return str(found[0])
    return None


def _post_of(G: nx.MultiDiGraph, id: str) -> str:
    if G.nodes[id].get("label") != "Tenure":
        return id
    return next((end for _, end, type in G.out_edges(id, data="type") if type == "OF_POST"), id)


def _near(G: nx.MultiDiGraph, word: str) -> str:
    """The codes that begin as the word does, or the names most like it; never those of persons."""
    areas = {
        str(code): str(name or "") for id, code in G.nodes(data="code") if code and (name := G.nodes[id].get("name"))
    }
    begun = [code for code in sorted(areas) if word and code.startswith(word)][:3]
    if not begun and word.isdigit():
        begun = get_close_matches(word, areas, 3, 0.6)
    if begun:
        return "、".join(f"{code} {shown(areas[code])}" for code in begun)
    names = sorted(
        {str(row["name"]) for _, row in G.nodes(data=True) if row.get("name") and row.get("label") in _LEVELS[:-1]}
    )
    return "、".join(map(shown, get_close_matches(word, names, 3, 0.5)))
