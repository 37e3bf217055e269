"""``documents``: GraphQL documents registered, listed, taken back."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from api.cli.output import Format, put, say, show
from api.cli.session import open_session
from api.http.asked import document_id
from api.http.document_file import read_document
from api.http.documents import add_document, list_documents, remove_document
from graph.errors import UsageError
from graph.messages import text

__all__ = ["run_add", "run_list", "run_remove"]

_ENDINGS = (".graphql", ".gql")


def run_add(paths: list[Path]) -> None:
    """Registers the documents of these files and prints their ids; one that does not fit the schema stops all of them."""
    checked = [(file, *read_document(file)) for file in _files(paths)]
    with open_session() as session:
        for file, words, operations in checked:
            new = add_document(
                session.store,
                words,
                operations=operations,
                file=file.name,
                at=datetime.now(UTC),
                by=getpass.getuser(),
            )
            put(f"{document_id(words)}  {file.name}\n")
            if not new:
                say(str(text("http.registered_before", file=file.name)))


def run_list(format: Format, output: Path | None) -> None:
    """What is registered."""
    with open_session() as session:
        found = list_documents(session.store)
    rows = [[row.id, "、".join(row.operations), row.file, f"{row.at:%Y-%m-%d %H:%M}", row.by] for row in found]
    document = {
        "version": 1,
        "documents": [
            {"id": row.id, "operations": row.operations, "file": row.file, "at": row.at.isoformat(), "by": row.by}
            for row in found
        ],
    }
    show(
        rows,
        ["编号", "操作", "文件", "登记时间", "登记人"],
        format=format,
        document=document,
        title="文档",
        output=output,
    )


def run_remove(id: str) -> None:
    """Takes a document back; servers that run answer it for half a minute yet."""
    with open_session() as session:
        removed = remove_document(session.store, id)
    say(str(text("http.document_removed", id=removed)))


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        below = sorted(file for file in path.rglob("*") if file.suffix in _ENDINGS) if path.is_dir() else [path]
        if not below:
            raise UsageError("http.no_documents_in", folder=path)
        found += below
    return found
