"""From text to a document that is safe to be validated, whoever wrote it.

Validation compares fields with one another and takes seconds over a few thousand of them, so what is too much is refused
before it.
"""

from __future__ import annotations

from graphql import DocumentNode, GraphQLSyntaxError, parse

from api.graphql.errors import fault
from api.graphql.limits.settings import Limits
from api.graphql.limits.shape import check_shapes
from api.graphql.limits.values import check_literals

__all__ = ["check_document"]

_MANY_TOKENS = "Document contains more than"
_DEEP = "Document is nested too deeply"


def check_document(text: str, limits: Limits | None = None) -> DocumentNode:
    """The document of a text.

    Raises ``GraphqlFault`` BODY_LIMIT, TOKEN_LIMIT, DEPTH_LIMIT, ALIAS_LIMIT, PAGE_LIMIT or BAD_USER_INPUT for what is
    over a limit in any of its operations, and graphql-core's ``GraphQLSyntaxError`` for what is no document.

    >>> check_document("{ grids { totalCount } }").definitions[0].kind
    'operation_definition'
    """
    limits = limits or Limits()
    if len(text) > limits.document:
        raise fault("BODY_LIMIT", "graphql.document_limit", limit=limits.document, found=len(text))
    try:
        document = parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        if _MANY_TOKENS in error.message:
            raise fault("TOKEN_LIMIT", limit=limits.tokens) from None
        if _DEEP in error.message:
            raise fault("DEPTH_LIMIT", "graphql.far_too_deep", limit=limits.depth) from None
        raise
    check_shapes(document, limits)
    check_literals(document, limits)
    return document
