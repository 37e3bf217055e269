"""The committed lock of Neo4j's jars."""

from __future__ import annotations

from graph.store.server.lock import LOCK_FILE, NEO4J, locked_jars


def test_lock_names_every_jar_once_with_its_hash() -> None:
    jars = locked_jars()
    assert len(jars) == 237
    assert len({jar.name for jar in jars}) == len(jars)
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in jars)
    assert NEO4J in {jar.coordinate for jar in jars}


def test_lock_is_in_the_order_of_the_class_path() -> None:
    names = [jar.name for jar in locked_jars()]
    assert names == sorted(names)


def test_lock_names_no_registry() -> None:
    assert "://" not in LOCK_FILE.read_text(encoding="utf-8")
