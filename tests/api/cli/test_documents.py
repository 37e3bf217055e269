"""``govgraph documents``: registered, listed, taken back; nothing registered where one of several is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.store.connection import Store

Govgraph = Callable[..., Any]

GRIDS = "query Grids { grids(first: 3) { nodes { name } } }\n"
AREA = "query Area($code: String!) { areas(where: {code: {eq: $code}}) { nodes { name } } }\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents that fit the schema."""
    (tmp_path / "grids.graphql").write_text(GRIDS, encoding="utf-8")
    (tmp_path / "area.gql").write_text(AREA, encoding="utf-8")
    return tmp_path


def sha256(text: str) -> str:
    """The id of a document."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_documents_are_registered_by_the_hash_of_their_text(govgraph: Govgraph, folder: Path) -> None:
    answer = govgraph("documents", "add", folder)
    assert answer.out.splitlines() == [f"{sha256(AREA)}  area.gql", f"{sha256(GRIDS)}  grids.graphql"]
    listed = govgraph("documents", "list", "--format", "json").document
    assert [(row["id"], row["operations"], row["file"]) for row in listed["documents"]] == [
        (sha256(AREA), ["Area"], "area.gql"), (sha256(GRIDS), ["Grids"], "grids.graphql"),
    ]  # fmt: skip


def test_document_is_registered_once(govgraph: Govgraph, folder: Path, ready_store: Store) -> None:
    govgraph("documents", "add", folder)
    again = govgraph("documents", "add", folder / "grids.graphql")
    assert again.code == 0 and "早已登记" in again.err
    assert ready_store.one("MATCH (d:PersistedDocument) RETURN count(d) AS count") == {"count": 2}


def test_document_is_taken_back_by_the_beginning_of_its_id(govgraph: Govgraph, folder: Path) -> None:
    govgraph("documents", "add", folder)
    assert govgraph("documents", "remove", sha256(GRIDS)[:20]).code == 0
    assert [row["file"] for row in govgraph("documents", "list", "--format", "json").document["documents"]] == [
        "area.gql"
    ]


@pytest.mark.parametrize("id", ["sha256:abc", "abc", "", f"sha256:{'0' * 64}", "a'b\"c{}$x--------"])
def test_id_of_no_document_is_named(id: str, govgraph: Govgraph, folder: Path) -> None:
    govgraph("documents", "add", folder)
    answer = govgraph("documents", "remove", id)
    assert answer.code == 2 and "Traceback" not in answer.err
    assert len(govgraph("documents", "list", "--format", "json").document["documents"]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{ grids {", "第 2 行"),
        ("{\n  gridz { totalCount }\n}", "第 2 行第 3 列"),
        ("# 空", "第 2 行第 1 列：文档读不懂"),
        ("{ a }" * 4_000, "超过限度"),
    ],
)
def test_nothing_is_registered_where_one_is_wrong(text: str, said: str, govgraph: Govgraph, folder: Path) -> None:
    (folder / "wrong.graphql").write_text(text + "\n", encoding="utf-8")
    answer = govgraph("documents", "add", folder)
    assert (answer.code, answer.out) == (3, "")
    assert "wrong.graphql" in answer.err and said in answer.err and "什么都没有登记" in answer.err
    assert govgraph("documents", "list", "--format", "json").document["documents"] == []


def test_file_that_cannot_be_read_is_named(govgraph: Govgraph, folder: Path) -> None:
    (folder / "wrong.graphql").write_bytes("{ 网格 }".encode("gb18030"))
    for path in (folder / "wrong.graphql", folder / "none.graphql"):
        answer = govgraph("documents", "add", path)
        assert answer.code == 3 and path.name in answer.err
    (folder / "empty").mkdir()
    assert govgraph("documents", "add", folder / "empty").code == 2


def test_store_check_leaves_registered_documents_alone(govgraph: Govgraph, folder: Path) -> None:
    govgraph("documents", "add", folder)
    assert govgraph("store", "check").code == 0


def test_backup_holds_registered_documents(govgraph: Govgraph, folder: Path, ready_store: Store) -> None:
    govgraph("documents", "add", folder)
    assert govgraph("store", "backup", folder / "all.govgraph").code == 0
    ready_store.write(lambda tx: tx.run("MATCH (d:PersistedDocument) DELETE d").consume())
    assert govgraph("store", "restore", folder / "all.govgraph").code == 0
    assert len(govgraph("documents", "list", "--format", "json").document["documents"]) == 2
