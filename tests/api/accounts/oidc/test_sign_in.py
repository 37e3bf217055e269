"""Logging in at a provider from end to end, and everything that must not let anybody in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from api.accounts.credentials import Credentials
from api.accounts.errors import LoginRefused
from api.accounts.manage import Sight, add_account, list_accounts, set_disabled
from api.accounts.oidc import new_handshake
from api.accounts.service import Accounts
from api.accounts.settings import AuthSettings, OidcSettings
from api.accounts.viewer import Viewer
from graph.store.connection import Store

Serve = Callable[..., Any]
Entries = Callable[[], list[dict[str, Any]]]
Issuer = Any


@pytest.fixture(autouse=True)
def present(clock: Any) -> None:
    """The provider lives in the present."""
    clock.now = datetime.now(UTC)


async def browse(accounts: Accounts) -> tuple[dict[str, str], str]:
    """A browser sent to the provider and back: the answer it brings, and its cookie."""
    url, cookie = await accounts.begin_oidc()
    async with httpx.AsyncClient() as client:
        response = await client.get(url)
    assert response.status_code == 302
    return dict(parse_qsl(urlsplit(response.headers["location"]).query)), cookie


async def log_in(accounts: Accounts) -> Viewer:
    answer, cookie = await browse(accounts)
    grant = await accounts.finish_oidc(answer, cookie, address="10.9.9.9")
    assert await accounts.viewer_of(Credentials("session", grant.secret)) == grant.viewer
    return grant.viewer


def refused(serve: Serve, oidc: OidcSettings, work: Callable[[Accounts], Any] = log_in) -> str:
    async def trying(accounts: Accounts) -> str:
        with pytest.raises(LoginRefused) as error:
            await work(accounts)
        return error.value.message.en

    told: str = serve(trying, settings=AuthSettings(oidc=oidc))
    return told


def test_login_makes_an_account_and_a_session(
    serve: Serve, oidc: OidcSettings, accounts_store: Store, entries: Entries
) -> None:
    viewer = serve(log_in, settings=AuthSettings(oidc=oidc))
    assert (viewer.name, viewer.role, viewer.areas) == ("zhang", "reader", ())
    (listed,) = list_accounts(accounts_store)
    assert (listed.account.issuer, listed.account.subject, listed.sessions) == (oidc.issuer, "u-1", 1)
    assert [entry["action"] for entry in entries()] == ["account-added", "login"]


def test_role_and_scope_follow_the_claims_at_each_login(
    serve: Serve, oidc: OidcSettings, issuer: Issuer, accounts_store: Store, entries: Entries
) -> None:
    async def work(accounts: Accounts) -> Viewer:
        await log_in(accounts)
        issuer.claims |= {"groups": ["street"], "street_code": "140213050000", "preferred_username": "zhang.renamed"}
        return await log_in(accounts)

    viewer = serve(work, settings=AuthSettings(oidc=oidc))
    assert (viewer.name, viewer.role, viewer.areas) == ("zhang", "reporter", ("140213050000",))
    assert len(list_accounts(accounts_store)) == 1
    assert [entry["action"] for entry in entries()] == ["account-added", "login", "account-changed", "login"]


@pytest.mark.parametrize(("claims", "told"), [
    ({"groups": ["guest"]}, "has no role"), ({"groups": []}, "has no role"), ({"groups": None}, "has no role"),
    ({"groups": "no staff"}, "has no role"),
    ({"groups": {"staff": True}}, "has no role"), ({"preferred_username": None}, "no usable name"),
    ({"preferred_username": "a/b"}, "no usable name"), ({"preferred_username": "local"}, "no usable name"),
    ({"groups": ["street"]}, "no scope"), ({"groups": ["street"], "street_code": []}, "no scope"),
    ({"groups": ["street"], "street_code": " "}, "no scope"), ({"groups": ["street"], "street_code": "999"}, "no such areas"),
])  # fmt: skip
def test_claims_that_give_no_role_or_scope_let_nobody_in(
    claims: dict[str, Any],
    told: str,
    serve: Serve,
    oidc: OidcSettings,
    issuer: Issuer,
    accounts_store: Store,
    entries: Entries,
) -> None:
    issuer.claims |= claims
    assert told in refused(serve, oidc)
    assert list_accounts(accounts_store) == [] and [entry["action"] for entry in entries()] == ["login-refused"]


@pytest.mark.parametrize(("claims", "reason"), [
    ({"iss": "https://evil.example.org"}, "issuer"), ({"iss": None}, "issuer"),
    ({"aud": "another"}, "audience"), ({"aud": ["another"]}, "audience"), ({"aud": None}, "audience"),
    ({"aud": ["govgraph", "another"]}, "audience"), ({"azp": "another"}, "audience"),
    ({"nonce": "of another login"}, "nonce"), ({"nonce": None}, "nonce"),
    ({"exp": 1}, "expired"), ({"exp": None}, "expired"), ({"exp": "soon"}, "expired"),
    ({"iat": 1}, "issued"), ({"iat": None}, "issued"), ({"iat": 9_999_999_999}, "issued"), ({"nbf": 9_999_999_999}, "issued"),
    ({"sub": None}, "subject"), ({"sub": ""}, "subject"),
])  # fmt: skip
def test_token_that_is_not_for_us_now_lets_nobody_in(
    claims: dict[str, Any], reason: str, serve: Serve, oidc: OidcSettings, issuer: Issuer, accounts_store: Store
) -> None:
    issuer.also = claims
    assert f"({reason})" in refused(serve, oidc)
    assert list_accounts(accounts_store) == []


def unsigned(issuer: Issuer, told: dict[str, Any]) -> str:
    return jwt.encode(told, "", algorithm="none")


def by_another_key(issuer: Issuer, told: dict[str, Any]) -> str:
    return jwt.encode(told, rsa.generate_private_key(65537, 2048), algorithm="RS256", headers={"kid": issuer.kid})


def by_the_public_key_as_a_secret(issuer: Issuer, told: dict[str, Any]) -> str:
    """The confusion of RS256 with HS256: whoever knows the public key could sign."""
    import hmac

    def part(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    pem = issuer.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    body = part(json.dumps({"alg": "HS256", "kid": issuer.kid}).encode()) + b"." + part(json.dumps(told).encode())
    return (body + b"." + part(hmac.digest(pem, body, "sha256"))).decode()


def by_an_unknown_key(issuer: Issuer, told: dict[str, Any]) -> str:
    return str(issuer.signed(told, kid="two"))


def with_its_own_key(issuer: Issuer, told: dict[str, Any]) -> str:
    """A token that brings the key to check it with."""
    own = rsa.generate_private_key(65537, 2048)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(own.public_key()))
    return jwt.encode(told, own, algorithm="RS256", headers={"kid": issuer.kid, "jwk": jwk})


def changed_afterwards(issuer: Issuer, told: dict[str, Any]) -> str:
    head, _, mark = issuer.signed(told).split(".")
    body = base64.urlsafe_b64encode(json.dumps({**told, "groups": ["boss"]}).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{mark}"


@pytest.mark.parametrize(("sign", "reason"), [
    (unsigned, "algorithm"), (by_another_key, "signature"), (by_the_public_key_as_a_secret, "algorithm"),
    (by_an_unknown_key, "key"), (with_its_own_key, "signature"), (changed_afterwards, "signature"),
    (lambda issuer, told: "no token", "malformed"), (lambda issuer, told: "a.b.c" * 9_999, "malformed"),
    (lambda issuer, told: issuer.signed(told).rpartition(".")[0] + ".", "signature"),
])  # fmt: skip
def test_forged_token_lets_nobody_in(
    sign: Callable[[Issuer, dict[str, Any]], str], reason: str, serve: Serve, oidc: OidcSettings, issuer: Issuer,
    accounts_store: Store,
) -> None:  # fmt: skip
    issuer.sign = lambda told: sign(issuer, told)
    assert f"({reason})" in refused(serve, oidc)
    assert list_accounts(accounts_store) == []


def test_answer_of_a_login_begun_elsewhere_is_refused(serve: Serve, oidc: OidcSettings) -> None:
    async def work(accounts: Accounts) -> None:
        answer, _ = await browse(accounts)
        await accounts.finish_oidc(answer, new_handshake().secret, address=None)

    assert "not begun in this browser" in refused(serve, oidc, work)


@pytest.mark.parametrize("cookie", [None, "", "x", "💥" * 43])
def test_answer_without_its_cookie_is_refused(cookie: str | None, serve: Serve, oidc: OidcSettings) -> None:
    async def work(accounts: Accounts) -> None:
        answer, _ = await browse(accounts)
        await accounts.finish_oidc(answer, cookie, address=None)

    assert "not begun in this browser" in refused(serve, oidc, work)


def test_answer_is_good_once(serve: Serve, oidc: OidcSettings) -> None:
    async def work(accounts: Accounts) -> None:
        answer, cookie = await browse(accounts)
        await accounts.finish_oidc(answer, cookie, address=None)
        await accounts.finish_oidc(answer, cookie, address=None)

    assert "(400)" in refused(serve, oidc, work)


def test_code_stolen_from_another_login_is_refused(serve: Serve, oidc: OidcSettings) -> None:
    """The thief has the code of somebody's answer but neither cookie nor verifier."""

    async def work(accounts: Accounts) -> None:
        stolen, _ = await browse(accounts)
        own, cookie = await browse(accounts)
        await accounts.finish_oidc({**own, "code": stolen["code"]}, cookie, address=None)

    assert "(400)" in refused(serve, oidc, work)


