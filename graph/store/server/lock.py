"""The jars that make up the server, each with its hash: ``neo4j.lock``, one line ``sha256 size coordinate``.

``python -m graph.store.server.lock`` writes it anew: it resolves the dependencies of ``NEO4J`` (the only
moment that this is done; every user works from the lock) and hashes what they resolve to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["LOCK_FILE", "NEO4J", "Jar", "lock_hash", "locked_jars", "write_lock"]

NEO4J = "org.neo4j:neo4j:2026.08.1"
LOCK_FILE = Path(__file__).with_name("neo4j.lock")


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of the server: where Maven knows it, what it hashes to, how long it is in bytes."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def coordinate(self) -> str:
        """``group:artifact:version`` and, where there is one, ``:classifier``."""
        return ":".join(part for part in (self.group, self.artifact, self.version, self.classifier) if part)

    @property
    def name(self) -> str:
        """The file's name, as Maven forms it; unique in the lock."""
        return "-".join(part for part in (self.artifact, self.version, self.classifier) if part) + ".jar"


@cache
def locked_jars(file: Path = LOCK_FILE) -> tuple[Jar, ...]:
    """The jars of the lock, sorted by name: this order is the class path's."""
    jars = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sha256, size, coordinate = line.split()
            group, artifact, version, classifier = (*coordinate.split(":"), "")[:4]
            jars.append(Jar(group, artifact, version, classifier, sha256, int(size)))
    return tuple(sorted(jars, key=lambda jar: jar.name))


@cache
def lock_hash(file: Path = LOCK_FILE) -> str:
    """What tells one set of jars from another: the first 16 hex digits of the lock's own hash."""
    lines = (f"{jar.sha256} {jar.coordinate}" for jar in locked_jars(file))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def write_lock(file: Path = LOCK_FILE) -> int:
    """Resolve and download ``NEO4J`` and write the lock; answers the number of jars. Takes minutes."""
    import jgo

    lines = [f"# {NEO4J}: sha256, size in bytes, coordinate. Written by python -m graph.store.server.lock."]
    artifacts = [artifact for artifact in jgo.resolve(NEO4J) if artifact.packaging == "jar"]
    for artifact in sorted(artifacts, key=lambda artifact: (artifact.artifactId, artifact.classifier)):
        content = artifact.resolve().read_bytes()
        parts = (artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier)
        coordinate = ":".join(part for part in parts if part)
        lines.append(f"{hashlib.sha256(content).hexdigest()} {len(content)} {coordinate}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(artifacts)


if __name__ == "__main__":
    print(write_lock())  # noqa: T201
