"""The figures for GraphQL beside the same hand-written Cypher through the bare driver, as ratios within one run.

Run by ``make bench``. CPU is that of this process, so it is what the compiled way costs beside the driver itself; the
server's share is in the seconds. ``python tests/benchmarks/operations.py --store demo`` uses a store that is filled already.
Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median

from graphql import OperationDefinitionNode, parse

from api.accounts.viewer import LOCAL, make_viewer
from api.graphql.compiler import compile_operation
from api.graphql.compiler.access import Access
from api.graphql.engine import Engine, Request
from graph.store.connection import Store, open_store
from graph.store.schema import ensure_schema
from graph.store.settings import StoreSettings
from loaders.linking.secret import store_key
from loaders.load import LoadOptions, load_files
from loaders.reference import write_reference

DAY = date(2026, 11, 1)
_ALIVE = "({0}.validFrom IS NULL OR {0}.validFrom <= $day) AND ({0}.validTo IS NULL OR $day < {0}.validTo)"


def _alive(*names: str) -> str:
    return " AND ".join(_ALIVE.format(name) for name in names)


POINT = (
    'query($id: ID!) { grid(id: $id, asOf: "2026-11-01") { id name households parent { id name } } }',
    f"""MATCH (g:Area&Grid) WHERE g.id = $id AND {_alive("g")}
    RETURN {{grid: {{id: g.id, name: g.name, households: g.households, parent: head(COLLECT {{
      MATCH (g)-[r:WITHIN]->(p:Area) WHERE {_alive("r", "p")} RETURN {{id: p.id, name: p.name}} ORDER BY p.id }})}}}} AS data""",
)
PEOPLE = (
    """{ persons(first: 1000, where: {tenures: {some: {}}}, orderBy: [{name: ASC}], asOf: "2026-11-01") { nodes {
      id name pinyin tenures(first: 10) { nodes { id mode post { id role title } } } } } }""",
    f"""MATCH (p:Person) WHERE EXISTS {{ MATCH (p)<-[:HOLDER]-(t:Tenure) WHERE {_alive("t")} }}
    WITH p ORDER BY p.name, p.id LIMIT 1000
    CALL (p) {{ MATCH (p)<-[h:HOLDER]-(t:Tenure) WHERE {_alive("t")} WITH t, h ORDER BY t.id, h.id LIMIT 10
      CALL (t) {{ MATCH (t)-[:OF_POST]->(o:Post) WHERE {_alive("o")} WITH o ORDER BY o.id LIMIT 1
        RETURN head(collect({{id: o.id, role: o.role, title: o.title}})) AS post }}
      RETURN collect({{id: t.id, mode: t.mode, post: post}}) AS tenures }}
    RETURN {{persons: {{nodes: collect({{id: p.id, name: p.name, pinyin: p.pinyin, tenures: {{nodes: tenures}}}})}}}} AS data""",
)
STREET = (
    """query($id: ID!) { street(id: $id, asOf: "2026-11-01") { id name parts(first: 20) { nodes {
      id name parts(first: 40) { nodes { id name responsiblePosts(first: 10) { nodes {
        id role tenures(first: 5) { nodes { holder { name } } } } } } } } } } }""",
    f"""MATCH (s:Area&Street) WHERE s.id = $id AND {_alive("s")}
    CALL (s) {{ MATCH (s)<-[r:WITHIN]-(c:Area) WHERE {_alive("r", "c")} WITH c, r ORDER BY c.id, r.id LIMIT 20
      CALL (c) {{ MATCH (c)<-[q:WITHIN]-(g:Area) WHERE {_alive("q", "g")} WITH g, q ORDER BY g.id, q.id LIMIT 40
        CALL (g) {{ MATCH (g)<-[f:RESPONSIBLE_FOR]-(o:Post) WHERE {_alive("f", "o")} WITH o, f ORDER BY o.id, f.id LIMIT 10
          CALL (o) {{ MATCH (o)<-[:OF_POST]-(t:Tenure) WHERE {_alive("t")} WITH t ORDER BY t.id LIMIT 5
            CALL (t) {{ MATCH (t)-[:HOLDER]->(p:Person) WITH p ORDER BY p.id LIMIT 1
              RETURN head(collect({{name: p.name}})) AS holder }}
            RETURN collect({{holder: holder}}) AS tenures }}
          RETURN collect({{id: o.id, role: o.role, tenures: {{nodes: tenures}}}}) AS posts }}
        RETURN collect({{id: g.id, name: g.name, responsiblePosts: {{nodes: posts}}}}) AS grids }}
      RETURN collect({{id: c.id, name: c.name, parts: {{nodes: grids}}}}) AS communities }}
    RETURN {{street: {{id: s.id, name: s.name, parts: {{nodes: communities}}}}}} AS data""",
)
PAGE = """query($after: String) { posts(first: 100, after: $after, orderBy: [{role: ASC}]) {
  nodes { id role } pageInfo { hasNextPage endCursor } } }"""
IMPORT = "import time; t = time.perf_counter(); import api.graphql.engine, api; api.create_app; print(time.perf_counter() - t)"
BUILD = """import time; from api.graphql.schema import build_schema; import strawberry; t = time.perf_counter()
build_schema(); print(time.perf_counter() - t)"""


class Bench:
    """Prints figures beside their bars and remembers what was missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def tell(self, what: str, value: float, bar: float | None = None, note: str = "") -> None:
        """One line."""
        against = f"{bar:>9.3f}{value / bar:>7.2f}" if bar else f"{'':>16}"
        print(f"{what:<52}{value:>10.3f}{against}  {note}", flush=True)
        if bar and value > bar:
            self.missed.append(what)


