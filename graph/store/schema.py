"""Constraints and indexes that follow from the model, and the mark that says which model wrote the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.errors import StoreTooNew
from graph.model import MODEL_VERSION, Model, load_model
from graph.store.changes import CHANGE_LOG

if TYPE_CHECKING:
    from graph.store.connection import Store

__all__ = ["SEARCH_INDEX", "ensure_schema", "schema_statements"]

SEARCH_INDEX = "search"
"""The full-text index over every property that the model calls searchable."""

_FOUND = "MATCH (m:StoreMeta {id: 'store'}) RETURN m.model AS model"
_MARK = "MERGE (m:StoreMeta {id: 'store'}) ON CREATE SET m.batches = 0 SET m.model = $version"
_TRIES = 10
_TECHNICAL = ("StoreMeta", "BatchLog", CHANGE_LOG)


def schema_statements(model: Model) -> Iterator[str]:
    """The statements that create what is missing, in a fixed order; running them again changes nothing.

    >>> next(schema_statements(load_model()))
    'CREATE CONSTRAINT id_Activity IF NOT EXISTS FOR (n:Activity) REQUIRE n.id IS UNIQUE'
    """
    for label in (*sorted(model.labels), *_TECHNICAL):
        yield f"CREATE CONSTRAINT id_{label} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in sorted(model.labels):
        for name, declared in sorted(model.properties(label).items()):
            if declared.index and name != "id":
                yield f"CREATE INDEX {label}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
                if declared.required:  # in this order pages are read: what many share is told apart by identity
                    yield f"CREATE INDEX {label}_{name}_id IF NOT EXISTS FOR (n:{label}) ON (n.{name}, n.id)"
    searched = sorted(
        {(label, name) for label in model.labels for name, row in model.properties(label).items() if row.search}
    )
    labels = "|".join(sorted({label for label, _ in searched}))
    names = ", ".join(f"n.{name}" for name in sorted({name for _, name in searched}))
    yield (
        f"CREATE FULLTEXT INDEX {SEARCH_INDEX} IF NOT EXISTS FOR (n:{labels}) ON EACH [{names}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )


def ensure_schema(store: Store) -> None:
    """Creates what is missing and marks the store with this model's version.

    Raises ``StoreTooNew`` where a newer model wrote it; an older one is marked anew.
    """
    row = store.one(_FOUND)
    if row and row["model"] > MODEL_VERSION:
        raise StoreTooNew("batches.too_new", found=row["model"], known=MODEL_VERSION)
    _create_missing(store)
    if row is None or row["model"] < MODEL_VERSION:
        store.write(lambda tx: tx.run(_MARK, version=MODEL_VERSION).consume())


def _create_missing(store: Store) -> None:
    """Creates what is missing. IF NOT EXISTS does not see what another command is about to commit, so that one meets an
    index that was not there a moment before: then it is looked again."""
    from neo4j.exceptions import ClientError

    for left in reversed(range(_TRIES)):
        missing = list(_missing(store))
        if not missing:
            return
        try:
            store.write(lambda tx, missing=missing: [tx.run(statement).consume() for statement in missing])  # type: ignore[misc]
        except ClientError as error:
            if not left or "AlreadyExists" not in (error.code or ""):
                raise


def _missing(store: Store) -> Iterator[str]:
    """The statements of what is not there; a constraint whose index alone is there is still being made."""
    names = {
        kind: {row["name"] for row in store.rows(f"SHOW {several} YIELD name")}
        for kind, several in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES"))
    }
    for statement in schema_statements(load_model()):
        words = statement.removeprefix("CREATE ").removeprefix("FULLTEXT ").split()
        if words[1] not in names[words[0]]:
            yield statement