@pytest.mark.parametrize(("change", "told"), [
    ({"iss": "https://evil.example.org"}, "(issuer)"), ({"iss": None}, "(issuer)"), ({"code": None}, "did not agree"),
    ({"error": "access_denied"}, "did not agree"),
])  # fmt: skip
def test_answer_of_another_provider_or_an_error_is_refused(
    change: dict[str, str | None], told: str, serve: Serve, oidc: OidcSettings
) -> None:
    async def work(accounts: Accounts) -> None:
        answer, cookie = await browse(accounts)
        changed = {name: value for name, value in {**answer, **change}.items() if value is not None}
        await accounts.finish_oidc(changed, cookie, address=None)

    assert told in refused(serve, oidc, work)


@pytest.mark.parametrize(("metadata", "told"), [
    ({"issuer": "https://evil.example.org"}, "(issuer)"), ({"token_endpoint": "http://evil.example.org/token"}, "(metadata)"),
    ({"jwks_uri": None}, "(metadata)"), ({"jwks_uri": "file:///etc/passwd"}, "(metadata)"),
])  # fmt: skip
def test_provider_that_names_other_addresses_is_refused(
    metadata: dict[str, Any], told: str, serve: Serve, oidc: OidcSettings, issuer: Issuer
) -> None:
    issuer.metadata = metadata
    assert told in refused(serve, oidc, lambda accounts: accounts.begin_oidc())