@contextmanager
def filled_store(name: str | None) -> Iterator[Store]:
    """A store with the reference district: the one that is named, or one filled now in a home of its own."""
    if name is not None:
        with open_store(StoreSettings.from_environment(store=name)) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        shared = StoreSettings.from_environment()
        told = {"GOVGRAPH_HOME": folder, "GOVGRAPH_CACHE": str(shared.cache), "GOVGRAPH_STORE": "bench"}
        settings = StoreSettings.from_environment({**os.environ, **told})
        rosters = write_reference(Path(folder) / "district").rosters
        with open_store(settings) as store:
            ensure_schema(store)
            load_files(store, store_key(store, settings), [rosters], LoadOptions(DAY))
            yield store


async def measure(bench: Bench, store: Store) -> None:
    """Every figure that needs the store."""
    async with store.async_driver() as driver:
        engine = Engine(driver, database=store.database, store=store)
        ids = store.rows("MATCH (g:Grid) RETURN g.id AS id ORDER BY id LIMIT 50")
        streets = store.rows("MATCH (s:Street) RETURN s.id AS id ORDER BY id")
        await _cold(bench, engine)
        await _cached(bench, engine, ids[0]["id"])
        pairs: tuple[tuple[str, tuple[str, str], list[dict[str, str]], int], ...] = (
            ("point look-up", POINT, ids, 2_000),
            ("1,000 sorted people with their tenures and posts", PEOPLE, [{}], 20),
            ("a street to its post-holders, depth 4", STREET, streets, 60),
        )
        for what, (document, cypher), variables, times in pairs:
            ours, theirs, size = await _beside(engine, store, document, cypher, variables, times)
            note = f"{size:,} bytes; seconds {ours[1]:.4f} against {theirs[1]:.4f}, ratio {ours[1] / theirs[1]:.3f}"
            if times > 1_000:
                bench.tell(f"{what}: CPU ms over the driver", (ours[0] - theirs[0]) * 1e3, 0.3, note)
            else:
                bench.tell(f"{what}: seconds against the driver's", ours[1] / theirs[1], 1.1, note)
        await _pages(bench, engine)
        _planned(bench, engine, store, streets[0]["id"])


def _planned(bench: Bench, engine: Engine, store: Store, street: str) -> None:
    """What Neo4j needs to plan a statement that it has not met: a comment makes each text another one."""
    for name, viewer in (("everybody", LOCAL), ("a street", make_viewer("x", "planner", areas=(street,)))):
        for label in ("findings", "posts"):
            document = parse(f"{{ {label}(first: 3) {{ nodes {{ id }} }} }}")
            operation = document.definitions[0]
            assert isinstance(operation, OperationDefinitionNode)
            plan = compile_operation(engine.schema, document, operation, {}, Access.of(viewer))
            parameters = plan.bind({}, today=DAY, scope=tuple(viewer.areas))
            spent = []
            with store.session() as session:
                for number in range(40):
                    begun = time.perf_counter()
                    session.run(f"EXPLAIN /* {number} */ {plan.text}", parameters).consume()
                    spent.append(time.perf_counter() - begun)
            bench.tell(f"{label} of {name}: ms that Neo4j plans", median(spent[20:]) * 1e3)


