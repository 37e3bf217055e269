"""Backup and restore: everything comes back with its type, or nothing is changed and the reason is clear."""

from __future__ import annotations

import errno
import json
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from graph.errors import StoreBusy, StoreError, StoreRefused, StoreTooNew, UsageError
from graph.model import MODEL_VERSION
from graph.store.backup import BackupResult, archive, backup_store, contents, restore, restore_store, sealed
from graph.store.backup import dump as dumping
from graph.store.batches import BatchHeader, lock_store, read_batches, undo_batch, write_batch
from graph.store.connection import Store
from graph.store.delta import Delta
from graph.store.records import GraphState, Node, Relationship
from graph.store.schema import ensure_schema
from graph.store.writer import write_delta

Dump = Callable[[], list[str]]

PASSPHRASE = "平城区 2026 的口令"
KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase costs half a second and 128 MB; not in tests."""
    monkeypatch.setattr(sealed, "COST", (10, 8, 1))


@pytest.fixture
def filled(ready_store: Store) -> Store:
    """A store with one batch of facts, and with nodes of other parts of the program and values of every type."""
    told = {"sources": ["sheet-a#3"], "synthetic": True, "validFrom": date(2024, 1, 1)}
    delta = Delta(
        created_nodes=[
            Node("area-1", ("Area", "Grid"), {**told, "name": "第一网格", "households": 310, "lon": 113.0}),
            Node("org-1", ("Organisation", "ResidentsCommittee"), {**told, "name": "居委会", "aliases": []}),
        ],
        created_relationships=[Relationship("rel-1", "BASED_IN", "org-1", "area-1", told)],
    )
    header = BatchHeader("me", datetime(2026, 11, 1, tzinfo=UTC), date(2026, 11, 1), None, "内部", True, {}, [])

    def write(tx: Any) -> None:
        number, _ = lock_store(tx, "test")
        write_delta(tx, delta, GraphState())
        write_batch(tx, delta, header, number=number + 1)
        tx.run(
            "CREATE (:`Odd ``label`:Account {name: 'a', secret: $secret})-[:`likes it` {on: date()}]->()",
            secret=b"\0\xff",
        )

    ready_store.write(write)
    return ready_store


def wipe(store: Store) -> Store:
    store.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())
    return store


def emptied(store: Store) -> Store:
    """The store as a new one is when a command has looked into it."""
    ensure_schema(wipe(store))
    return store


def backed_up(store: Store, folder: Path, **chosen: Any) -> BackupResult:
    return backup_store(store, folder / "store.backup", **chosen)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_restore_brings_everything_back(passphrase: str | None, filled: Store, dump: Dump, tmp_path: Path) -> None:
    before = dump()
    made = backed_up(filled, tmp_path, passphrase=passphrase, key=KEY)
    wipe(filled)
    result = restore_store(filled, made.file, passphrase=passphrase)
    assert dump() == before
    assert result.contents == made.contents
    assert (made.nodes, made.relationships) == (9, 2)
    assert result.key == (KEY if passphrase else None)


def test_restored_store_goes_on_as_the_old_one(filled: Store, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path)
    restore_store(emptied(filled), made.file)
    assert [batch.id for batch in read_batches(filled)] == ["batch-000001"]
    undo_batch(filled, "1")
    assert filled.one("MATCH (n:Area) RETURN count(n) AS areas") == {"areas": 0}
    assert filled.one("SHOW CONSTRAINTS YIELD name WHERE name = 'id_Area' RETURN count(*) AS there") == {"there": 1}


VALUES = """
RETURN [3, -9223372036854775808, 3.0, 1e300, -0.0, 0.1, 1.0/0.0, true, '', '文字\\n"', '@date', [1, 2], [1.0, 2.0], ['a'],
  [true], date('2026-11-01'), [date('0001-01-01')],
  datetime('2026-11-01T03:04:05.123456789+08:00'), datetime('2026-11-01T00:00Z'),
  datetime('2025-10-26T02:30:00+02:00[Europe/Berlin]'), datetime('2025-10-26T02:30:00+01:00[Europe/Berlin]'),
  localdatetime('2026-11-01T03:04:05.5'), time('03:04:05+08:00'), localtime('03:04'), duration('P-1M-2DT-3.25S'),
  point({longitude: 113.3, latitude: 40.1}), point({x: 1, y: 2, z: 3})] AS values
