"""Sixteen clients at one server for a minute: no error, flat memory, and what a request costs.

Run by ``make bench`` on the demo's store, which is filled where it is empty. ``python tests/benchmarks/serving.py SECONDS``
takes another time. CPU is that of the server's process: HTTP, the engine and the driver, without the database. Ends with 1 where
a request failed or memory grew.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles

import psutil

from graph.store.connection import open_store
from tests.benchmarks.served import fill_demo, served

CLIENTS = 16
WARM_UP = 0.25
"""Share of the time after which memory is held to be what it will be."""
MAY_GROW = 1.10

OPERATIONS = {
    "a grid and its community": "query($id: ID!) { grid(id: $id) { id name households parent { id name } } }",
    "a hundred grids": "{ grids(first: 100) { nodes { id code name } } }",
    "a street to its post-holders": """query($street: ID!) { street(id: $street) { id name parts(first: 20) { nodes {
      id name parts(first: 40) { nodes { id name responsiblePosts(first: 10) { nodes {
        id role tenures(first: 5) { nodes { holder { name } } } } } } } } } } }""",
}


@dataclass
class Seen:
    """What the clients saw."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in OPERATIONS})
    statuses: Counter[str] = field(default_factory=Counter)
    bytes: int = 0


async def client(port: int, number: int, ids: list[str], streets: list[str], until: float, seen: Seen) -> None:
    """One client: asks, waits for the answer, asks again, on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    names = list(OPERATIONS)
    turn = number
    while time.perf_counter() < until:
        name = names[turn % len(names)]
        variables = {"id": ids[turn % len(ids)], "street": streets[turn % len(streets)]}
        body = json.dumps({"query": OPERATIONS[name], "variables": variables}).encode()
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Accept: application/graphql-response+json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        begun = time.perf_counter()
        writer.write(head.encode() + body)
        status, size = await _answer(reader)
        seen.seconds[name].append(time.perf_counter() - begun)
        seen.statuses[status] += 1
        seen.bytes += size
        turn += 1
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[str, int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    hit = re.search(r"content-length: (\d+)", head)
    assert hit is not None, head
    body = await reader.readexactly(int(hit[1]))
    failed = b'"errors"' in body
    return head[9:12] + (" with errors" if failed else ""), len(body)


async def crowd(
    process: psutil.Process, port: int, ids: list[str], streets: list[str], seconds: float
) -> tuple[Seen, int, int]:
    """All clients at a time; what they saw, and the server's memory after warming up and at the end."""
    seen = Seen()
    until = time.perf_counter() + seconds
    tasks = [asyncio.create_task(client(port, number, ids, streets, until, seen)) for number in range(CLIENTS)]
    await asyncio.sleep(seconds * WARM_UP)
    warm = process.memory_info().rss
    await asyncio.gather(*tasks)
    return seen, warm, process.memory_info().rss


def main() -> int:
    """Measures and prints."""
    seconds = float(sys.argv[1]) if sys.argv[1:] else 60.0
    with open_store(fill_demo()) as store:
        ids = [row["id"] for row in store.rows("MATCH (g:Grid) RETURN g.id AS id ORDER BY id LIMIT 500")]
        streets = [row["id"] for row in store.rows("MATCH (s:Street) RETURN s.id AS id ORDER BY id")]
        with served() as (port, process):
            before = process.cpu_times()
            seen, warm, end = asyncio.run(crowd(process, port, ids, streets, seconds))
            after = process.cpu_times()
    return tell(seen, warm, end, after.user + after.system - before.user - before.system, seconds)


def tell(seen: Seen, warm: int, end: int, cpu: float, seconds: float) -> int:
    """Prints the figures; 1 where a request failed or memory grew."""
    requests = seen.statuses.total()
    print(f"{CLIENTS} clients, {seconds:.0f} s: {requests:,} requests, {requests / seconds:,.0f} a second")
    for name, spent in seen.seconds.items():
        print(f"  {name:<32} median {median(spent) * 1e3:7.1f} ms   99 % {quantiles(spent, n=100)[98] * 1e3:7.1f} ms")
    print(f"  CPU of the server                {cpu / requests * 1e3:.2f} ms a request")
    print(f"  answers                          {seen.bytes / requests / 1e3:.1f} kB each")
    print(f"  memory                           {warm / 1e6:.0f} MB warm, {end / 1e6:.0f} MB at the end")
    bad = {status: count for status, count in seen.statuses.items() if status != "200"}
    print(f"  answers that were not 200        {bad or 'none'}")
    return 1 if bad or end > warm * MAY_GROW else 0


if __name__ == "__main__":
    sys.exit(main())
