"""Who comes in and who does not: tokens, sessions, passwords, a proxy's header."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import pytest

from api.accounts.credentials import Credentials
from api.accounts.errors import LoginRefused
from api.accounts.manage import (
    Sight,
    add_account,
    change_account,
    end_all_sessions,
    issue_token,
    revoke,
    set_disabled,
    set_password,
)
from api.accounts.service import CACHED, Accounts
from api.accounts.settings import AuthSettings, Lockout, ProxySettings
from api.accounts.tokens import SESSION, TOKEN, new_secret
from api.accounts.viewer import LOCAL, Viewer
from graph.errors import UsageError
from graph.store.connection import Store

READER = Sight(role="reader", areas=("140213050000",))
PASSWORD = "四月的风 april 2026"
ADDRESS = "10.9.9.9"
Serve = Callable[..., Any]
Entries = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def zhang(accounts_store: Store) -> Store:
    """A store with one account that has a password."""
    add_account(accounts_store, "张三", READER, password=PASSWORD, by="root")
    return accounts_store


@pytest.fixture
def token(zhang: Store, clock: Any) -> Credentials:
    """A token of that account, good for a day."""
    return Credentials("token", issue_token(zhang, "张三", days=1, by="root", clock=clock).secret)


def test_store_that_does_not_answer_is_given_up(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(tx: Any) -> bool:
        await asyncio.sleep(60)
        return True

    monkeypatch.setattr("api.accounts.service.keep.any_account", hang)
    with pytest.raises(TimeoutError):
        serve(lambda accounts: accounts.any(), patience=0.2)


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_token_stands_for_its_account(token: Credentials, serve: Serve) -> None:
    viewer: Viewer = serve(lambda accounts: accounts.viewer_of(token))
    assert (viewer.name, viewer.role, viewer.areas) == ("张三", "reader", ("140213050000",))


@pytest.mark.parametrize("value", [
    "", "gvt_", "x" * 47, new_secret(TOKEN), new_secret(SESSION), "gvt_" + "A" * 43, "gvt_" + "💥" * 43, "gvt_" + "A" * 44,
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiLlvKDkuIkifQ.",
], ids=str.__len__)  # fmt: skip
def test_forged_token_is_nobody(value: str, token: Credentials, serve: Serve) -> None:
    assert serve(lambda accounts: accounts.viewer_of(Credentials("token", value))) is None


def test_hash_of_a_token_is_no_token(token: Credentials, zhang: Store, serve: Serve) -> None:
    row = zhang.one("MATCH (t:Token) RETURN t.hash AS hash, t.id AS id")
    assert row is not None
    for value in (row["hash"], row["id"], f"gvt_{row['hash'][:43]}"):
        assert serve(lambda accounts, value=value: accounts.viewer_of(Credentials("token", value))) is None


def test_token_of_one_kind_is_none_of_another(token: Credentials, serve: Serve) -> None:
    assert serve(lambda accounts: accounts.viewer_of(Credentials("session", token.value))) is None


def test_token_ends_at_its_time_though_it_was_just_asked_for(token: Credentials, serve: Serve, clock: Any) -> None:
    async def work(accounts: Accounts) -> list[bool]:
        seen = []
        for step in (0, 86_399, 0.9, 0.1):
            clock.move(seconds=step)
            seen.append(await accounts.viewer_of(token) is not None)
        return seen

    assert serve(work) == [True, True, True, False]


@pytest.mark.parametrize("how", ["revoked", "disabled", "other role"])
def test_revocation_is_in_force_within_seconds(
    how: str, token: Credentials, zhang: Store, serve: Serve, clock: Any
) -> None:
    change = {
        "revoked": lambda: revoke(zhang, "张三", by="root"),
        "disabled": lambda: set_disabled(zhang, "张三", True, by="root"),
        "other role": lambda: change_account(zhang, "张三", Sight(role="public"), by="root"),
    }

    async def work(accounts: Accounts) -> tuple[Viewer | None, Viewer | None]:
        before = await accounts.viewer_of(token)
        await asyncio.to_thread(change[how])
        clock.move(seconds=CACHED)
        return before, await accounts.viewer_of(token)

    before, after = serve(work)
    assert before is not None and (after.role if after else None) == ("public" if how == "other role" else None)


def test_store_is_asked_once_for_many_requests(
    token: Credentials, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    look_up = Accounts._look_up

    async def counted(self: Accounts, credentials: Credentials) -> tuple[Viewer | None, float]:
        asked.append(credentials)
        return await look_up(self, credentials)

    async def work(accounts: Accounts) -> None:
        for _ in range(50):
            await accounts.viewer_of(token)
            await accounts.viewer_of(Credentials("token", "gvt_" + "A" * 43))

    monkeypatch.setattr(Accounts, "_look_up", counted)
    serve(work)
    assert len(asked) == 2


def test_day_of_last_use_is_kept(token: Credentials, zhang: Store, serve: Serve) -> None:
    serve(lambda accounts: accounts.viewer_of(token))
    assert zhang.one("MATCH (t:Token) RETURN t.usedOn AS day") == {"day": "2026-11-01"}


def test_role_that_the_program_does_not_know_lets_nobody_in(token: Credentials, zhang: Store, serve: Serve) -> None:
    zhang.write(lambda tx: tx.run("MATCH (a:Account) SET a.role = 'king'").consume())
    assert serve(lambda accounts: accounts.viewer_of(token)) is None


# ── a single user ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_accounts_the_user_of_the_machine_is_the_administrator(
    accounts_store: Store, serve: Serve, clock: Any
) -> None:
    async def work(accounts: Accounts) -> list[Viewer | None]:
        seen = [await accounts.viewer_of(None)]
        await asyncio.to_thread(add_account, accounts_store, "张三", READER, by="root")
        clock.move(seconds=CACHED)
        return [*seen, await accounts.viewer_of(None)]

    assert serve(work, single_user=True) == [LOCAL, None]


def test_elsewhere_nobody_comes_in_without_accounts(serve: Serve) -> None:
    assert serve(lambda accounts: accounts.viewer_of(None)) is None


# ── passwords and sessions ──────────────────────────────────────────────────────────────────────────────────────────


def test_login_opens_a_session_and_logout_ends_it(zhang: Store, serve: Serve, entries: Entries) -> None:
    async def work(accounts: Accounts) -> tuple[Viewer | None, Viewer | None]:
        grant = await accounts.login(" 张三 ", PASSWORD, address=ADDRESS)
        session = Credentials("session", grant.secret)
        first = await accounts.viewer_of(session)
        assert first == grant.viewer
        await accounts.logout(session, address=ADDRESS)
        return first, await accounts.viewer_of(session)

    first, after = serve(work)
    assert first is not None and first.name == "张三" and after is None
    told = [(entry["action"], entry["who"], entry.get("address")) for entry in entries()[1:]]
    assert told == [("login", "张三", ADDRESS), ("logout", "张三", ADDRESS)]


@pytest.mark.parametrize("case", ["wrong password", "no such account", "disabled", "no password", "impossible name"])
def test_login_is_refused_alike_whatever_the_reason(case: str, zhang: Store, serve: Serve, entries: Entries) -> None:
    names = {"no such account": "李四", "no password": "王五", "impossible name": "a/b\x00"}
    add_account(zhang, "王五", READER, by="root")
    if case == "disabled":
        set_disabled(zhang, "张三", True, by="root")
    password = PASSWORD + ("x" if case == "wrong password" else "")

    async def work(accounts: Accounts) -> LoginRefused:
        with pytest.raises(LoginRefused) as refused:
            await accounts.login(names.get(case, "张三"), password, address=ADDRESS)
        return refused.value

    refused = serve(work)
    assert (refused.message.key, refused.retry_after) == ("accounts.login_refused", None)
    entry = entries()[-1]
    assert entry["action"] == "login-refused"
    assert entry["who"] == {"no such account": "?", "impossible name": "?", "no password": "王五"}.get(case, "张三")


@pytest.mark.parametrize("name", ["张三", "李四"])
def test_guessing_is_held_off_longer_and_longer(name: str, zhang: Store, serve: Serve, clock: Any) -> None:
    async def work(accounts: Accounts) -> list[int | None]:
        waits = []
        for _ in range(12):
            with pytest.raises(LoginRefused) as refused:
                await accounts.login(name, "wrong", address=None)
            waits.append(refused.value.retry_after)
            clock.move(seconds=(refused.value.retry_after or 0))
        return waits

    settings = AuthSettings(lockout=Lockout(failures=3, longest_minutes=1))
    assert serve(work, settings=settings) == [None, None, None, 2, None, 3, None, 5, None, 9, None, 17]


def test_right_password_waits_too_and_then_clears_the_count(zhang: Store, serve: Serve, clock: Any) -> None:
    async def work(accounts: Accounts) -> None:
        for _ in range(2):
            with pytest.raises(LoginRefused):
                await accounts.login("张三", "wrong", address=None)
        with pytest.raises(LoginRefused) as refused:
            await accounts.login("张三", PASSWORD, address=None)
        assert refused.value.message.key == "accounts.login_wait"
        clock.move(seconds=2)
        await accounts.login("张三", PASSWORD, address=None)
        with pytest.raises(LoginRefused, match="不对"):
            await accounts.login("张三", "wrong", address=None)

    serve(work, settings=AuthSettings(lockout=Lockout(failures=2)))


def test_guesses_at_the_same_moment_are_counted_one_by_one(
    zhang: Store, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    monkeypatch.setattr("api.accounts.service.matches", lambda stored, password: looked.append(password))

    async def work(accounts: Accounts) -> None:
        guesses = [accounts.login("张三", f"guess {number}", address=None) for number in range(20)]
        answers = await asyncio.gather(*guesses, return_exceptions=True)
        assert all(isinstance(answer, LoginRefused) for answer in answers)

    serve(work, settings=AuthSettings(lockout=Lockout(failures=3)))
    assert len(looked) == 3


def test_writing_the_name_in_other_ways_gives_no_more_guesses(accounts_store: Store, serve: Serve) -> None:
    add_account(accounts_store, "zhang", READER, password=PASSWORD, by="root")

    async def work(accounts: Accounts) -> list[str]:
        keys = []
        for name in ("zhang", "ZHANG", " zhang", "ｚｈａｎｇ", "zhang\t"):
            with pytest.raises(LoginRefused) as refused:
                await accounts.login(name, "wrong", address=None)
            keys.append(refused.value.message.key.removeprefix("accounts.login_"))
        return keys

    assert serve(work, settings=AuthSettings(lockout=Lockout(failures=2))) == ["refused"] * 2 + ["wait"] * 3


def test_guessing_many_names_from_one_address_is_held_off(zhang: Store, serve: Serve) -> None:
    async def work(accounts: Accounts) -> list[str]:
        keys = []
        for number in range(5):
            with pytest.raises(LoginRefused) as refused:
                await accounts.login(f"甲{number}", PASSWORD, address=ADDRESS)
            keys.append(refused.value.message.key.removeprefix("accounts.login_"))
        await accounts.login("张三", PASSWORD, address="10.9.9.8")
        return keys

    assert serve(work, settings=AuthSettings(lockout=Lockout(address_failures=3))) == ["refused"] * 3 + ["wait"] * 2


def test_logging_in_rightly_never_shuts_an_office_out(zhang: Store, serve: Serve) -> None:
    async def work(accounts: Accounts) -> None:
        for _ in range(5):
            await accounts.login("张三", PASSWORD, address=ADDRESS)

    serve(work, settings=AuthSettings(lockout=Lockout(address_failures=2)))


@pytest.mark.parametrize(("used_every", "lasts"), [(29, 12 * 60), (31, 30)])
def test_session_ends_when_left_alone_and_at_the_latest_in_the_evening(
    used_every: int, lasts: int, zhang: Store, serve: Serve, clock: Any
) -> None:
    async def work(accounts: Accounts) -> int:
        session = Credentials("session", (await accounts.login("张三", PASSWORD, address=None)).secret)
        minutes = 0
        while await accounts.viewer_of(session) is not None:
            clock.move(minutes=used_every)
            minutes += used_every
        return minutes

    assert lasts <= serve(work) < lasts + used_every


def test_new_password_ends_every_session(zhang: Store, serve: Serve, clock: Any) -> None:
    new = PASSWORD + " 新"

    async def work(accounts: Accounts) -> list[Viewer | None]:
        sessions = [Credentials("session", (await accounts.login("张三", PASSWORD, address=None)).secret) for _ in "ab"]
        with pytest.raises(LoginRefused):
            await accounts.change_password(sessions[0], "wrong", new, address=None)
        with pytest.raises(UsageError):
            await accounts.change_password(sessions[0], PASSWORD, "short", address=None)
        await accounts.change_password(sessions[0], PASSWORD, new, address=None)
        with pytest.raises(LoginRefused):
            await accounts.login("张三", PASSWORD, address=None)
        await accounts.login("张三", new, address=None)
        return [await accounts.viewer_of(session) for session in sessions]

    assert serve(work) == [None, None]


def test_password_set_by_the_administrator_ends_every_session(zhang: Store, serve: Serve, clock: Any) -> None:
    async def work(accounts: Accounts) -> Viewer | None:
        session = Credentials("session", (await accounts.login("张三", PASSWORD, address=None)).secret)
        assert await asyncio.to_thread(set_password, zhang, "张三", PASSWORD + "!", by="root") == 1
        clock.move(seconds=CACHED)
        return await accounts.viewer_of(session)

    assert serve(work) is None


def test_stale_hash_is_made_anew_at_the_next_login(zhang: Store, serve: Serve) -> None:
    import argon2

    weak = argon2.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    zhang.write(lambda tx: tx.run("MATCH (a:Account) SET a.password = $weak", weak=weak).consume())
    serve(lambda accounts: accounts.login("张三", PASSWORD, address=None))
    row = zhang.one("MATCH (a:Account) RETURN a.password AS password")
    assert row is not None and row["password"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")


# ── a proxy's header ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("peer", "behind", "inside"), [
    ("10.1.2.3", True, True), ("10.9.9.9", True, False), ("10.1.2.3", False, False), (None, True, False),
])  # fmt: skip
def test_header_lets_in_from_a_trusted_proxy_only(
    peer: str | None, behind: bool, inside: bool, zhang: Store, serve: Serve
) -> None:
    settings = AuthSettings(proxy=ProxySettings(trusted=(ip_network("10.1.2.3/32"),)))
    shown = Credentials("header", "张三", peer)
    viewer = serve(lambda accounts: accounts.viewer_of(shown), settings=settings, behind_proxy=behind)
    assert (viewer is not None) is inside


def test_a_name_cached_for_the_proxy_does_not_serve_anybody_else(zhang: Store, serve: Serve) -> None:
    async def work(accounts: Accounts) -> tuple[Viewer | None, Viewer | None]:
        first = await accounts.viewer_of(Credentials("header", "张三", "10.1.2.3"))
        return first, await accounts.viewer_of(Credentials("header", "张三", "10.9.9.9"))

    settings = AuthSettings(proxy=ProxySettings(trusted=(ip_network("10.1.2.3/32"),)))
    first, second = serve(work, settings=settings, behind_proxy=True)
    assert first is not None and second is None


@pytest.mark.parametrize("name", ["李四", "a/b", "local"])
def test_header_that_names_no_account_lets_nobody_in(name: str, zhang: Store, serve: Serve) -> None:
    settings = AuthSettings(proxy=ProxySettings(trusted=(ip_network("10.1.2.3/32"),)))
    shown = Credentials("header", name, "10.1.2.3")
    assert serve(lambda accounts: accounts.viewer_of(shown), settings=settings, behind_proxy=True) is None


def test_no_session_outlives_a_restore(zhang: Store, serve: Serve, clock: Any, entries: Entries) -> None:
    async def work(accounts: Accounts) -> Viewer | None:
        session = Credentials("session", (await accounts.login("张三", PASSWORD, address=None)).secret)
        assert await asyncio.to_thread(end_all_sessions, zhang, by="root") == 1
        return await accounts.viewer_of(session)

    assert serve(work) is None and entries()[-1]["action"] == "sessions-ended"
    assert end_all_sessions(zhang, by="root") == 0 and entries()[-1]["note"] == "sessions=1"
