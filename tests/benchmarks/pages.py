"""The figures for the workbench's pages, each beside its bar: what a server answers, and what a planner's browser shows.

Run by ``make bench`` on the demo's store, which is filled where it is empty, and on a store made for it with a list of some
100,000 posts. "first" is the first request of a server that has just got ready, when the database plans what it was never
asked; "data" is what a page waits for its data (the header Server-Timing), at the median like the "whole" answer. The browser
begins each time with nothing cached; it is left out, and said, where there is no Chromium. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from graph.store.connection import Store, open_store
from graph.store.schema import ensure_schema
from graph.store.settings import StoreSettings
from loaders.linking.secret import store_key
from loaders.load import LoadOptions, load_files
from loaders.reference import write_reference
from tests.benchmarks.served import fill_demo, served

DAY = "asOf=2026-11-01"
TIMES = 15
STREET, COMMUNITY = "area-140213050000", "area-140213050001"
POSTS = 100_000
"""Loaded in two parts: a store holds one import in memory until it is committed."""
ONE_OF = {
    "organisations": "MATCH (n:PartyOrganisation)<-[:POST_IN]-() RETURN n.id AS id ORDER BY id LIMIT 1",
    "posts": "MATCH (n:Post)<-[:OF_POST]-() RETURN n.id AS id ORDER BY id LIMIT 1",
    "people": "MATCH (n:Person)<-[:HOLDER]-() WHERE n.name IS NOT NULL RETURN n.id AS id ORDER BY id LIMIT 1",
    "findings": "MATCH (n:Finding {rule: 'S02'}) RETURN n.id AS id ORDER BY id LIMIT 1",
    "batches": "MATCH (n:ImportBatch) RETURN n.id AS id LIMIT 1",
}
ADDRESSES = (
    "/", "/print", "/findings", "/findings?rule=S02", "/graph", f"/graph?around={COMMUNITY}", "/map", "/interlocks", "/posts",
    f"/posts?area={STREET}", "/posts?role=all", "/alliances", "/calendar", "/batches", "/links", "/changes", "/rules",
    "/rules/S02", "/admin", "/admin/audit", f"/areas/{STREET}", f"/areas/{COMMUNITY}",
)  # fmt: skip
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass
class Bench:
    """Prints figures beside their bars and remembers what was missed."""

    missed: list[str] = field(default_factory=list)

    def tell(self, what: str, value: float, bar: float, unit: str, note: str = "") -> None:
        """One figure."""
        print(f"{what:<52}{value:>9.3f} {unit:<3}{bar:>8.2f}{value / bar:>7.2f}  {note}", flush=True)
        if value > bar:
            self.missed.append(what)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, after how long, and how long of that was for the data; seconds."""

    body: str
    seconds: float
    data: float


def main() -> int:
    """Measures and prints every figure."""
    bench = Bench()
    with open_store(fill_demo()) as store:
        addresses = [*_addresses(store)]
        with served() as (port, _):
            _wait_until_ready(port)
            measure_pages(bench, port, addresses)
            if CHROMIUM is None:
                print("in a browser: left out, there is no Chromium on this machine")
            else:
                measure_browser(bench, port)
    measure_list(bench)
    print("every bar is met" if not bench.missed else f"missed: {', '.join(bench.missed)}")
    return 1 if bench.missed else 0


def _addresses(store: Store) -> Iterator[str]:
    """Every page, and some with filters."""
    yield from ADDRESSES
    for kind, statement in ONE_OF.items():
        found = store.one(statement)
        assert found is not None, kind
        yield f"/{kind}/{found['id']}"


def get(port: int, address: str) -> Answer:
    """The page at an address, as of the day of the reference district."""
    day = "" if DAY in address else f"{'&' if '?' in address else '?'}{DAY}"
    url = f"http://127.0.0.1:{port}{address}{day}"
    begun = time.perf_counter()
    with urllib.request.urlopen(url, timeout=120) as reply:
        body = reply.read().decode("utf-8")
    told = re.search(r"data;dur=([\d.]+)", reply.headers.get("server-timing") or "")
    return Answer(body, time.perf_counter() - begun, float(told[1]) / 1e3 if told else 0.0)


def _wait_until_ready(port: int) -> None:
    """Leaves the server the time to have planned what it asks by itself when it starts."""
    get(port, "/")
    time.sleep(20)


def measure_pages(bench: Bench, port: int, addresses: list[str]) -> None:
    """Each page: its first answer, and then as it is most of the time. The bar is for the median of all pages."""
    print(f"{'page':<52}{'data':>9} {'':<3}{'bar':>8}{'ratio':>7}")
    medians = []
    for address in addresses:
        first = get(port, address)
        found = [get(port, address) for _ in range(TIMES)]
        data, whole = (median(getattr(each, what) for each in found) * 1e3 for what in ("data", "seconds"))
        medians.append(data)
        note = f"whole {whole:.0f} ms, first {first.seconds:.2f} s, {len(first.body) / 1e3:.0f} kB"
        print(f"{re.sub(r'-[0-9a-f]{12,}', '-…', address):<52}{data:>9.3f} ms {'':>15}  {note}", flush=True)
    bench.tell(
        "data of a page, at the median",
        median(medians),
        50,
        "ms",
        f"slowest {max(medians):.0f} ms, {len(medians)} pages",
    )


