"""Accounts as a server asks for them: who is it, log in, log out.

Who somebody is is remembered for ``CACHED`` seconds: a revoked token, a disabled account, a changed role or a session ended
elsewhere is out of force that much later at the latest; a logout through this process at once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from api.accounts import keep
from api.accounts.account import Account
from api.accounts.audit.append import hold_audit_async
from api.accounts.audit.entry import UNKNOWN, By
from api.accounts.clock import Clock, read_moment, utc_now
from api.accounts.credentials import Credentials, is_trusted
from api.accounts.errors import LoginRefused
from api.accounts.granted import Grant, note, open_grant
from api.accounts.labels import ensure_accounts_async
from api.accounts.lockout import Guesses, count_attempt, forgive
from api.accounts.oidc.claims import identity_of
from api.accounts.oidc.handshake import new_handshake, read_handshake
from api.accounts.oidc.provider import Provider
from api.accounts.oidc.sign_in import sign_in
from api.accounts.passwords import hash_password, is_stale, matches, need_password
from api.accounts.recent import Recent
from api.accounts.settings import AuthSettings
from api.accounts.tokens import SESSION, TOKEN, hash_of, is_secret
from api.accounts.viewer import LOCAL, Viewer
from graph.errors import GovgraphError

if TYPE_CHECKING:
    from neo4j import AsyncDriver, AsyncSession

__all__ = ["CACHED", "Accounts"]

CACHED = 2.0
"""Seconds."""

_MOST = 10_000
_AT_ONCE = 2
"""Passwords checked at the same time: each takes 64 MiB and a processor for a moment."""

_T = TypeVar("_T")


class Accounts:
    """The accounts of one store.

    ``single_user``: while there is no account at all and no provider, whoever comes is the local administrator; a server says
    so only where it listens on loopback. ``behind_proxy``: the header of a trusted proxy counts. A store that does not answer
    within ``patience`` seconds is given up: ``TimeoutError``.
    """

    def __init__(
        self,
        driver: AsyncDriver,
        *,
        database: str | None = None,
        settings: AuthSettings | None = None,
        single_user: bool = False,
        behind_proxy: bool = False,
        patience: float = 35.0,
        clock: Clock = utc_now,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._driver, self._database = driver, database
        self.settings = settings or AuthSettings()
        self.proxy = self.settings.proxy if behind_proxy else None
        self.provider = Provider(self.settings.oidc, clock=clock, seconds=seconds) if self.settings.oidc else None
        self._patience = patience
        self._single_user = single_user and self.settings.oidc is None
        self._clock = clock
        self._viewers: Recent[Viewer | None] = Recent(_MOST, seconds)
        self._exist: Recent[bool] = Recent(1, seconds)
        self._verifying = asyncio.Semaphore(_AT_ONCE)

    async def start(self) -> None:
        """Prepares the store: constraints and indexes."""
        await ensure_accounts_async(self._driver, self._database)

    async def close(self) -> None:
        """Closes what was opened here; the driver stays open."""
        if self.provider is not None:
            await self.provider.close()

    async def any(self) -> bool:
        """Whether there is any account; once there is one the answer stays."""
        known = self._exist.get("any")
        if known is None:
            found = await self._read(keep.any_account)
            self._exist.put("any", found, float("inf") if found else CACHED)
            return found
        return known[0]

    async def viewer_of(self, credentials: Credentials | None) -> Viewer | None:
        """Who shows these credentials; None for nobody who may come in. Asks the store at most every ``CACHED`` seconds."""
        if self._single_user and not await self.any():
            return LOCAL
        if credentials is None:
            return None
        key = _key(credentials)
        known = self._viewers.get(key)
        if known is not None:
            return known[0]
        viewer, seconds = await self._look_up(credentials)
        self._viewers.put(key, viewer, min(CACHED, seconds))
        return viewer

    async def login(self, name: str, password: str, *, address: str | None) -> Grant:
        """Opens a session for a name and password.

        Raises ``LoginRefused``: the same for a name that does not exist, a wrong password and a disabled account; with
        ``retry_after`` where there were too many failures.
        """
        account, guesses = await self._proven(name, password, address)
        stale = account.password is not None and is_stale(account.password)
        hashed = await asyncio.to_thread(hash_password, password) if stale else None

        async def work(tx: Any) -> Grant:
            await hold_audit_async(tx)
            await forgive(tx, guesses, name)
            if hashed is not None:
                await keep.keep_password(tx, account, hashed)
            return await open_grant(tx, account.id, "password", address, self._clock(), self.settings.sessions)

        return await self._write(work)

    async def logout(self, credentials: Credentials, *, address: str | None) -> None:
        """Ends the session; other credentials are left as they are."""
        if credentials.kind != "session":
            return
        viewer = await self.viewer_of(credentials)

        async def work(tx: Any) -> None:
            await hold_audit_async(tx)
            if await keep.end_session(tx, credentials.value) and viewer is not None:
                await note(tx, viewer.name, "logout", "session", address, role=viewer.role)

        await self._write(work)
        self._viewers.forget(_key(credentials))

    async def change_password(self, credentials: Credentials, old: str, new: str, *, address: str | None) -> None:
        """Gives the account of a session another password and ends all its sessions.

        Raises ``LoginRefused`` where the old one is wrong or nobody is logged in, ``UsageError`` for a weak new one.
        """
        viewer = await self.viewer_of(credentials)
        if credentials.kind != "session" or viewer is None:
            raise LoginRefused("accounts.login_refused")
        account, guesses = await self._proven(viewer.name, old, address)
        need_password(new, account.name)
        hashed = await asyncio.to_thread(hash_password, new)

        async def work(tx: Any) -> None:
            await hold_audit_async(tx)
            await forgive(tx, guesses, account.name)
            await keep.keep_password(tx, account, hashed)
            ended = await keep.end_sessions(tx, account)
            await note(
                tx, account.name, "password-set", "session", address, role=account.role, note=f"sessions={ended}"
            )

        await self._write(work)
        self._viewers.clear()

    async def begin_oidc(self) -> tuple[str, str]:
        """Where to send a browser to log in at the provider, and the secret for its cookie (``OIDC_COOKIE``)."""
        handshake = new_handshake()
        return await self._needed_provider().login_url(handshake), handshake.secret

    async def finish_oidc(self, answer: Mapping[str, str], cookie: str | None, *, address: str | None) -> Grant:
        """Opens a session for whoever comes back from the provider with that answer and that cookie.

        The account is made at the first login; each login brings its role and scope up to date. Raises ``LoginRefused``.
        """
        try:
            provider = self._needed_provider()
            claims = await provider.claims_of(answer, read_handshake(cookie))
            identity = identity_of(claims, provider.settings)
            sessions = self.settings.sessions
            return await self._write(lambda tx: sign_in(tx, identity, address, self._clock(), sessions))
        except LoginRefused as refused:
            await self._note_refusal(UNKNOWN, "oidc", address, refused)
            raise

    def _needed_provider(self) -> Provider:
        if self.provider is None:
            raise LoginRefused("accounts.oidc_off")
        return self.provider

    async def _look_up(self, credentials: Credentials) -> tuple[Viewer | None, float]:
        """Who it is, and for how many seconds that holds at most."""
        if credentials.kind == "header":
            return await self._of_header(credentials), CACHED
        kind = TOKEN if credentials.kind == "token" else SESSION
        if not is_secret(credentials.value, kind):
            return None, CACHED
        now, secret = self._clock(), credentials.value
        if kind == TOKEN:
            found = await self._read(lambda tx: keep.account_of_token(tx, secret, now))
        else:
            found = await self._read(lambda tx: keep.account_of_session(tx, secret, now, self.settings.sessions))
        viewer = found.account.viewer() if found else None
        if found is None or viewer is None:
            return None, CACHED
        await self._touch(kind, secret, found.used, now)
        return viewer, (found.until - now).total_seconds()

    async def _of_header(self, credentials: Credentials) -> Viewer | None:
        """The account that a proxy names; looked at once more here, so that nothing but a trusted address ever counts."""
        if self.proxy is None or not is_trusted(credentials.peer, self.proxy.trusted):
            return None
        account = await self._read(lambda tx: keep.account_named(tx, credentials.value))
        return account.viewer() if account else None

    async def _touch(self, kind: str, secret: str, used: str | None, now: datetime) -> None:
        """Notes that it was used: a token by the day, a session often enough for its idle time."""
        if kind == TOKEN:
            day = now.astimezone(ZoneInfo("Asia/Shanghai")).date()
            if used != day.isoformat():
                await self._write(lambda tx: keep.touch_token(tx, secret, day))
        elif used is None or now - read_moment(used) > timedelta(minutes=self.settings.sessions.idle_minutes) / 10:
            await self._write(lambda tx: keep.touch_session(tx, secret, now))

    async def _proven(self, name: str, password: str, address: str | None) -> tuple[Account, Guesses]:
        """The account of a name whose password was given; the attempt stands as failed until it is forgiven."""
        lockout = self.settings.lockout
        guesses = Guesses.of(name, address, lockout)
        wait = await self._write(lambda tx: count_attempt(tx, guesses, lockout, self._clock()))
        if wait is not None:
            seconds = int(wait.total_seconds()) + 1
            raise LoginRefused("accounts.login_wait", retry_after=seconds, seconds=seconds)
        account = await self._read(lambda tx: keep.account_named(tx, name))
        usable = account is not None and account.viewer() is not None
        async with self._verifying:
            right = await asyncio.to_thread(matches, account.password if account and usable else None, password)
        if account is None or not usable or not right:
            refused = LoginRefused("accounts.login_refused")
            await self._note_refusal(account.name if account else UNKNOWN, "password", address, refused)
            raise refused
        return account, guesses

    async def _note_refusal(self, who: str, by: By, address: str | None, refused: GovgraphError) -> None:
        await self._write(lambda tx: note(tx, who, "login-refused", by, address, code=refused.message.key))

    def _session(self) -> AsyncSession:
        """Chained to the writes of this driver: where there are replicas, a session just opened is seen by all of them."""
        return self._driver.session(
            database=self._database, bookmark_manager=self._driver.execute_query_bookmark_manager
        )

    async def _read(self, work: Callable[[Any], Awaitable[_T]]) -> _T:
        async with asyncio.timeout(self._patience), self._session() as session:
            return await session.execute_read(work)

    async def _write(self, work: Callable[[Any], Awaitable[_T]]) -> _T:
        async with asyncio.timeout(self._patience), self._session() as session:
            return await session.execute_write(work)


def _key(credentials: Credentials) -> tuple[str, str, str | None]:
    """What a viewer is remembered by: never the secret itself; a proxy's header by where it came from as well."""
    return credentials.kind, hash_of(credentials.value), credentials.peer if credentials.kind == "header" else None
