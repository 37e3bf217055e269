"""A document to be registered: a file read, and held against the schema and the limits as the server does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import GovgraphError
from graph.messages import Message, text

if TYPE_CHECKING:
    from graphql import GraphQLError

__all__ = ["DocumentRefused", "read_document"]


class DocumentRefused(GovgraphError):
    """A file that holds no document of this schema; nothing was registered. ``said``: why, Chinese / English."""

    exit_code = 3

    def __init__(self, key: str, /, *, said: str = "", **values: Any) -> None:
        zh, _, en = said.partition(" / ")
        super().__init__(key, reason=zh, **values)
        self.message = Message(key, self.message.zh, text(key, reason=en, **values).en)

    def __str__(self) -> str:
        return str(self.message)


def read_document(file: Path) -> tuple[str, tuple[str, ...]]:
    """A file's text and the names of the operations in it, checked against the schema as the server does.

    Raises ``DocumentRefused`` with line and column for one that cannot be read or does not fit.
    """
    from graphql import GraphQLError, OperationDefinitionNode, validate

    from api.graphql.errors import GraphqlFault
    from api.graphql.limits import Limits, check_document
    from api.graphql.schema import build_schema

    try:
        words = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentRefused("http.document_unreadable", file=file) from error
    try:
        document = check_document(words, Limits())
    except GraphqlFault as error:
        raise DocumentRefused("http.document_over_limit", file=file, said=str(error.message)) from error
    except GraphQLError as error:
        raise _wrong(file, error) from error
    if errors := validate(build_schema()._schema, document):
        raise _wrong(file, errors[0])
    named = [
        node.name.value if node.name else "-"
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    ]
    return words, tuple(named)


def _wrong(file: Path, error: GraphQLError) -> DocumentRefused:
    from api.graphql.errors import from_graphql_core

    told = from_graphql_core(error)
    place = (told.get("locations") or [{"line": 1, "column": 1}])[0]
    return DocumentRefused("http.document_wrong", file=file, **place, said=told["message"])
