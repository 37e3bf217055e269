"""The OpenID provider as a server that is asked: its addresses, its keys, and a code traded for an id token.

Addresses are kept for an hour and keys for ten minutes. That the provider does not answer is kept for three seconds, so that
those who wait do not wait one after the other. A key that is not among them is asked for again, at most every ten
seconds, so that forged tokens do not make this server knock at the provider's door.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from api.accounts.clock import Clock, utc_now
from api.accounts.errors import LoginRefused
from api.accounts.oidc.handshake import Handshake
from api.accounts.oidc.id_token import key_of, read_id_token
from api.accounts.settings import OidcSettings, is_loopback

if TYPE_CHECKING:
    import httpx

__all__ = ["Provider"]

_ADDRESSES_FOR, _KEYS_FOR, _KEYS_AGAIN, _DOWN_FOR = 3_600.0, 600.0, 10.0, 3.0
_TIMEOUT = 5.0
_LARGEST = 512_000
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    at: float


class Provider:
    """One provider; asked through one client, closed with ``close``."""

    def __init__(
        self, settings: OidcSettings, *, clock: Clock = utc_now, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.settings = settings
        self._clock, self._seconds = clock, seconds
        self._client: httpx.AsyncClient | None = None
        self._addresses: _Kept | None = None
        self._keys: _Kept | None = None
        self._down: _Kept | None = None
        self._lock = asyncio.Lock()

    async def login_url(self, handshake: Handshake) -> str:
        """Where the browser is sent to log in."""
        asked = {
            "response_type": "code", "client_id": self.settings.client_id, "redirect_uri": self.settings.redirect_uri,
            "scope": " ".join(self.settings.scopes), "state": handshake.state, "nonce": handshake.nonce,
            "code_challenge": handshake.challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        address = (await self._metadata())["authorization_endpoint"]
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    async def claims_of(self, answer: Mapping[str, str], handshake: Handshake | None) -> dict[str, Any]:
        """What the provider says of whoever comes back with that answer (the parameters of the callback's address).

        Raises ``LoginRefused`` where the answer is of another login or an error, the code is not taken, or the id token
        does not hold.
        """
        if handshake is None or not handshake.is_state(answer.get("state", "")):
            raise LoginRefused("accounts.oidc_state")
        metadata = await self._metadata()
        issuer = answer.get("iss")
        if issuer != self.settings.issuer and (
            issuer or metadata.get("authorization_response_iss_parameter_supported")
        ):
            raise LoginRefused("accounts.oidc_token", reason="issuer")  # RFC 9207: an answer of another provider
        if "error" in answer or not answer.get("code"):
            raise LoginRefused("accounts.oidc_denied")
        token = await self._trade(answer["code"], handshake, metadata)
        return read_id_token(
            token,
            await self._key(token),
            issuer=self.settings.issuer,
            client_id=self.settings.client_id,
            nonce=handshake.nonce,
            now=self._clock(),
        )

    async def close(self) -> None:
        """Closes the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _metadata(self) -> dict[str, Any]:
        async with self._lock:
            if self._addresses is None or self._seconds() - self._addresses.at > _ADDRESSES_FOR:
                found = await self._discovered()
                if found.get("issuer") != self.settings.issuer:
                    raise LoginRefused("accounts.oidc_token", reason="issuer")
                if not all(self._is_safe(found.get(name)) for name in _ADDRESSES):
                    raise LoginRefused("accounts.oidc_unreachable", reason="metadata")
                self._addresses = _Kept(found, self._seconds())
            addresses: dict[str, Any] = self._addresses.value
            return addresses

    async def _discovered(self) -> dict[str, Any]:
        if self._down is not None and self._seconds() - self._down.at < _DOWN_FOR:
            raise LoginRefused("accounts.oidc_unreachable", reason=self._down.value)
        try:
            return await self._ask("GET", f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration")
        except LoginRefused as refused:
            self._down = _Kept(refused.reason, self._seconds())
            raise

    def _is_safe(self, url: Any) -> bool:
        """Over TLS, or on this machine where the provider itself is."""
        if not isinstance(url, str):
            return False
        return url.startswith("https://") or (is_loopback(self.settings.issuer) and is_loopback(url))

    async def _key(self, token: str) -> Mapping[str, Any]:
        found = key_of(token, await self._jwks(_KEYS_FOR)) or key_of(token, await self._jwks(_KEYS_AGAIN))
        if found is None:
            raise LoginRefused("accounts.oidc_token", reason="key")
        return found

    async def _jwks(self, oldest: float) -> list[Mapping[str, Any]]:
        metadata = await self._metadata()
        async with self._lock:
            if self._keys is None or self._seconds() - self._keys.at > oldest:
                keys = (await self._ask("GET", metadata["jwks_uri"])).get("keys")
                listed = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
                self._keys = _Kept(listed, self._seconds())
            kept: list[Mapping[str, Any]] = self._keys.value
            return kept

    async def _trade(self, code: str, handshake: Handshake, metadata: Mapping[str, Any]) -> str:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.settings.redirect_uri,
            "client_id": self.settings.client_id, "code_verifier": handshake.verifier,
        }  # fmt: skip
        headers = {}
        secret = self.settings.client_secret()
        if secret is not None and "client_secret_basic" in metadata.get(
            "token_endpoint_auth_methods_supported", ["client_secret_basic"]
        ):
            pair = f"{quote(self.settings.client_id, safe='')}:{quote(secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        elif secret is not None:
            form["client_secret"] = secret
        answer = await self._ask("POST", metadata["token_endpoint"], data=form, headers=headers)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise LoginRefused("accounts.oidc_token", reason="malformed")
        return token

    async def _ask(self, method: str, url: str, **more: Any) -> dict[str, Any]:
        """A JSON object from the provider; raises ``LoginRefused`` for anything else."""
        import httpx

        if self._client is None:
            self._client = httpx.AsyncClient(timeout=_TIMEOUT, follow_redirects=False)
        try:
            async with self._client.stream(method, url, **more) as response:
                body = bytearray()
                async for part in response.aiter_bytes():
                    body += part
                    if len(body) > _LARGEST:
                        raise LoginRefused("accounts.oidc_unreachable", reason="size")
        except httpx.HTTPError as error:
            raise LoginRefused("accounts.oidc_unreachable", reason=type(error).__name__) from error
        if response.status_code != httpx.codes.OK:
            raise LoginRefused("accounts.oidc_unreachable", reason=response.status_code)
        try:
            told = json.loads(body)
        except ValueError as error:
            raise LoginRefused("accounts.oidc_unreachable", reason="JSON") from error
        if not isinstance(told, dict):
            raise LoginRefused("accounts.oidc_unreachable", reason="JSON")
        return told
