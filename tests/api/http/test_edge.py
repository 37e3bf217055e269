"""What every answer has, whom requests may come from, and what is written of them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from api.accounts.settings import ProxySettings

if TYPE_CHECKING:
    from tests.api.http.conftest import Client, Small

MakeSmall = Callable[..., "Small"]

SITE = "https://cockpit.example.gov.cn"


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What the log has been told of requests."""
    return [vars(record)["told"] for record in caplog.records if record.name == "govgraph.request"]


@pytest.mark.parametrize(
    "path", ["/graphql?query={hello}", "/healthz", "/metrics", "/login", "/static/icon.svg", "/nowhere"]
)
def test_every_answer_has_the_headers_of_safety(path: str, client: Client) -> None:
    answer = client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert len(answer.headers["x-request-id"]) == 16
    assert answer.headers["cache-control"]


def test_what_is_not_there_is_told_as_everything_else(client: Client) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
    assert client.post("/healthz").status_code == 405


# ── from where ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "127.0.0.1, evil", ""])
def test_server_on_loopback_answers_to_no_other_name(host: str, small: Small, client: Client) -> None:
    answer = client.post("/graphql", json={"query": "{hello}"}, headers={"host": host})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (421, "FORBIDDEN")
    assert small.engine.asked == []


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:9", "LOCALHOST"])
def test_server_on_loopback_answers_to_the_names_of_this_machine(host: str, client: Client) -> None:
    assert client.post("/graphql", json={"query": "{hello}"}, headers={"host": host}).status_code == 200


def test_watchmen_may_ask_under_any_name(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://127.0.0.1:8000"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9000"}, 403),
        ({"origin": "http://[broken"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_script_of_another_site_is_refused(headers: dict[str, str], status: int, client: Client) -> None:
    assert client.post("/graphql", json={"query": "{hello}"}, headers=headers).status_code == status


def test_link_from_another_site_may_be_followed(client: Client) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "accept": "text/html"}
    assert client.get("/graphql", headers=headers).status_code == 200


def test_scripts_of_an_allowed_site_may_call_and_read(make_small: MakeSmall) -> None:
    client = make_small(cors=(SITE,)).client()
    answer = client.post("/graphql", json={"query": "{hello}"}, headers={"origin": SITE})
    question = {"origin": SITE, "access-control-request-method": "POST"}
    asked = client.run(client.ask("OPTIONS", "/graphql", headers=question))
    assert answer.headers["access-control-allow-origin"] == SITE and "Origin" in answer.headers["vary"]
    assert (asked.status_code, asked.headers["access-control-allow-methods"]) == (204, "GET, POST")
    assert "access-control-allow-credentials" not in {*asked.headers, *answer.headers}
    assert client.post("/graphql", json={"query": "{hello}"}, headers={"origin": f"{SITE}.evil"}).status_code == 403


def test_no_site_is_allowed_unless_named(client: Client) -> None:
    asked = client.run(client.ask("OPTIONS", "/graphql", headers={"origin": SITE}))
    assert asked.status_code == 403 and "access-control-allow-origin" not in asked.headers


# ── proxies ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_proxy_says_where_a_request_comes_from_and_under_which_number(make_small: MakeSmall) -> None:
    small = make_small(behind_proxy=True, public=True, people=_some())
    headers = {"x-forwarded-for": "10.9.9.9, 127.0.0.1", "x-forwarded-proto": "https", "x-request-id": "proxy-number-7"}
    answer = small.client().post("/graphql", json={"query": "{secret}"}, headers=headers)
    assert answer.headers["x-request-id"] == "proxy-number-7"
    assert [entry.address for entry in small.audit.entries] == ["10.9.9.9"]


def test_words_of_anybody_else_do_not_count(make_small: MakeSmall) -> None:
    small = make_small(behind_proxy=True, public=True, people=_some())
    headers = {"x-forwarded-for": "127.0.0.1", "x-request-id": "forged-number"}
    answer = small.client("10.1.1.1").post("/graphql", json={"query": "{secret}"}, headers=headers)
    assert answer.headers["x-request-id"] != "forged-number"
    assert [entry.address for entry in small.audit.entries] == ["10.1.1.1"]


def _some() -> Any:
    from tests.api.http.conftest import FewPeople

    return FewPeople(empty=False, proxy=ProxySettings(trusted=("127.0.0.0/8",)))  # type: ignore[arg-type]  # read as networks


# ── the log ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_line_of_a_request_says_what_was_asked_and_nothing_that_was_said(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client.query(
        "query Names($n: String) { hello(name: $n) secret number(of: 7) }",
        variables={"n": "张三 13800000001"},
        operationName="Names",
    )
    (line,) = lines(caplog)
    assert {**line, "id": 0, "ms": 0, "document": 0, "bytes": 0} == {
        "id": 0, "method": "POST", "route": "/graphql", "kind": "query", "status": 200, "operation": "Names", "document": 0,
        "price": 3, "viewer": "local", "role": "admin", "bytes": 0, "ms": 0,
    }  # fmt: skip
    assert len(line["document"]) == 16
    assert "张三" not in repr(line) and "138" not in repr(line)


@pytest.mark.parametrize("path", ["/graphql/张三", "/login/13800000001", "/张三", "/static/../张三"])
def test_line_never_repeats_an_address(path: str, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.get(path, params={"q": "张三"})
    assert "张三" not in repr(lines(caplog)) and "138" not in repr(lines(caplog))


def test_name_of_an_operation_that_is_none_is_not_written(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.query("{ hello }", operationName="张三 的查询")
    assert "operation" not in lines(caplog)[0] and "张三" not in repr(lines(caplog))


@pytest.mark.parametrize(
    ("query", "code"), [("{", "GRAPHQL_PARSE_FAILED"), ("{ broken }", "INTERNAL"), ("", "BAD_USER_INPUT")]
)
def test_line_has_the_code_of_what_went_wrong(
    query: str, code: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client.query(query)
    assert (lines(caplog)[0]["code"], lines(caplog)[0]["kind"]) == (code, "refused")


# ── the audit ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_read_leaves_an_entry(small: Small, client: Client) -> None:
    client.query("query A { hello secret }", operationName="A")
    (entry,) = small.audit.entries
    assert (entry.who, entry.role, entry.action, entry.by, entry.address) == (
        "local",
        "admin",
        "read",
        "local",
        "127.0.0.1",
    )
    assert (entry.operation, entry.fields, entry.personal, entry.status) == ("A", ("hello", "secret"), True, 200)


def test_write_leaves_its_entry_in_its_own_transaction(small: Small, client: Client) -> None:
    client.query("mutation { set(to: 1) }")
    assert small.audit.entries == []


def test_refused_request_leaves_an_entry_with_its_code(small: Small, client: Client) -> None:
    client.query("{ helo }")
    client.get("/graphql", params={"query": "mutation { set }"})
    assert [(entry.action, entry.status, entry.code) for entry in small.audit.entries] == [
        ("read", 400, "GRAPHQL_VALIDATION_FAILED"), ("write", 405, "BAD_USER_INPUT"),
    ]  # fmt: skip


def test_what_cannot_be_audited_is_not_answered(small: Small, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.accounts.errors import AuditStopped

    async def full(_: object) -> None:
        raise AuditStopped("accounts.audit_closed")

    monkeypatch.setattr(small.audit, "record", full)
    answer = client.query("{ secret }")
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (503, "STORE_UNAVAILABLE")
    assert "data" not in answer.json()
