"""Search by characters, codes, pinyin and initials: every node held against the text, one property after another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from graph.model import load_model
from tests.api.graphql.equality.answers import Found
from tests.api.graphql.equality.facts import Node
from tests.api.graphql.equality.view import View

__all__ = ["search"]


def search(view: View, text: str, kinds: list[str] | None, first: int) -> list[dict[str, Any]]:
    """The hits in order of how they match, then shorter names, then id."""
    wanted = _plain(text)
    found = []
    for node in view.of_type("Node") if wanted else ():
        hit = next(_hits(node, wanted), None)
        if hit and _is_searched(view, node) and (kinds is None or node.type.name in kinds):
            found.append((hit[0], len(node.values.get("name") or ""), node.id, node, hit[1]))
    return [
        {"node": Found(view, node), "matched": word}
        for _, _, _, node, word in sorted(found, key=lambda hit: hit[:3])[:first]
    ]


def _is_searched(view: View, node: Node) -> bool:
    declared = load_model().properties(node.type.name).values()
    return any(row.search for row in declared) and (node.type.name != "Person" or view.viewer.may("names"))


def _plain(text: Any) -> str:
    return unicodedata.normalize("NFKC", str(text)).strip().casefold()


def _hits(node: Node, wanted: str) -> Iterator[tuple[int, str]]:
    """Rank and property of every way in which the node matches, best first."""
    told = {
        name: _plain(node.values[name])
        for name in ("code", "name", "shortName", "title", "pinyin", "initials")
        if name in node.values
    }
    aliases = [_plain(one) for one in node.values.get("aliases", ())]
    if told.get("code") == wanted:
        yield 1, "code"
    if told.get("name") == wanted:
        yield 2, "name"
    if told.get("code", "").startswith(wanted):
        yield 3, "code"
    for name in ("name", "shortName", "aliases", "title"):
        if any(wanted in one for one in (aliases if name == "aliases" else [told.get(name, "")])):
            yield 4, name
    close = wanted.replace(" ", "")
    if len(wanted) >= 2 and told.get("pinyin", "").replace(" ", "").startswith(close):
        yield 5, "pinyin"
    if len(wanted) >= 2 and told.get("initials", "").startswith(wanted):
        yield 6, "initials"