"""
SHOWN = "MATCH (v:V) RETURN v.n AS n, valueType(v.value) AS type, toStringOrNull(v.value) AS text, v.value AS value ORDER BY n"


def test_restore_keeps_every_type_of_value(ready_store: Store, tmp_path: Path) -> None:
    values = [*(ready_store.one(VALUES) or {})["values"], b"\0\xff" * 9, float("-inf")]
    ready_store.write(
        lambda tx: [tx.run("CREATE (:V {n: $n, value: $value})", n=n, value=value) for n, value in enumerate(values)]
    )
    before = ready_store.rows(SHOWN)
    assert len(before) == len(values) == 29
    made = backed_up(ready_store, tmp_path)
    restore_store(emptied(ready_store), made.file)
    assert ready_store.rows(SHOWN) == before


def test_backup_without_passphrase_leaves_the_key_out_and_says_so(filled: Store, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path, key=KEY)
    assert not made.key_included and not made.encrypted
    assert [note.key for note in made.notes] == ["backup.key_left_out", "backup.not_encrypted"]
    assert made.bytes == made.file.stat().st_size
    assert KEY not in made.file.read_bytes()


def test_backup_with_passphrase_hides_everything(filled: Store, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path, passphrase=PASSPHRASE, key=KEY)
    told = made.file.read_bytes()
    assert made.key_included and made.encrypted and [note.key for note in made.notes] == ["backup.key_included"]
    assert KEY not in told and b"manifest" not in told and b"PK" not in told[:64]
    assert repr(KEY) not in repr(restore_store(emptied(filled), made.file, passphrase=PASSPHRASE))


def test_backup_is_for_its_owner_only_and_leaves_nothing_beside(filled: Store, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [made.file]


def test_backup_manifest_shape(filled: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(backed_up(filled, tmp_path).file) as file:
        assert file.namelist() == ["nodes.jsonl", "relationships.jsonl", "manifest.json"]
        told = json.loads(file.read("manifest.json"))
        first = json.loads(file.read("nodes.jsonl").splitlines()[0])
    assert {key: value for key, value in told.items() if key not in ("madeAt", "fingerprint", "parts")} == {
        "format": "govgraph-backup", "version": 1, "model": MODEL_VERSION, "nodes": 9, "relationships": 2,
        "labels": {"Account": 1, "Area": 1, "BatchLog": 1, "ChangeLog": 2, "Grid": 1, "ImportBatch": 1, "Odd `label": 1,
                   "Organisation": 1, "ResidentsCommittee": 1, "StoreMeta": 1},
        "types": {"BASED_IN": 1, "likes it": 1},
    }  # fmt: skip
    assert [sorted(part) for part in told["parts"]] == [["bytes", "name", "sha256"]] * 2
    assert first[0] == 0 and len(first) == 3


def test_fingerprint_does_not_depend_on_order_but_on_everything_else() -> None:
    def fingerprint(*nodes: tuple[list[str], dict[str, Any]], end: int = 1) -> str:
        ledger = contents.Ledger()
        hashes = [ledger.node(*node) for node in nodes]
        ledger.relationship("T", hashes[0], hashes[end], {})
        return ledger.contents().fingerprint

    a: Any = (["A"], {"x": 1, "y": 2})
    b: Any = (["B"], {})
    assert fingerprint(a, b) == fingerprint((["A"], {"y": 2, "x": 1}), b)
    different = [fingerprint(a, b), fingerprint(b, a), fingerprint(a, b, end=0), fingerprint(a, (["B"], {"x": 1.0}))]
    assert len(set(different)) == len(different)


def test_restore_refuses_a_store_that_holds_something(filled: Store, dump: Dump, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path)
    before = dump()
    with pytest.raises(StoreRefused, match="已有 8 个节点"):
        restore_store(filled, made.file)
    assert dump() == before


def cut(told: bytes) -> bytes:
    return told[:-300]


def flip(told: bytes) -> bytes:
    return told[:200] + bytes([told[200] ^ 1]) + told[201:]


def other(told: bytes) -> bytes:
    return b"some other file" * 20


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize(
    ("damage", "text"),
    [
        (cut, "不完整或被改动"),
        (flip, "不完整或被改动"),
        (other, "不是 govgraph 的备份"),
        (lambda told: b"", "不是 govgraph 的备份"),
    ],
)
def test_restore_refuses_a_damaged_file(
    damage: Callable[[bytes], bytes], text: str, passphrase: str | None, filled: Store, dump: Dump, tmp_path: Path
) -> None:
    made = backed_up(filled, tmp_path, passphrase=passphrase)
    made.file.write_bytes(damage(made.file.read_bytes()))
    emptied(filled)
    before = dump()
    with pytest.raises(StoreError, match=text):
        restore_store(filled, made.file, passphrase=passphrase)
    assert dump() == before


def test_restore_tells_a_wrong_passphrase_from_a_missing_one(filled: Store, dump: Dump, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path, passphrase=PASSPHRASE, key=KEY)
    emptied(filled)
    before = dump()
    with pytest.raises(StoreError, match="口令与"):
        restore_store(filled, made.file, passphrase="另一个")
    with pytest.raises(UsageError, match="已加密"):
        restore_store(filled, made.file)
    assert dump() == before


@pytest.mark.parametrize("of", ["version", "model"])
def test_restore_refuses_a_newer_backup(of: str, filled: Store, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path)
    rewrite(made.file, lambda manifest: manifest | {of: 99})
    with pytest.raises(StoreTooNew, match="升级"):
        restore_store(emptied(filled), made.file)
    told = sealed.MAGIC + b"\x09" + bytes(60)
    made.file.write_bytes(told)
    with pytest.raises(StoreTooNew, match="升级"):
        restore_store(filled, made.file, passphrase=PASSPHRASE)


def test_restore_that_does_not_prove_itself_is_taken_back(filled: Store, dump: Dump, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path)
    rewrite(made.file, lambda manifest: manifest | {"fingerprint": "0" * 64})
    emptied(filled)
    before = dump()
    with pytest.raises(StoreError, match="已全部撤回"):
        restore_store(filled, made.file)
    assert dump() == before


def rewrite(file: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Makes the same backup with another manifest."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["manifest.json"] = json.dumps(change(json.loads(parts["manifest.json"]))).encode()
    with zipfile.ZipFile(file, "w") as new:
        for name, told in parts.items():
            new.writestr(name, told)


def test_backup_never_overwrites(filled: Store, tmp_path: Path) -> None:
    made = backed_up(filled, tmp_path)
    before = made.file.read_bytes()
    with pytest.raises(UsageError, match="已存在"):
        backed_up(filled, tmp_path)
    assert made.file.read_bytes() == before


@pytest.mark.parametrize(("number", "text"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "无法写入")])
def test_backup_that_the_disk_does_not_take_leaves_nothing(
    number: int, text: str, filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, data: bytes) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(archive.PartWriter, "write", refuse)
    with pytest.raises(StoreError, match=text):
        backed_up(filled, tmp_path, passphrase=PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_backup_that_cannot_be_read_back_gets_no_name(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(tx: object, draft: BinaryIO, *rest: object) -> contents.Contents:
        draft.write(b"PK nothing")
        return contents.Ledger().contents()

    monkeypatch.setattr(dumping, "_dump", spoil)
    with pytest.raises(StoreError, match="不完整或被改动"):
        backed_up(filled, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_backup_of_a_store_that_changes_under_it_is_refused(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = contents.StoredRelationship("T", "nobody", "nobody", {})
    monkeypatch.setattr(dumping, "stored_relationships", lambda tx: iter([stranger]))
    with pytest.raises(StoreBusy, match="改动"):
        backed_up(filled, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_backup_refuses_an_empty_passphrase_and_restore_a_missing_file(ready_store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="口令为空"):
        backed_up(ready_store, tmp_path, passphrase="  ")
    with pytest.raises(UsageError, match="没有文件"):
        restore_store(ready_store, tmp_path / "none")
    with pytest.raises(StoreError, match="无法读取"):
        restore_store(ready_store, tmp_path)


def test_restore_writes_in_parts(filled: Store, dump: Dump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.write(lambda tx: tx.run("UNWIND range(1, 40) AS n CREATE (a:N {n: n})-[:R {n: n}]->(:M {n: -n})").consume())
    before = dump()
    made = backed_up(filled, tmp_path)
    monkeypatch.setattr(restore, "_ROWS", 7)
    monkeypatch.setattr(restore, "_BYTES", 300)
    restore_store(emptied(filled), made.file)
    assert dump() == before
