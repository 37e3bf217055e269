"""How the server is run: its memory, its configuration, its first password, its Java command."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store.server.distribution import Distribution
    from graph.store.server.folder import StoreFolder

__all__ = [
    "fit_memory",
    "java_command",
    "java_options",
    "machine_memory",
    "write_configuration",
    "write_first_password",
]

_GB = 1024**3
_HASH_ROUNDS = 1024

# total memory from which on it holds: (heap, page cache) in MB. A whole import is one transaction on the heap.
_MEMORY = ((16 * _GB, 4096, 512), (7.5 * _GB, 2048, 256), (0, 512, 128))

_SMALL = ("-XX:+UseSerialGC",)
_LARGE = ("-XX:+UseParallelGC", "-Xmn1408m")
"""A whole import stays on the heap until it is committed: where there is room, it is copied about seldom, and by all
processors at once. 10 s instead of 13 for writing and committing a district of 368,000 items on two."""

_JAVA_OPTIONS = (
    "-XX:+UseCompactObjectHeaders",
    "-XX:-UsePerfData",
    "-XX:+ExitOnOutOfMemoryError",
    "-Xlog:disable",
    "-Xlog:all=error:stderr",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    *(
        f"--add-opens=java.base/{name}=ALL-UNNAMED"
        for name in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
    ),
)

# Nothing listens beyond loopback, nothing calls home, and stopping does not wait for Bolt's quiet period.
_CONFIGURATION = {
    "server.default_listen_address": "127.0.0.1",
    "server.bolt.enabled": "true",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.security.auth_enabled": "true",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "dbms.usage_report.enabled": "false",
    "server.bolt.telemetry.enabled": "false",
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
    "server.logs.debug.enabled": "false",
    "db.logs.query.enabled": "OFF",
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "64m",
    "db.tx_log.rotation.retention_policy": "1 files",
    "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
    "internal.server.bolt.connection_shutdown_wait_time": "0s",
}


def machine_memory() -> int:
    """Bytes of memory that this process may count on: the machine's, or the container's limit."""
    import psutil

    total = int(psutil.virtual_memory().total)
    limit = Path("/sys/fs/cgroup/memory.max")
    text = limit.read_text(encoding="ascii").strip() if limit.exists() else ""
    return min(total, int(text)) if text.isdecimal() else total


def fit_memory(total: int) -> tuple[int, int]:
    """Heap and page cache in MB for a machine of so many bytes.

    >>> fit_memory(4 * 1024**3), fit_memory(8 * 1024**3)
    ((512, 128), (2048, 256))
    """
    return next((heap, pages) for least, heap, pages in _MEMORY if total >= least)


def java_options(heap: int) -> tuple[str, ...]:
    """Java's options for a heap of so many MB.

    >>> java_options(512)[:3]
    ('-Xms512m', '-Xmx512m', '-XX:+UseSerialGC')
    """
    large = _is_large(heap)
    return (f"-Xms{2560 if large else min(heap, 512)}m", f"-Xmx{heap}m", *(_LARGE if large else _SMALL), *_JAVA_OPTIONS)


def _is_large(heap: int) -> bool:
    return heap >= _MEMORY[0][1]


def write_configuration(folder: StoreFolder, *, port: int) -> None:
    """Write ``conf/neo4j.conf`` for this start.

    An import is one transaction, and hardly anything runs beside it, so it may take nearly all of the heap; of a large one less,
    as much of that is kept for what is short-lived. A server out of memory ends, where a refusal says what to do.
    """
    heap, pages = fit_memory(machine_memory())
    lines = {
        **_CONFIGURATION,
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.memory.pagecache.size": f"{pages}m",
        "dbms.memory.transaction.total.max": f"{heap * (6 if _is_large(heap) else 9) // 10}m",
    }
    text = "".join(f"{name}={value}\n" for name, value in lines.items())
    (folder.conf / "neo4j.conf").write_text("# written by govgraph at each start\n" + text, encoding="utf-8")


def write_first_password(folder: StoreFolder, password: str) -> None:
    """Hand the password to a server that has never run, in the file that ``neo4j-admin`` would write.

    Written before the first start, so that no server ever listens with a known password; not through
    ``neo4j-admin`` itself, which takes the password as an argument that other users of the machine can read.
    """
    if (folder.path / "data" / "databases" / "system").exists():
        return
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_HASH_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    file = folder.path / "data" / "dbms" / "auth.ini"
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(f"neo4j:SHA-256,{digest.hex()},{salt.hex()},{_HASH_ROUNDS}:\n")


def java_command(distribution: Distribution, folder: StoreFolder, *, cache: str) -> list[str]:
    """The command that runs the server; ``cache`` is the option that uses or records the start-up cache, or empty."""
    heap, _ = fit_memory(machine_memory())
    # a file instead of a command line of 25 kB, which Windows refuses; forward slashes and quotes suit its syntax
    paths = os.pathsep.join(str(jar) for jar in distribution.jars).replace("\\", "/")
    arguments = folder.conf / "java.args"
    arguments.write_text(f'-cp "{paths}"\n', encoding="utf-8")
    return [
        str(distribution.java),
        *java_options(heap),
        *([cache] if cache else []),
        f"@{arguments}",
        "org.neo4j.server.Neo4jCommunity",
        f"--home-dir={folder.path}",
        f"--config-dir={folder.conf}",
    ]