@pytest.mark.parametrize(("answer", "told"), [
    ((500, {}, None), "(500)"), ((302, {}, "http://127.0.0.1:1/"), "(302)"), ((200, b"<html>", None), "(JSON)"),
    ((200, [], None), "(JSON)"), ((200, b" " * 600_000, None), "(size)"),
])  # fmt: skip
def test_provider_that_does_not_answer_as_it_should_is_told(
    answer: Any, told: str, serve: Serve, oidc: OidcSettings, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuer, "answer", lambda *_: answer)
    assert told in refused(serve, oidc, lambda accounts: accounts.begin_oidc())


def test_provider_that_is_down_is_told(serve: Serve, oidc: OidcSettings) -> None:
    down = oidc.model_copy(update={"issuer": "http://127.0.0.1:1"})
    assert "(ConnectError)" in refused(serve, down, lambda accounts: accounts.begin_oidc())


def test_key_that_the_provider_changed_is_asked_for_but_not_at_every_forgery(
    serve: Serve, oidc: OidcSettings, issuer: Issuer, clock: Any
) -> None:
    async def work(accounts: Accounts) -> None:
        await log_in(accounts)
        assert issuer.asked.count("/jwks") == 1
        clock.move(seconds=20)
        issuer.key, issuer.kid = rsa.generate_private_key(65537, 2048), "two"
        await log_in(accounts)
        assert issuer.asked.count("/jwks") == 2
        issuer.sign = lambda told: issuer.signed(told, kid="forged")
        for _ in range(5):
            with pytest.raises(LoginRefused):
                await log_in(accounts)
        assert issuer.asked.count("/jwks") == 2
        assert issuer.asked.count("/.well-known/openid-configuration") == 1

    serve(work, settings=AuthSettings(oidc=oidc))


