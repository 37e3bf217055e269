"""Codes, texts and what other people's errors become."""

from __future__ import annotations

import logging

import pytest
from graphql import GraphQLError, build_schema, execute_sync, get_variable_values, parse, validate
from graphql.language import OperationDefinitionNode
from neo4j.exceptions import AuthError, ClientError, Neo4jError, ServiceUnavailable, SessionExpired, TransientError

from api.graphql.errors import CODES, GraphqlFault, as_error, fault, from_graphql_core, from_store_error
from api.graphql.errors.of_document import _words
from graph.errors import StoreBusy, StoreError, StoreRefused, StoreUnreachable, UsageError
from graph.messages import catalogue

SCHEMA = build_schema("""
    enum Direction { ASC DESC }
    type Query { grids(first: Int, order: Direction): [Grid], grid(id: ID!): Grid }
    type Grid { id: ID, name: String }
""")
SECRET = "MATCH (p:Person {name: '王某某'}) RETURN p"


def said_of(document: str) -> dict[str, object]:
    try:
        errors = validate(SCHEMA, parse(document))
    except GraphQLError as error:
        errors = [error]
    return from_graphql_core(errors[0])


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_status_and_a_text(code: str) -> None:
    status, key = CODES[code]
    assert 400 <= status < 600 and key in catalogue()


def test_fault_carries_its_numbers() -> None:
    error = as_error(fault("COST_LIMIT", price=250_000, budget=200_000), path=["grids", 0], locations=[(1, 3)])
    assert error["extensions"] == {"code": "COST_LIMIT", "price": 250_000, "budget": 200_000}
    assert error["path"] == ["grids", 0] and error["locations"] == [{"line": 1, "column": 3}]
    assert error["message"].startswith("操作价格 250000") and " / the operation's price is 250000" in error["message"]


def test_fault_of_no_code_is_refused() -> None:
    with pytest.raises(KeyError):
        fault("NO_SUCH_CODE")


def test_fault_repeats_no_long_text() -> None:
    error = as_error(fault("BAD_DATE", value="9" * 1_000_000))
    assert len(error["extensions"]["value"]) == 200 and len(error["message"]) < 600


# ── what graphql-core says ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("document", "code", "zh"),
    [
        ("{", "GRAPHQL_PARSE_FAILED", "此处要 Name，写的是 <EOF>"),
        ('{ grid(id: "', "GRAPHQL_PARSE_FAILED", "字符串没有结束"),
        ("{ grid }", "GRAPHQL_VALIDATION_FAILED", "grid（类型 Grid）须写明要哪些下级字段"),
        ("{ grid { id } }", "GRAPHQL_VALIDATION_FAILED", "grid 缺少参数 id（ID!）"),
        ("{ grids { naem } }", "GRAPHQL_VALIDATION_FAILED", "类型 Grid 没有字段 naem；也许是 name"),
        ("query ($a: Int) { grids { id } }", "GRAPHQL_VALIDATION_FAILED", "变量 $a 没有用到"),
        ("{ grids(first: true) { id } }", "GRAPHQL_VALIDATION_FAILED", "true 不是 Int"),
        ("{ ...a } fragment a on Query { ...a }", "GRAPHQL_VALIDATION_FAILED", "片段 a 引用了自己"),
    ],
)
def test_documents_are_answered_with_code_and_chinese(document: str, code: str, zh: str) -> None:
    error = said_of(document)
    assert error["extensions"]["code"] == code  # type: ignore[index]
    assert zh in str(error["message"]) and " / the document " in str(error["message"])


def test_suggestion_survives_a_long_name() -> None:
    error = said_of("{ grids { id } ...f } fragment f on Query { " + "x" * 100_000 + ": grid_s { id } }")
    assert "grids" in error["extensions"]["suggestions"]  # type: ignore[index]
    assert "Did you mean" in str(error["message"])


@pytest.mark.parametrize(
    "document",
    ["{ %s }" % ("x" * 1_000_000), '{ grids(first: "%s") { id } }' % ("x" * 1_000_000), "{ a " + "{ a " * 50_000],
    ids=["name", "value", "depth"],
)
def test_huge_documents_are_not_repeated(document: str) -> None:
    assert len(str(said_of(document))) < 1_500


def _coerced(document: str, values: dict[str, object]) -> dict[str, object]:
    operation = parse(document).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    errors = get_variable_values(SCHEMA, operation.variable_definitions or (), values)
    assert isinstance(errors, list)
    return from_graphql_core(errors[0])