def measure_browser(bench: Bench, port: int) -> None:
    """The overview with nothing cached, and a node's neighbours drawn beside what is there."""
    from playwright.sync_api import sync_playwright

    root = f"http://127.0.0.1:{port}"
    with sync_playwright() as driver:
        sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        seen = [_overview(browser, root) for _ in range(5)]
        bench.tell("overview, nothing cached, to content", median(seconds for seconds, _ in seen), 1.5, "s")
        bench.tell("overview, nothing cached, over the wire", max(size for _, size in seen) / 1e3, 500, "kB", "gzip")
        spent = _expanded(browser, root)
        bench.tell("network: expand, from the click to the drawing", median(spent), 0.3, "s", f"first {spent[0]:.2f} s")
        browser.close()


def _overview(browser: Any, root: str) -> tuple[float, int]:
    """Seconds to the cards and the table, and the bytes that came."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    wire.send("Network.enable")
    begun = time.perf_counter()
    tab.goto(f"{root}/?{DAY}", wait_until="commit")
    tab.wait_for_selector(".card >> nth=0")
    tab.wait_for_selector("table.heat-table")
    seconds = time.perf_counter() - begun
    tab.wait_for_load_state("networkidle")
    context.close()
    return seconds, int(sum(sizes))


EXPAND = """async target => {
  const busy = () => document.querySelector("#canvas").hasAttribute("aria-busy");
  const begun = performance.now();
  document.querySelector(`[data-expand="${target}"]`).click();
  do { await new Promise(requestAnimationFrame); } while (busy());
  await new Promise(requestAnimationFrame);
  return (performance.now() - begun) / 1000;
}"""


def _expanded(browser: Any, root: str) -> list[float]:
    """Seconds from the click on expand until all is drawn, for parts of a street one after another."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    tab = context.new_page()
    tab.set_default_timeout(120_000)
    drawn = "html[data-drawn=yes] #canvas:not([aria-busy])"
    spent = []
    for _ in range(2):
        tab.goto(f"{root}/graph?{DAY}&around={STREET}")
        tab.wait_for_selector(drawn)
        targets = [each.get_attribute("data-expand") for each in tab.locator("tbody [data-expand]").all()]
        for target in targets[1:6]:
            spent.append(tab.evaluate(EXPAND, target))
            tab.locator("[data-do=undo]").click()
            tab.wait_for_selector(drawn)
    context.close()
    return spent


def measure_list(bench: Bench) -> None:
    """Pages of a list of 100,000 posts: from its beginning, and from its end."""
    with tempfile.TemporaryDirectory() as folder:
        home = {"GOVGRAPH_HOME": folder, "GOVGRAPH_CACHE": str(StoreSettings.from_environment().cache)}
        settings = StoreSettings.from_environment({**os.environ, **home, "GOVGRAPH_STORE": "long"})
        with open_store(settings) as store:
            ensure_schema(store)
            for files in _rosters(Path(folder)):
                load_files(store, store_key(store, settings), files, LoadOptions(as_of=date(2026, 11, 1)))
            count = store.one("MATCH (p:Post) RETURN count(p) AS count")
            with served("long", **home) as (port, _):
                _wait_until_ready(port)
                asked = f"/posts?role=all&{DAY}"
                first, last = _turned(port, asked, "next"), _turned(port, f"{asked}&before={_end(port)}", "prev")
    assert count is not None
    for what, spent in (("from the beginning on", first), ("from the end back", last)):
        note = f"{count['count']:,} posts, slowest {max(spent):.3f} s"
        bench.tell(f"list of posts, a page, {what}", median(spent), 0.2, "s", note)


def _turned(port: int, address: str, way: str) -> list[float]:
    """Seconds of each page, turned by the page's own link for that."""
    get(port, address)
    spent = []
    for _ in range(20):
        answer = get(port, address)
        spent.append(answer.seconds)
        link = re.search(rf'<a href="([^"]+)" rel="{way}"', answer.body)
        assert link is not None, address
        address = "/" + html.unescape(link[1]).lstrip("./")
    return spent


def _end(port: int) -> str:
    """The cursor of the list's end."""
    asked = '{ posts(last: 1, orderBy: [{role: ASC}], asOf: "2026-11-01") { pageInfo { endCursor } } }'
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql", json.dumps({"query": asked}).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=120) as reply:
        return str(json.load(reply)["data"]["posts"]["pageInfo"]["endCursor"])


def _rosters(folder: Path) -> Iterator[list[Path]]:
    """Codes, grids and compounds of the reference district; then buildings of these with two posts each, half at a time."""
    rosters = write_reference(folder / "reference").rosters
    codes, grids, compounds, buildings = (next(rosters.glob(f"{number}*")) for number in ("01", "07", "08", "09"))
    rows = [*csv.reader(buildings.read_text("gb18030").splitlines())]
    places = sorted({tuple(row[1:4]) for row in rows[2:] if len(row) > 4})
    yield [codes, grids, compounds]
    for part in range(2):
        many = folder / f"楼栋台账{part}（示例数据）.csv"
        with many.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["街道", "社区", "小区名称", "楼栋", "党员中心户", "楼栋长"])
            for number in range(part, POSTS // 2, 2):
                street, community, compound = places[number % len(places)]
                name = f"{chr(0x4E00 + number % 5000)}{chr(0x4E00 + number // 5000)}"
                building = f"{1000 + number // len(places)}号楼"
                writer.writerow([street, community, compound, building, f"张{name}", f"王{name}"])
        yield [many]


if __name__ == "__main__":
    sys.exit(main())