def test_name_of_an_account_is_never_taken_over(
    serve: Serve, oidc: OidcSettings, issuer: Issuer, accounts_store: Store
) -> None:
    add_account(accounts_store, "Zhang", Sight(role="admin"), by="root")
    assert "somebody else's" in refused(serve, oidc)
    issuer.claims |= {"preferred_username": "li", "sub": "u-2"}
    serve(log_in, settings=AuthSettings(oidc=oidc))
    issuer.claims |= {"sub": "u-3"}
    assert "somebody else's" in refused(serve, oidc)


def test_disabled_account_does_not_come_in_by_the_provider(
    serve: Serve, oidc: OidcSettings, issuer: Issuer, accounts_store: Store
) -> None:
    serve(log_in, settings=AuthSettings(oidc=oidc))
    set_disabled(accounts_store, "zhang", True, by="root")
    issuer.claims |= {"groups": ["boss"]}
    assert "name or password" in refused(serve, oidc)
    (listed,) = list_accounts(accounts_store)
    assert (listed.account.disabled, listed.account.role) == (True, "reader")


def test_account_of_a_provider_has_no_password(serve: Serve, oidc: OidcSettings) -> None:
    async def work(accounts: Accounts) -> None:
        await log_in(accounts)
        await accounts.login("zhang", "", address=None)

    assert "name or password" in refused(serve, oidc, work)


def test_without_a_provider_there_is_no_such_login(serve: Serve) -> None:
    async def work(accounts: Accounts) -> None:
        with pytest.raises(LoginRefused, match="没有设置统一身份认证"):
            await accounts.begin_oidc()

    serve(work)


def test_where_a_provider_is_set_up_nobody_is_the_single_user(serve: Serve, oidc: OidcSettings) -> None:
    settings = AuthSettings(oidc=oidc)
    assert serve(lambda accounts: accounts.viewer_of(None), settings=settings, single_user=True) is None


def test_public_client_sends_no_secret(serve: Serve, oidc: OidcSettings) -> None:
    public = oidc.model_copy(update={"client_secret_file": None})
    assert "(401)" in refused(serve, public)


def test_secret_goes_into_the_form_where_the_provider_wants_it_there(
    serve: Serve, oidc: OidcSettings, issuer: Issuer
) -> None:
    issuer.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert serve(log_in, settings=AuthSettings(oidc=oidc)).name == "zhang"


@pytest.mark.parametrize(("change", "reason"), [
    ({"use": "enc"}, "key"), ({"alg": "PS256"}, "key"), ({"kty": "EC"}, "key"), ({"n": "AAAA"}, "malformed"),
    ({"e": None}, "malformed"),
])  # fmt: skip
def test_key_that_does_not_fit_counts_for_nothing(
    change: dict[str, Any], reason: str, serve: Serve, oidc: OidcSettings, issuer: Issuer
) -> None:
    issuer.keys = [{**issuer.jwk, **change}]
    assert f"({reason})" in refused(serve, oidc)


def test_token_without_a_key_id_needs_the_only_key(serve: Serve, oidc: OidcSettings, issuer: Issuer) -> None:
    issuer.sign = lambda told: jwt.encode(told, issuer.key, algorithm="RS256")
    assert serve(log_in, settings=AuthSettings(oidc=oidc)).name == "zhang"
    issuer.keys = [issuer.jwk, {**issuer.jwk, "kid": "two"}]
    assert "(key)" in refused(serve, oidc)


def test_key_that_is_too_short_counts_for_nothing(serve: Serve, oidc: OidcSettings, issuer: Issuer) -> None:
    short = jwt.algorithms.RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 1024).public_key())
    issuer.keys = [{**json.loads(short), "kid": issuer.kid}]
    assert "(key)" in refused(serve, oidc)


def test_provider_that_is_down_is_not_asked_by_everybody_in_turn(
    serve: Serve, oidc: OidcSettings, issuer: Issuer, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = issuer.answer

    async def work(accounts: Accounts) -> list[int]:
        seen = []
        for step in (0, 2, 2):
            clock.move(seconds=step)
            with pytest.raises(LoginRefused, match="503"):
                await accounts.begin_oidc()
            seen.append(len(asked))
        monkeypatch.setattr(issuer, "answer", answer)
        clock.move(seconds=3)
        await accounts.begin_oidc()
        return seen

    def down(path: str, *told: Any) -> tuple[int, Any, None]:
        asked.append(path)
        return 503, {}, None

    asked: list[str] = []
    monkeypatch.setattr(issuer, "answer", down)
    assert serve(work, settings=AuthSettings(oidc=oidc)) == [1, 1, 2]
