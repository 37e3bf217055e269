"""One login at a provider, from the redirect there to the redirect back, held by a secret in the browser's cookie alone.

State, nonce and code verifier are derived from that secret, so the server remembers nothing, several servers can share the
work, and a callback in another browser (login CSRF) has the wrong secret. From what passes in addresses, the state, no way
leads to the verifier.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

__all__ = ["OIDC_COOKIE", "Handshake", "new_handshake", "read_handshake"]

OIDC_COOKIE = "govgraph_oidc"
"""The cookie's name. Set it HttpOnly, SameSite=Lax, Secure over TLS, for ten minutes; delete it at the callback."""

_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Handshake:
    """The secret in the cookie, and what is derived from it."""

    secret: str = field(repr=False)

    @property
    def state(self) -> str:
        """What the provider hands back in the address of the callback."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """What the provider must write into the id token."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """What proves to the provider that the code was asked for here (RFC 7636)."""
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        """The verifier's hash, as it goes out with the first redirect."""
        return _text(hashlib.sha256(self.verifier.encode("ascii")).digest())

    def is_state(self, state: str) -> bool:
        """Whether a callback's state is this one's, told in constant time."""
        return hmac.compare_digest(self.state.encode(), state.encode("utf-8", "replace"))

    def _derived(self, what: str) -> str:
        return _text(hmac.digest(self.secret.encode("ascii"), what.encode("ascii"), "sha256"))


def new_handshake() -> Handshake:
    """A new login.

    >>> shake = new_handshake()
    >>> len({shake.state, shake.nonce, shake.verifier, shake.challenge, shake.secret}), shake.is_state(shake.state)
    (5, True)
    """
    return Handshake(secrets.token_urlsafe(32))


def read_handshake(cookie: str | None) -> Handshake | None:
    """The login that a cookie belongs to, None where it is no such cookie."""
    return Handshake(cookie) if cookie and _SHAPE.fullmatch(cookie) else None


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
