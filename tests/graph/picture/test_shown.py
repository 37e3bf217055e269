"""``graph.show``: shows itself, saves itself, says what is wrong, and leaves the caller's graph as it was."""

from __future__ import annotations

import json
import os
import stat
from copy import deepcopy
from html import unescape
from pathlib import Path

import networkx as nx
import pytest

import graph
from graph.errors import StoreRefused, UsageError
from graph.picture import KINDS, Shown


@pytest.fixture
def shown(community: nx.MultiDiGraph) -> Shown:
    """A picture of the small community."""
    return graph.show(community, "c")


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_leaves_the_graph_as_it_was(community: nx.MultiDiGraph, kind: str) -> None:
    before = deepcopy((dict(community.nodes(data=True)), [*community.edges(keys=True, data=True)], community.graph))
    shown = graph.show(community, None if kind == "network" else "c", kind, to="d" if kind == "path" else None)
    assert shown.html() and shown.svg() and shown.document()
    assert before == (dict(community.nodes(data=True)), [*community.edges(keys=True, data=True)], community.graph)


def test_notebook_shows_a_frame_that_the_picture_cannot_leave(shown: Shown) -> None:
    frame = shown._repr_html_()
    assert frame.startswith('<iframe sandbox="allow-scripts" srcdoc="') and "allow-same-origin" not in frame
    assert unescape(frame.split('srcdoc="')[1].split('"')[0]) == shown.html()


@pytest.mark.parametrize(
    ("name", "begins"), [("图.html", b"<!doctype"), ("图.SVG", b"<svg"), ("图.png", b"\x89PNG"), ("图.json", b"{")]
)
def test_saves_what_the_name_says(shown: Shown, tmp_path: Path, name: str, begins: bytes) -> None:
    file = shown.save(tmp_path / name)
    assert file.read_bytes().startswith(begins)
    assert [*tmp_path.iterdir()] == [file]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) & 0o400


@pytest.mark.parametrize("name", ["picture", "picture.pdf", ".html", "picture.html.gz"])
def test_another_suffix_is_answered_with_those_there_are(shown: Shown, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.html \.svg \.png \.json"):
        shown.save(tmp_path / name)
    assert not [*tmp_path.iterdir()]


def test_a_folder_and_a_place_that_is_missing_are_told(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "x.html").mkdir()
    with pytest.raises(UsageError, match="文件夹"):
        shown.save(tmp_path / "x.html")
    with pytest.raises(StoreRefused, match="不能写入"):
        shown.save(tmp_path / "missing" / "x.html")


def test_an_older_file_is_replaced_whole_or_stays(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.json"
    file.write_text("older", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StoreRefused, match="No space"):
            shown.save(file)
    assert file.read_text(encoding="utf-8") == "older" and [*tmp_path.iterdir()] == [file]
    assert json.loads(shown.save(file).read_text(encoding="utf-8"))["version"] == 1


def test_pyvis_writes_by_the_same_door(community: nx.MultiDiGraph, tmp_path: Path) -> None:
    from graph.picture.render.network import PictureNetwork

    network = PictureNetwork(graph.draw_picture(community, "c"))
    network.write_html(str(tmp_path / "x.html"))
    assert (tmp_path / "x.html").read_text(encoding="utf-8") == network.generate_html()
