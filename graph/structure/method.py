"""How a result was worked out: what somebody needs who wants to get it again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from graph.errors import UsageError

__all__ = ["SEED", "Method", "need_whole", "version_of"]

SEED = 20261101
"""The seed of whatever is drawn at random, unless the caller names another one."""


@dataclass(frozen=True, slots=True)
class Method:
    """Algorithm and source, the layer it ran on with its size, library and version, seed and sample.

    ``k`` is how many of something were sampled (pivots, random graphs, random orders), None where nothing was.
    """

    algorithm: str
    source: str
    layer: str
    nodes: int
    edges: int
    library: str = "networkx"
    version: str = ""
    seed: int | None = None
    k: int | None = None

    def __post_init__(self) -> None:
        if not self.version:
            object.__setattr__(self, "version", version_of(self.library))

    def document(self) -> dict[str, Any]:
        """The JSON of it."""
        return {
            "algorithm": self.algorithm, "source": self.source, "layer": self.layer, "nodes": self.nodes,
            "edges": self.edges, "library": self.library, "libraryVersion": self.version, "seed": self.seed, "k": self.k,
        }  # fmt: skip


@cache
def version_of(library: str) -> str:
    """The installed version of a library, "unknown" where it is not installed as a package.

    >>> version_of("networkx").count(".") >= 1
    True
    """
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


def need_whole(name: str, value: object, least: int) -> None:
    """Raises ``UsageError`` unless the value is a whole number of at least ``least``."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise UsageError("structure.bad_sample", name=name, value=value, least=least)
