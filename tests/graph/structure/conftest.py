"""Small commands and bodies for the analyses of structure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import networkx as nx
import pytest

TinyNetwork = Callable[..., nx.MultiDiGraph]


@pytest.fixture(scope="session")
def chain_of_command(tiny_network: TinyNetwork) -> TinyNetwork:
    """Party organisations under one another: ``{"branch": "general"}``, or pairs of the two; a post in each body held by those
    named for it."""

    def build(
        under: Mapping[str, str] | Iterable[tuple[str, str]], persons: Mapping[str, Iterable[str]] | None = None
    ) -> nx.MultiDiGraph:
        ties = [*under.items()] if isinstance(under, Mapping) else [*under]
        bodies = dict.fromkeys([name for tie in ties for name in tie] + [*(persons or {})])
        nodes = {body: {"label": "PartyOrganisation", "name": body} for body in bodies}
        posts = {f"post of {body}".replace(" ", "_"): {"label": "Post"} for body in persons or {}}
        holders: dict[str, list[str]] = {}
        for body, names in (persons or {}).items():
            for name in names:
                holders.setdefault(name, []).append(f"post_of_{body}")
        edges = [f"{low} SUBORDINATE_TO {high}" for low, high in ties]
        edges += [f"post_of_{body} POST_IN {body}" for body in persons or {}]
        return tiny_network(nodes | posts, edges, holders)

    return build