async def _cold(bench: Bench, engine: Engine) -> None:
    """CPU of making a plan, without parsing and validation."""
    for what, document in (("point", POINT[0]), ("people", PEOPLE[0]), ("depth 4", STREET[0])):
        prepared = engine.documents.prepare(document)
        operation = prepared.choose(None)
        assert isinstance(operation, OperationDefinitionNode)
        spent = []
        for _ in range(20):
            begun = time.process_time()
            compile_operation(engine.schema, prepared.document, operation, {"id": "x"}, Access.of(LOCAL))
            spent.append(time.process_time() - begun)
        bench.tell(f"cold plan, {what}: CPU ms", median(spent) * 1e3, 5)


async def _cached(bench: Bench, engine: Engine, id: str) -> None:
    """CPU of finding a plan again and binding it."""
    request = Request(POINT[0], {"id": id})
    operation, variables = engine._understand(request)
    engine.plans.plan(request.document, operation, variables, Access.of(LOCAL))
    times = 5_000
    begun = time.process_time()
    for _ in range(times):
        operation, variables = engine._understand(request)
        operation.limit(variables)
        plan = engine.plans.plan(request.document, operation, variables, Access.of(LOCAL))
        plan.bind(variables, today=DAY)
    bench.tell("cached plan: CPU ms", (time.process_time() - begun) / times * 1e3, 0.05)


async def _beside(
    engine: Engine, store: Store, document: str, cypher: str, variables: list[dict[str, str]], times: int
) -> tuple[tuple[float, float], tuple[float, float], int]:
    """(CPU, seconds) of one operation through the engine and through the driver, in turns, and the bytes of an answer."""
    from neo4j import READ_ACCESS

    size = 0

    async def ours(asked: dict[str, str]) -> None:
        nonlocal size
        answer = await engine.answer(Request(document, dict(asked)), LOCAL)
        assert answer.status == 200, answer.body[:500]
        size = len(answer.body)

    async def theirs(asked: dict[str, str]) -> None:
        async with engine.driver.session(database=store.database, default_access_mode=READ_ACCESS) as session:
            result = await session.run(cypher, {**asked, "day": DAY})
            json.dumps(None if (row := await result.single()) is None else len(row["data"]))

    spent: dict[str, list[tuple[float, float]]] = {"ours": [], "theirs": []}
    for name, work in (("ours", ours), ("theirs", theirs)) * 5:
        spent[name].append(await _each(work, variables, max(times // 5, 1)))
    best = {name: (min(row[0] for row in rows[1:]), min(row[1] for row in rows[1:])) for name, rows in spent.items()}
    return best["ours"], best["theirs"], size


async def _each(
    work: Callable[[dict[str, str]], Awaitable[None]], variables: list[dict[str, str]], times: int
) -> tuple[float, float]:
    cpu, begun = time.process_time(), time.perf_counter()
    for number in range(times):
        await work(variables[number % len(variables)])
    return (time.process_time() - cpu) / times, (time.perf_counter() - begun) / times


async def _pages(bench: Bench, engine: Engine) -> None:
    """A page far down the list against the first one."""
    after: str | None = None
    cursors: list[str | None] = []
    for _ in range(150):
        told = json.loads((await engine.answer(Request(PAGE, {"after": after}), LOCAL)).body)["data"]["posts"]
        cursors.append(after)
        after = told["pageInfo"]["endCursor"]
    seconds = {}
    for page in (1, 150):
        spent = []
        for _ in range(40):
            begun = time.perf_counter()
            await engine.answer(Request(PAGE, {"after": cursors[page - 1]}), LOCAL)
            spent.append(time.perf_counter() - begun)
        seconds[page] = min(spent)
    note = f"100 posts by role; {seconds[150] * 1e3:.1f} ms against {seconds[1] * 1e3:.1f} ms"
    bench.tell("page 150 against page 1", seconds[150] / seconds[1], 1.1, note)


def main() -> int:
    """Measures and prints every figure."""
    name = sys.argv[2] if sys.argv[1:2] == ["--store"] else None
    bench = Bench()
    print(f"{'what':<52}{'figure':>10}{'bar':>9}{'ratio':>7}")
    for what, code, bar in (("import of the app: seconds", IMPORT, 1.5), ("schema built: seconds", BUILD, 1.0)):
        told = [float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
                for _ in range(3)]  # fmt: skip
        bench.tell(what, min(told), bar)
    with filled_store(name) as store:
        asyncio.run(measure(bench, store))
    print("every bar is met" if not bench.missed else f"missed: {', '.join(bench.missed)}")
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
