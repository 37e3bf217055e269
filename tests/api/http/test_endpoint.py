"""GraphQL over HTTP: methods, types, statuses, registered documents, tags; what each request is refused for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from api.http.asked import document_id

if TYPE_CHECKING:
    from tests.api.http.conftest import Client, Small

MakeSmall = Callable[..., "Small"]

NEW = {"accept": "application/graphql-response+json"}
OLD = {"accept": "application/json"}
WRITE = "mutation { set(to: 1) }"


def code_of(answer: Any) -> str:
    """The code of the first error."""
    return str(answer.json()["errors"][0]["extensions"]["code"])


def test_post_is_answered_in_chinese_as_it_is(client: Client) -> None:
    answer = client.query("query A($n: String) { hello(name: $n) }", variables={"n": "网格"}, operationName="A")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/graphql-response+json; charset=utf-8"
    assert answer.text == '{"data":{"hello":"你好 网格"}}'


def test_get_reads(client: Client) -> None:
    answer = client.get("/graphql", params={"query": "query($n: Int!) { number(of: $n) }", "variables": '{"n": 7}'})
    assert (answer.status_code, answer.json()) == (200, {"data": {"number": 7}})


@pytest.mark.parametrize("headers", [NEW, OLD])
def test_get_never_writes(headers: dict[str, str], client: Client) -> None:
    answer = client.get("/graphql", params={"query": WRITE}, headers=headers)
    assert (answer.status_code, answer.headers["allow"], code_of(answer)) == (405, "POST", "BAD_USER_INPUT")
    assert client.query(WRITE).json() == {"data": {"set": 1}}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ helo }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int!) { number(of: $n) }", "BAD_USER_INPUT"),
    ],
)
def test_request_error_has_its_status_in_the_new_type_and_200_in_the_old(query: str, code: str, client: Client) -> None:
    new = client.post("/graphql", json={"query": query}, headers=NEW)
    old = client.post("/graphql", json={"query": query}, headers=OLD)
    assert (new.status_code, old.status_code) == (400, 200)
    assert code_of(new) == code_of(old) == code
    assert "data" not in new.json()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD"])
def test_other_methods_are_refused(method: str, client: Client) -> None:
    answer = client.run(client.ask(method, "/graphql"))
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST, OPTIONS")


def test_type_that_nobody_can_make_is_refused(client: Client) -> None:
    answer = client.post("/graphql", json={"query": "{hello}"}, headers={"accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/json; charset=utf-8")


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", "multipart/form-data"],
)
def test_body_of_another_type_is_refused(content_type: str, small: Small, client: Client) -> None:
    answer = client.post("/graphql", content=b'{"query": "{hello}"}', headers={"content-type": content_type})
    assert (answer.status_code, code_of(answer)) == (415, "BAD_USER_INPUT")
    assert small.engine.asked == []


def test_body_without_a_type_is_refused(client: Client) -> None:
    assert client.post("/graphql", content=b'{"query": "{hello}"}').status_code == 415


def test_several_operations_at_once_are_refused(small: Small, client: Client) -> None:
    answer = client.post("/graphql", json=[{"query": "{hello}"}, {"query": "{hello}"}])
    assert answer.status_code == 400 and "数组" in answer.json()["errors"][0]["message"]
    assert small.engine.asked == []


def test_engine_is_told_all_that_the_request_says(small: Small, client: Client) -> None:
    client.query("query A { hello }", variables={"a": 1}, operationName="A", extensions={"x": 2})
    ((request, viewer),) = small.engine.asked
    assert (request.document, request.variables, request.operation_name) == ("query A { hello }", {"a": 1}, "A")
    assert (request.read_only, request.extensions, viewer.name) == (False, {"x": 2}, "local")


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("chunked", [False, True])
def test_body_over_the_limit_is_refused_before_it_is_read_as_a_whole(chunked: bool, make_small: MakeSmall) -> None:
    small, sent = make_small(body_limit=1_000), 0

    async def parts() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b" " * 500

    headers = {"content-type": "application/json"} | ({} if chunked else {"content-length": "50000"})
    answer = small.client().post("/graphql", content=parts(), headers=headers)
    assert (answer.status_code, code_of(answer), answer.headers["connection"]) == (413, "BODY_LIMIT", "close")
    assert small.engine.asked == []


def test_address_over_the_limit_is_refused(make_small: MakeSmall) -> None:
    answer = make_small(body_limit=100).client().get("/graphql", params={"query": "{hello}" + " " * 100})
    assert (answer.status_code, code_of(answer)) == (414, "BODY_LIMIT")


@pytest.mark.parametrize("length", ["-1", "x", "1e3", ""])
def test_length_that_is_no_number_is_refused(length: str, client: Client) -> None:
    headers = {"content-type": "application/json", "content-length": length}
    assert client.post("/graphql", content=b"{}", headers=headers).status_code == 400


def test_packed_body_is_refused(client: Client) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    assert client.post("/graphql", content=b"x", headers=headers).status_code == 415


def test_one_client_has_so_many_requests_at_a_time(make_small: MakeSmall) -> None:
    small = make_small(per_client=2)
    near, far = small.client(), small.client("127.0.0.2")
    body = {"query": "{ slow }"}

    async def crowd() -> tuple[list[Any], Any]:
        small.engine.gate = asyncio.Event()
        waiting = [asyncio.create_task(near.ask("POST", "/graphql", json=body)) for _ in range(4)]
        await asyncio.sleep(0.05)
        other = await far.ask("POST", "/graphql", json={"query": "{ hello }"})
        small.engine.gate.set()
        return await asyncio.gather(*waiting), other

    answers, other = small.runner.run(crowd())
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429, 429]
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert (code_of(refused), refused.headers["retry-after"]) == ("TOO_MANY_REQUESTS", "1")
    assert other.status_code == 200
    assert near.post("/graphql", json=body).status_code == 200


def test_engine_that_hangs_is_given_up(make_small: MakeSmall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.settings._OVER", 0.0)
    small = make_small(time_limit=0.05)
    small.engine.gate = asyncio.Event()
    answer = small.client().query("{ slow }")
    assert (answer.status_code, code_of(answer)) == (504, "TIMEOUT")


def test_what_goes_wrong_inside_stays_inside(client: Client) -> None:
    answer = client.query("{ broken }")
    assert (answer.status_code, code_of(answer)) == (500, "INTERNAL")
    assert "张三" not in answer.text and "Error" not in answer.text and "Traceback" not in answer.text


# ── registered documents ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def registered(make_small: MakeSmall) -> Small:
    """A server that answers registered documents only, and knows one."""
    small = make_small(documents_only=True)
    text = "query A($n: String) { hello(name: $n) }"
    small.documents[document_id(text)] = text
    return small


def test_registered_document_is_answered_by_its_id(registered: Small) -> None:
    (id,), client = registered.documents, registered.client()
    told = {"documentId": id, "variables": {"n": "a"}}
    apollo = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": id.removeprefix("sha256:")}}}
    assert client.post("/graphql", json=told).json() == {"data": {"hello": "你好 a"}}
    assert client.post("/graphql", json=apollo).json() == {"data": {"hello": "你好 you"}}
    assert client.get("/graphql", params={"documentId": id}).json() == {"data": {"hello": "你好 you"}}


def test_only_registered_documents_are_answered(registered: Small) -> None:
    client = registered.client()
    refused = client.query("{ hello }")
    unknown = client.post("/graphql", json={"documentId": document_id("{ hello }")}, headers=NEW)
    assert (refused.status_code, code_of(refused)) == (403, "DOCUMENT_REQUIRED")
    assert (unknown.status_code, code_of(unknown)) == (400, "DOCUMENT_NOT_FOUND")
    assert registered.engine.asked == []


def test_text_of_a_registered_document_may_come_beside_its_id(registered: Small) -> None:
    ((id, text),), client = registered.documents.items(), registered.client()
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": id.removeprefix("sha256:")}}
    assert client.query(text, extensions=persisted).json() == {"data": {"hello": "你好 you"}}
    wrong = client.query("{ who }", extensions=persisted)
    assert (wrong.status_code, code_of(wrong)) == (400, "BAD_USER_INPUT")


def test_client_of_apollo_is_told_in_its_own_words_to_send_the_document(client: Client) -> None:
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": document_id("{ hello }").removeprefix("sha256:")}}
    answer = client.post("/graphql", json={"extensions": persisted})
    assert answer.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert client.query("{ hello }", extensions=persisted).status_code == 200


# ── tags ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_answer_that_the_client_holds_is_not_sent_again(client: Client) -> None:
    first = client.get("/graphql", params={"query": "{ hello }"})
    again = client.get("/graphql", params={"query": "{ hello }"}, headers={"if-none-match": first.headers["etag"]})
    other = client.get("/graphql", params={"query": "{ who }"}, headers={"if-none-match": first.headers["etag"]})
    assert first.headers["cache-control"] == "private, no-cache" and first.headers["etag"].startswith('W/"')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (other.status_code, other.json()) == (200, {"data": {"who": "local"}})


@pytest.mark.parametrize("query", ["{ secret }", "{ helo }"])
def test_personal_data_and_errors_have_no_tag(query: str, client: Client) -> None:
    answer = client.get("/graphql", params={"query": query})
    assert "etag" not in answer.headers and answer.headers["cache-control"] == "no-store"


def test_post_has_no_tag(client: Client) -> None:
    answer = client.query("{ hello }")
    assert "etag" not in answer.headers and answer.headers["cache-control"] == "no-store"


def test_same_body_has_another_tag_for_another_viewer(make_small: MakeSmall, small: Small) -> None:
    from tests.api.http.conftest import FewPeople

    others = make_small(people=FewPeople(empty=False))
    bearer = {"authorization": f"Bearer {others.people.token}"}
    mine = small.client().get("/graphql", params={"query": "{ hello }"})
    theirs = others.client().get("/graphql", params={"query": "{ hello }"}, headers=bearer)
    assert mine.content == theirs.content and mine.headers["etag"] != theirs.headers["etag"]
