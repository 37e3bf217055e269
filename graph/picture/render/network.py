"""A pyvis network with our own page: nothing is fetched, ids stay as they are, and no text becomes markup.

Of pyvis 0.3.2 the class and its lists are used, not its template (which loads from elsewhere and lets a heading inject
script), its ``add_node`` and ``from_nx`` (slow, and ``from_nx`` changes the caller's graph), nor its writing (by the
machine's encoding). Nodes and edges are assigned as lists.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pyvis.network import Network

from graph.messages import text
from graph.picture.layout import BOX
from graph.picture.look import EDGE, INK, font_family, shade
from graph.picture.picture import Picture
from graph.picture.render.frame import write_file
from graph.picture.render.svg import svg_of
from graph.picture.render.svg_parts import symbol
from graph.picture.render.table import table_rows
from graph.picture.render.vis import options_of, vis_edge, vis_node

__all__ = ["PictureNetwork"]


class PictureNetwork(Network):  # type: ignore[misc]
    """The page of a picture; :meth:`generate_html` gives its whole text."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(directed=True, cdn_resources="in_line", heading=str(picture.heading))
        self.picture = picture
        self.nodes = [vis_node(node) for node in picture.nodes]
        self.edges = [vis_edge(edge, few=len(picture.edges)) for edge in picture.edges if not edge.route]
        self.options = options_of(picture)
        self.templateEnv = _environment()

    def generate_html(self, name: str = "picture.html", local: bool = True, notebook: bool = False) -> str:
        """The page: the picture as canvas where scripts run, as SVG where none does, and as a table in any case."""
        picture = self.picture
        scripts = [_asset("vendor/vis-network.js"), _asset("templates/picture.js")] if picture.nodes else []
        data = {
            "nodes": self.nodes, "edges": self.edges, "options": self.options,
            "routes": [{"points": edge.route, "dashed": edge.dashed} for edge in picture.edges if edge.route],
            "badges": [{"id": node.id, "text": node.badge} for node in picture.nodes if node.badge],
            "box": BOX, "edge": EDGE, "ink": INK,
        }  # fmt: skip
        page = self.templateEnv.get_template("picture.html")
        return page.render(
            picture=picture, text=text, policy=_policy(scripts), style=_asset("templates/picture.css"),
            scripts=scripts, data=data_block(data), fonts=font_family(),
            still=svg_of(picture), rows=table_rows(picture), shade=shade, symbol=_symbol,
        )  # fmt: skip

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Writes the page as UTF-8, whole or not at all."""
        write_file(Path(name), self.generate_html().encode())


def data_block(data: Any) -> str:
    """JSON that no HTML parser takes for anything else: ``<``, ``>``, ``&`` and the line ends of JavaScript escaped.

    >>> data_block("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        told = told.replace(char, f"\\u{ord(char):04x}")
    return told.encode("utf-8", "replace").decode()


def _policy(scripts: list[str]) -> str:
    """What the page may do: run the scripts that it carries, known by their hash, and ask nobody for anything."""
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts]
    allowed = " ".join(hashes) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _symbol(shape: str, colour: str, dashed: bool) -> str:
    """A symbol of the legend as a small SVG."""
    extra = f' stroke="{colour}" stroke-width="1.6" stroke-dasharray="4 3"' if dashed else ""
    drawn = symbol(shape, 10, 10, "#ffffff" if dashed else colour, extra=extra, radius=8)
    return f'<svg width="20" height="20" aria-hidden="true">{drawn}</svg>'


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("graph.picture"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True)  # fmt: skip


@cache
def _asset(name: str) -> str:
    return (resources.files("graph.picture") / name).read_text(encoding="utf-8")
