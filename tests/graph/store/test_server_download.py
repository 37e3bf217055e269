"""Jars over the network, from a mirror of the test's own."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.errors import StoreError, StoreUnreachable
from graph.store.server.download import collect_jars
from graph.store.server.lock import Jar

CONTENT = b"not really a jar, but with a hash like one"


def jar_of(content: bytes) -> Jar:
    return Jar("cn.example", "demo", "1.0", "", hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Maven mirror on this machine, the only one that jgo is told of; the user's own Maven folder is left out."""
    folder = tmp_path / "mirror"
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        use_mirror(tmp_path, monkeypatch, f"http://127.0.0.1:{server.server_port}")
        put(folder, CONTENT)
        yield folder
        server.shutdown()


def use_mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    config = tmp_path / "jgo.conf"
    config.write_text(f"[repositories]\ncentral = {url}\n", encoding="utf-8")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(config))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "no-m2"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def put(folder: Path, content: bytes) -> None:
    file = folder / "cn" / "example" / "demo" / "1.0" / "demo-1.0.jar"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    file.with_name(file.name + ".sha1").write_text(hashlib.sha1(content).hexdigest(), encoding="ascii")


@pytest.mark.usefixtures("mirror")
def test_collect_jars_downloads_and_checks(tmp_path: Path) -> None:
    lib = tmp_path / "dist" / "lib"
    collect_jars([jar_of(CONTENT)], lib)
    assert (lib / "demo-1.0.jar").read_bytes() == CONTENT
    assert not (tmp_path / "dist" / "downloads").exists()


@pytest.mark.usefixtures("mirror")
def test_collect_jars_refuses_a_jar_with_another_hash(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cn\.example:demo:1\.0"):
        collect_jars([jar_of(CONTENT[::-1])], tmp_path / "lib")
    assert not list(tmp_path.rglob("lib/*.jar"))
    assert not list((tmp_path / "downloads").rglob("*.jar"))


@pytest.mark.usefixtures("mirror")
def test_collect_jars_replaces_what_an_interrupted_download_left(tmp_path: Path) -> None:
    put(tmp_path / "dist" / "downloads", CONTENT[:7])
    collect_jars([jar_of(CONTENT)], tmp_path / "dist" / "lib")
    assert (tmp_path / "dist" / "lib" / "demo-1.0.jar").read_bytes() == CONTENT


def test_collect_jars_takes_the_users_own_jar_and_leaves_it(mirror: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("M2_REPO", str(mirror))
    collect_jars([jar_of(CONTENT)], mirror.parent / "lib")
    assert (mirror.parent / "lib" / "demo-1.0.jar").samefile(mirror / "cn/example/demo/1.0/demo-1.0.jar")


def test_collect_jars_says_what_to_do_without_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_mirror(tmp_path, monkeypatch, "http://127.0.0.1:9")
    with pytest.raises(StoreUnreachable, match="store fetch --to") as caught:
        collect_jars([jar_of(CONTENT)] * 30, tmp_path / "lib")
    assert caught.value.message.en.startswith("30 parts")


def test_collect_jars_says_which_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot write"):
        collect_jars([jar_of(CONTENT)], tmp_path / "file" / "lib")