@pytest.mark.parametrize(
    "values", [{}, {"a": None}, {"a": "x" * 1_000_000}, {"a": {"deep": [1]}}], ids=["missing", "null", "long", "shape"]
)
def test_variables_of_the_wrong_type_are_bad_input(values: dict[str, object]) -> None:
    error = _coerced("query ($a: Int!) { grids(first: $a) { id } }", values)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "$a" in str(error["message"]) and len(str(error)) < 800


def test_unknown_operation_name_is_bad_input() -> None:
    answer = execute_sync(SCHEMA, parse("query A { grids { id } }"), operation_name="B")
    assert from_graphql_core(answer.errors[0])["extensions"]["code"] == "BAD_USER_INPUT"  # type: ignore[index]


def test_what_a_resolver_raises_keeps_its_place() -> None:
    def raising(*_: object) -> object:
        raise fault("CONFLICT", id="finding-1", revision=4)

    answer = execute_sync(SCHEMA, parse("{\n  a: grids { id } }"), root_value={"grids": raising})
    assert answer.errors is not None
    error = from_graphql_core(answer.errors[0])
    assert error["path"] == ["a"] and error["locations"] == [{"line": 2, "column": 3}]
    assert error["extensions"] == {"code": "CONFLICT", "id": "finding-1", "revision": 4}


def test_sentences_have_as_many_places_as_they_use() -> None:
    for says, zh in _words():
        assert zh.format(*(str(number) for number in range(says.groups)))


# ── what the store raises ───────────────────────────────────────────────────────────────────────────────────────────


def server_error(code: str) -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code=code, message=SECRET)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ServiceUnavailable(SECRET), "STORE_UNAVAILABLE"),
        (SessionExpired(SECRET), "STORE_UNAVAILABLE"),
        (AuthError(SECRET), "STORE_UNAVAILABLE"),
        (StoreUnreachable("store.lost", uri="bolt://10.0.0.1"), "STORE_UNAVAILABLE"),
        (StoreError("store.disk_full", folder="/srv/store"), "STORE_UNAVAILABLE"),
        (StoreBusy("store.start_busy", folder="/srv/store"), "STORE_UNAVAILABLE"),
        (server_error("Neo.TransientError.Transaction.DeadlockDetected"), "STORE_UNAVAILABLE"),
        (server_error("Neo.TransientError.Database.DatabaseUnavailable"), "STORE_UNAVAILABLE"),
        (server_error("Neo.ClientError.Transaction.TransactionTimedOut"), "TIMEOUT"),
        (server_error("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"), "TIMEOUT"),
        (server_error("Neo.TransientError.Transaction.Terminated"), "TIMEOUT"),
        (server_error("Neo.TransientError.Transaction.LockClientStopped"), "TIMEOUT"),
        (server_error("Neo.TransientError.General.MemoryPoolOutOfMemoryError"), "COST_LIMIT"),
        (server_error("Neo.ClientError.Statement.SyntaxError"), "INTERNAL"),
        (TimeoutError(), "TIMEOUT"),
        (MemoryError(), "COST_LIMIT"),
        (UsageError("coverage.no_comment"), "BAD_USER_INPUT"),
        (StoreRefused("coverage.already_fixed", id="finding-1"), "CONFLICT"),
        (ClientError(SECRET), "INTERNAL"),
        (TransientError(SECRET), "STORE_UNAVAILABLE"),
        (ValueError(SECRET), "INTERNAL"),
    ],
    ids=lambda value: getattr(value, "code", None) or (type(value).__name__ if isinstance(value, Exception) else value),
)
def test_errors_of_the_store_become_codes_that_say_nothing_of_it(
    error: Exception, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answered = as_error(from_store_error(error))
    assert answered["extensions"]["code"] == code
    for told in (str(answered), caplog.text):
        assert "MATCH" not in told and "王" not in told and "10.0.0.1" not in told and "/srv" not in told


def test_reference_of_an_internal_error_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise RuntimeError(SECRET)
    except RuntimeError as error:
        with caplog.at_level(logging.ERROR):
            raised = from_store_error(error)
    reference = raised.extensions["reference"]
    assert len(reference) == 12 and reference in caplog.text
    assert "RuntimeError" in caplog.text and "test_errors.py" in caplog.text


def test_a_fault_stays_what_it_is() -> None:
    raised = fault("FORBIDDEN", name="Person.name")
    assert from_store_error(raised) is raised and isinstance(raised, GraphqlFault)
