"""What graphql-core says of a document, of variables or of an execution, as an error with a code and Chinese words.

Names and values in its sentences are shortened: an error never repeats a long text. Its suggestions are kept, in the
sentence and as a list.

>>> from graphql import build_schema, parse, validate
>>> schema = build_schema("type Query { grids: Int }")
>>> error = from_graphql_core(validate(schema, parse("{ grid }"))[0])
>>> error["message"]
"文档不合模式：类型 Query 没有字段 grid；也许是 grids / the document does not fit the schema:
 Cannot query field 'grid' on type 'Query'. Did you mean 'grids'?"
>>> error["extensions"]
{'code': 'GRAPHQL_VALIDATION_FAILED', 'suggestions': ['grids']}
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from api.graphql.errors.faults import CODES, GraphqlFault, as_error, shorten
from api.graphql.errors.of_store import from_store_error
from graph.messages import Message, catalogue
from graph.yaml_text import load_yaml

if TYPE_CHECKING:
    from graphql import GraphQLError

__all__ = ["from_graphql_core"]

_HINT = " Did you mean "
_QUOTED = re.compile(r"'([^']*)'")
_LONG_QUOTED = re.compile(r"'([^']{60})[^']+'")
_OF_INPUT = re.compile(
    r"Variable '\$.{0,200}' (got invalid value|of (required|non-null) type .* (was not provided|must not be null))"
    r"|Variable values are|Too many errors processing variables|Argument '.*' (of|has) "
    r"|Unknown operation named|Must provide "
)
"""Sentences about what came with a document rather than about the document."""


def from_graphql_core(error: GraphQLError) -> dict[str, Any]:
    """An error of parsing, validating or executing as an entry of ``errors``.

    What a resolver or a scalar raised becomes what :func:`from_store_error` makes of it.
    """
    raised = _fault(error)
    places = [(place.line, place.column) for place in error.locations or ()]
    return as_error(raised, error.path, places)


def _fault(error: GraphQLError) -> GraphqlFault:
    from graphql import GraphQLError, GraphQLSyntaxError

    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if isinstance(cause, GraphqlFault):
        return cause
    if isinstance(error, GraphQLSyntaxError):
        return _told("GRAPHQL_PARSE_FAILED", error.message)
    if _OF_INPUT.match(error.message):
        return _told("BAD_USER_INPUT", error.message)
    if error.path:
        return from_store_error(cause or error)
    return _told("GRAPHQL_VALIDATION_FAILED", error.message)


def _told(code: str, said: str) -> GraphqlFault:
    sentence, hint, hinted = (said if len(said) <= 2_000 else f"{said[:1_000]}…{said[-1_000:]}").partition(_HINT)
    hinted = shorten(hinted)
    sentence = shorten(_LONG_QUOTED.sub(r"'\1…'", sentence))
    names = _QUOTED.findall(hinted)[:5]
    zh = _chinese(sentence) + (f"；也许是 {'、'.join(names)}" if names else "")
    both = catalogue()[CODES[code][1]]
    words = Message(CODES[code][1], both["zh"].format(reason=zh), both["en"].format(reason=sentence + hint + hinted))
    return GraphqlFault(code, words, **({"suggestions": names} if names else {}))


def _chinese(sentence: str) -> str:
    for says, zh in _words():
        if hit := says.fullmatch(sentence):
            return zh.format(*hit.groups())
    return "请见英文说明"


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load_yaml(resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"))
    return tuple((re.compile(row["says"], re.DOTALL), row["zh"]) for row in rows)
