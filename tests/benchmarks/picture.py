"""The figures for pictures, each beside its bar: made from the reference district, written, and drawn by a real browser.

Run by ``make bench``. The graph is read and indexed before; a first picture has paid for the libraries. "made" is from the
graph to places and texts; "drawn" is from the address to the first whole canvas in Chromium with no network at all, and is
left out, and said, where there is no Chromium. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

import graph
from graph.picture import Picture, draw_picture, html_of, png_of, svg_of
from graph.picture.gather import gather
from graph.picture.near import Near
from graph.store.snapshot import index_of

COMMUNITY, STREET = "140213050001", "140213050000"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HEADINGS = f"{'what':<52}{'seconds':>9}{'bar':>6}{'ratio':>7}  size"


class Bench:
    """Prints figures beside their bars and remembers what was missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def tell(self, what: str, value: float, bar: float | None = None, size: str = "") -> None:
        """One line."""
        against = f"{bar:>6.2f}{value / bar:>7.2f}" if bar else f"{'':>13}"
        print(f"{what:<52}{value:>9.3f}{against}  {size}", flush=True)
        if bar and value > bar:
            self.missed.append(what)


def timed(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The least seconds of so many runs, and the last answer."""
    best, answer = float("inf"), None
    for _ in range(times):
        begun = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - begun)
    return best, answer


def main() -> int:
    """Measures and prints every figure."""
    bench = Bench()
    G = graph.demo_network()
    bench_index, _ = timed(lambda: index_of(G).areas, 1)
    draw_picture(G, COMMUNITY)
    print(HEADINGS)
    bench.tell("index of the district, once a graph", bench_index, size=f"{len(G):,} nodes")
    large = _of_size(G, 500)
    seconds, picture = timed(lambda: draw_picture(large, kind="network", limit=2000))
    bench.tell("500 nodes made, by springs", seconds, 0.5, _size(picture))
    made, page = timed(lambda: html_of(draw_picture(large, kind="network", limit=2000)))
    bench.tell("500 nodes made and written as HTML", made, 0.5, f"{len(page.encode()) / 1000:,.0f} kB")
    for what, work in (
        ("around a community, 1 step", lambda: draw_picture(G, COMMUNITY)),
        ("around a street, 2 steps, the rest in groups", lambda: draw_picture(G, STREET, depth=2)),
        ("around a community, 3 steps, 2,000 nodes at most", lambda: draw_picture(G, COMMUNITY, depth=3, limit=2000)),
        ("chain of command of a street", lambda: draw_picture(G, STREET, "command", depth=2)),
        ("organisation chart of a community", lambda: draw_picture(G, COMMUNITY, "organisation")),
        ("bodies that share persons", lambda: draw_picture(G, kind="interlocks")),
    ):
        seconds, found = timed(work)
        bench.tell(what, seconds, size=_size(found))
    bench.tell("500 nodes as SVG", timed(lambda: svg_of(picture))[0])
    bench.tell("500 nodes as PNG", timed(lambda: png_of(picture), 1)[0])
    if CHROMIUM is None:
        print("drawing in a browser: left out, there is no Chromium on this machine")
    else:
        bench.tell("500 nodes drawn by Chromium", _drawn(page), 1.0)
    if bench.missed:
        print("missed:", ", ".join(bench.missed))
    return 1 if bench.missed else 0


def _of_size(G: nx.MultiDiGraph, count: int) -> nx.MultiDiGraph:
    """So many nodes round a community, nearest first, with the tenures between them."""
    near = Near(G)
    ids = [id for step in gather(near, [f"area-{COMMUNITY}"], 3) for id in step][:count]
    tenures = {tie.id for id in ids for _, tie in near.ties(id) if tie.type == "HOLDER"}
    part = G.subgraph([*ids, *tenures]).copy()
    part.graph.update(G.graph)
    return part


def _size(picture: Picture) -> str:
    drawn = sum(node.members or 1 for node in picture.nodes)
    return f"{len(picture.nodes):,} drawn for {drawn:,}, {len(picture.edges):,} ties" if picture.nodes else "a table"


def _drawn(page: str) -> float:
    """The seconds from the address to the first whole canvas; the least of three."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "picture.html"
        file.write_text(page, encoding="utf-8")
        sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        tab = browser.new_context(offline=True, viewport={"width": 1366, "height": 768}).new_page()

        def look() -> None:
            tab.goto(file.as_uri(), wait_until="commit")
            tab.wait_for_selector("html[data-drawn=yes]")

        seconds, _ = timed(look)
        browser.close()
        return seconds


if __name__ == "__main__":
    sys.exit(main())
