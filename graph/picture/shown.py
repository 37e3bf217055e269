"""``graph.show``: a picture from a graph, in a notebook, in a file, in a program of one's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

from graph.errors import UsageError
from graph.picture.asked import LIMIT, Asked
from graph.picture.find import find_node, top_area
from graph.picture.kinds import kind_named
from graph.picture.picture import Picture
from graph.picture.render import document_of, html_of, png_of, svg_of
from graph.picture.render.frame import in_frame, write_file

__all__ = ["SUFFIXES", "Shown", "draw_picture", "need_suffix", "show"]

SUFFIXES: dict[str, Callable[[Picture], bytes]] = {
    ".html": lambda picture: html_of(picture).encode(),
    ".svg": lambda picture: svg_of(picture).encode(),
    ".png": png_of,
    ".json": lambda picture: (json.dumps(document_of(picture), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "replace"
    ),
}
"""What a picture can be written as, by the end of the file's name."""

FRAME = 760


def draw_picture(
    G: nx.MultiDiGraph,
    around: str | None = None,
    kind: str = "ego",
    *,
    to: str | None = None,
    depth: int | None = None,
    types: Iterable[str] = (),
    rules: Iterable[str] = (),
    limit: int = LIMIT,
    seed: int = 1,
    positions: Mapping[str, tuple[float, float]] | None = None,
    run: Any = None,
) -> Picture:
    """A picture of a graph as data; see :func:`show` for what the arguments mean and what is raised."""
    chosen = kind_named(kind)
    given = {"to": to, "depth": depth, "types": [*types], "rules": [*rules], "positions": positions, "run": run}
    for option, value in given.items():
        if value and option not in chosen.reads:
            raise UsageError("picture.not_read", kind=kind, option=option, known=" ".join(sorted(chosen.reads)))
    asked = Asked(
        around=find_node(G, around) if around is not None else (top_area(G) if kind != "network" else None),
        to=find_node(G, to) if to is not None else None, depth=chosen.depth if depth is None else depth,
        types=tuple(given["types"]), rules=tuple(given["rules"]), limit=limit, seed=seed,
        positions=dict(positions or {}), run=run,
    )  # fmt: skip
    return chosen.draw(G, asked)


def show(
    G: nx.MultiDiGraph,
    around: str | None = None,
    kind: str = "ego",
    *,
    to: str | None = None,
    depth: int | None = None,
    types: Iterable[str] = (),
    rules: Iterable[str] = (),
    limit: int = LIMIT,
    seed: int = 1,
    positions: Mapping[str, tuple[float, float]] | None = None,
    run: Any = None,
) -> Shown:
    """A picture of part of a graph, which a notebook shows and ``save`` writes; the graph stays as it is.

    ``around`` is an id, an area's code, or a name that only one node has; without it, the graph's highest area. Kinds:

    ========================  ============================================================================
    ``ego``                   what is around a node, to ``depth`` steps, over ``types`` of relationship
    ``command``               superiors up to the top, and ``depth`` levels below
    ``organisation``          posts of a body, who holds them, and the seats that nobody holds
    ``path``                  the shortest way ``to`` another node
    ``interlocks``            which bodies share persons, as a table
    ``coverage``              areas by ``rules``, present and due in every cell; ``run`` saves running them again
    ``alliance``              members of an alliance by category
    ``network``               the graph as it is; nodes in ``positions`` stay where they are
    ========================  ============================================================================

    At most ``limit`` nodes (300; 2,000 at most) are drawn by themselves; what exceeds it is drawn as groups by area, and
    a node whose neighbours are not all drawn says how many. The same graph and ``seed`` give the same picture.

    Raises ``UsageError`` for an unknown kind, node, relationship or rule (with the nearest), for an option that the kind
    does not read, and for a limit or depth out of range.

    >>> import graph
    >>> picture = graph.show(graph.demo_network(), "140213050001").picture
    >>> str(picture.heading), picture.synthetic
    ('康吉社区：周边 1 步 / around 康吉社区, 1 step(s)', True)
    """
    picture = draw_picture(
        G,
        around,
        kind,
        to=to,
        depth=depth,
        types=types,
        rules=rules,
        limit=limit,
        seed=seed,
        positions=positions,
        run=run,
    )
    return Shown(picture)


@dataclass(frozen=True, repr=False)
class Shown:
    """A picture that shows itself in a notebook and saves itself as a file."""

    picture: Picture

    def save(self, path: str | Path) -> Path:
        """Writes it as ``.html`` (one file that needs nothing else), ``.svg``, ``.png`` or ``.json``; returns where.

        Raises ``UsageError`` for another suffix or a folder, ``StoreRefused`` where the place cannot be written to; an older
        file is replaced only by a whole new one.
        """
        file = Path(path)
        write_file(file, SUFFIXES[need_suffix(file)](self.picture))
        return file

    def html(self) -> str:
        """The whole page as text."""
        return html_of(self.picture)

    def svg(self) -> str:
        """The picture as SVG."""
        return svg_of(self.picture)

    def document(self) -> dict[str, Any]:
        """The JSON of it, with places."""
        return document_of(self.picture)

    @property
    def as_of(self) -> date | None:
        """The day of the graph."""
        return self.picture.as_of

    def __repr__(self) -> str:
        return f"<{self.picture.heading}>"

    def _repr_html_(self) -> str:
        return in_frame(self.html(), FRAME)


def need_suffix(file: Path) -> str:
    """What a file's name says it is to be; raises ``UsageError`` with what there is for anything else.

    >>> need_suffix(Path("图.PNG"))
    '.png'
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError("picture.suffix", suffix=suffix or file.name, known=" ".join(SUFFIXES))
    return suffix
