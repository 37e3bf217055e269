"""Who asks: tokens, sessions, sign-in pages, an OpenID provider, the public; and nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.api.http.conftest import FewPeople

if TYPE_CHECKING:
    from tests.api.http.conftest import Client, Small

MakeSmall = Callable[..., "Small"]

PAGE = {"accept": "text/html,*/*;q=0.8"}
WHO = "{ who }"


@pytest.fixture
def guarded(make_small: MakeSmall) -> Small:
    """A server with accounts."""
    return make_small(people=FewPeople(empty=False, provider=object()))


def test_token_says_who_asks(guarded: Small) -> None:
    headers = {"authorization": f"Bearer {guarded.people.token}"}
    answer = guarded.client("10.1.1.1").post("/graphql", json={"query": WHO}, headers=headers)
    assert answer.json() == {"data": {"who": "lin"}}


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"authorization": "Bearer gvt_wrong"}, {"authorization": "Basic bGluOnJpZ2h0"}, {"authorization": ""},
        {"cookie": "govgraph_session=gvs_wrong"}, {"x-forwarded-user": "lin"},
    ],
)  # fmt: skip
def test_nobody_is_refused(headers: dict[str, str], guarded: Small) -> None:
    answer = guarded.client().post("/graphql", json={"query": WHO}, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"] == 'Bearer realm="govgraph"'
    assert guarded.engine.asked == []


def test_public_is_answered_where_the_server_is_told_to(make_small: MakeSmall) -> None:
    small = make_small(people=FewPeople(empty=False), public=True)
    assert small.client().query(WHO).json() == {"data": {"who": "public"}}
    assert small.engine.asked[0][1].role == "public"
    wrong = small.client().post("/graphql", json={"query": WHO}, headers={"authorization": "Bearer gvt_wrong"})
    assert wrong.status_code == 401


@pytest.mark.parametrize("address", ["10.1.1.1", "::ffff:10.1.1.1", "testclient"])
def test_local_administrator_is_on_this_machine_only(address: str, small: Small) -> None:
    assert small.client().query(WHO).json() == {"data": {"who": "local"}}
    assert small.client(address).query(WHO).status_code == 401


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def sign_in(client: Client, password: str = "right", onward: str = "graphql", **headers: str) -> httpx.Response:
    """Sends the form as a browser does."""
    told = {"name": "lin", "password": password, "next": onward}
    return client.post("/login", data=told, headers={**PAGE, "origin": "http://127.0.0.1:8000", **headers})


def test_signing_in_opens_a_session_and_signing_out_ends_it(guarded: Small) -> None:
    client = guarded.client()
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "graphql")
    assert answer.headers["set-cookie"].endswith("; HttpOnly; Path=/; SameSite=strict")
    assert client.query(WHO).json() == {"data": {"who": "lin"}}
    left = client.post("/logout", headers={"origin": "http://127.0.0.1:8000"})
    assert left.status_code == 204 and "Max-Age=0" in left.headers["set-cookie"]
    assert client.query(WHO).status_code == 401


def test_cookie_travels_over_tls_only_where_there_is_tls(guarded: Small) -> None:
    answer = sign_in(guarded.client(base="https://127.0.0.1:8000"), origin="https://127.0.0.1:8000")
    assert answer.headers["set-cookie"].startswith("__Host-govgraph_session=gvs_")
    assert "; Secure" in answer.headers["set-cookie"]


def test_wrong_password_is_told_on_the_page(guarded: Small) -> None:
    answer = sign_in(guarded.client(), "Nope-7")
    assert answer.status_code == 401 and 'role="alert"' in answer.text and "Nope-7" not in answer.text
    assert "set-cookie" not in answer.headers
    assert sign_in(guarded.client(), "again").headers["retry-after"] == "30"


def test_programs_sign_in_with_json(guarded: Small) -> None:
    client = guarded.client()
    answer = client.post("/login", json={"name": "lin", "password": "right"})
    refused = client.post("/login", json={"name": "lin", "password": "wrong"})
    assert answer.json() == {"name": "lin", "role": "planner", "expires": "2026-11-01T00:00:00+00:00"}
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 403), ({"origin": "http://evil.example"}, 403), ({"origin": "null"}, 403), ({"sec-fetch-site": "same-origin"}, 303)],
)  # fmt: skip
def test_form_of_another_site_is_refused(headers: dict[str, str], status: int, guarded: Small) -> None:
    told = {"name": "lin", "password": "right"}
    assert guarded.client().post("/login", data=told, headers={**PAGE, **headers}).status_code == status


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400), (b"[]", "application/json", 400), (b'{"name": "lin"}', "application/json", 400),
        (b'{"name": "lin", "password": 7}', "application/json", 400), (b"{}", "text/plain", 415),
        (b"name=%ff&password=x", "application/x-www-form-urlencoded", 400), (b"x" * 9_000, "application/json", 413),
    ],
)  # fmt: skip
def test_words_that_are_none_are_refused(content: bytes, kind: str, status: int, guarded: Small) -> None:
    headers = {"content-type": kind, "origin": "http://127.0.0.1:8000"}
    assert guarded.client().post("/login", content=content, headers=headers).status_code == status


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "javascript:alert(1)", "\\evil", "/graphql", '"><b>']
)
def test_signing_in_leads_nowhere_else(onward: str, guarded: Small) -> None:
    client = guarded.client()
    assert sign_in(client, onward=onward).headers["location"] == "graphql"
    shown = client.get("/login", params={"next": onward})
    assert shown.status_code == 200 and 'name="next" value="graphql"' in shown.text


def test_browser_that_has_not_signed_in_is_led_to_the_form(guarded: Small) -> None:
    answer = guarded.client().get("/graphql", headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "login?next=graphql")


# ── an OpenID provider ──────────────────────────────────────────────────────────────────────────────────────────────


def test_provider_leads_back_to_a_session(guarded: Small) -> None:
    client = guarded.client()
    there = client.get("/auth/login")
    assert (there.status_code, there.headers["location"]) == (303, "https://login.example.org/authorize?x=1")
    assert "; HttpOnly; Max-Age=600; Path=/auth; SameSite=lax" in there.headers["set-cookie"]
    coming = {**PAGE, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    back = client.get("/auth/callback", params={"code": "1", "state": "s"}, headers=coming)
    assert back.status_code == 200 and 'content="0; url=../graphql"' in back.text
    assert client.query(WHO).json() == {"data": {"who": "lin"}}


def test_answer_of_another_sign_in_opens_nothing(guarded: Small) -> None:
    client = guarded.client()
    client.get("/auth/login")
    back = client.get("/auth/callback", params={"code": "1", "state": "other"}, headers=PAGE)
    assert back.status_code == 401 and "govgraph_session" not in back.headers["set-cookie"]
    assert client.query(WHO).status_code == 401
