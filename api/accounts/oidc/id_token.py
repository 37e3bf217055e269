"""Whether an id token is what it says (OpenID Connect Core 3.1.3.7): signed by the provider, for us, now, in this login.

Only asymmetric algorithms count, and only with a key of their own kind: ``none``, or a public key used as the secret of an
HMAC, never does.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from api.accounts.errors import LoginRefused

__all__ = ["ALGORITHMS", "key_of", "read_id_token"]

ALGORITHMS = {
    "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA", "ES256": "EC",
    "ES384": "EC", "ES512": "EC", "EdDSA": "OKP",
}  # fmt: skip
"""Each algorithm that counts, with the kind of key it needs."""

_LEEWAY = 60
_OLDEST = 600
_LONGEST = 20_000
_RSA_BITS = 2048


def key_of(token: str, keys: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The key among a provider's that a token says it is signed with, None where there is none of the right kind.

    Raises ``LoginRefused`` for what is no signed token at all.
    """
    import jwt

    if len(token) > _LONGEST:
        raise _refused("malformed")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise _refused("malformed") from error
    kind = ALGORITHMS.get(str(header.get("alg")))
    if kind is None:
        raise _refused("algorithm")
    fitting = [
        key
        for key in keys
        if key.get("kty") == kind and key.get("use", "sig") == "sig" and key.get("alg", header["alg"]) == header["alg"]
    ]
    if "kid" in header:
        return next((key for key in fitting if key.get("kid") == header["kid"]), None)
    return fitting[0] if len(fitting) == 1 else None


def read_id_token(
    token: str, key: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now: datetime
) -> dict[str, Any]:
    """The claims of a token that holds; raises ``LoginRefused`` with the reason for one that does not."""
    import jwt

    algorithm = jwt.get_unverified_header(token)["alg"]
    try:
        public = jwt.PyJWK.from_dict(dict(key), algorithm=algorithm).key
        if getattr(public, "key_size", _RSA_BITS) < _RSA_BITS and ALGORITHMS[algorithm] == "RSA":
            raise _refused("key")
        claims: dict[str, Any] = jwt.decode(
            token,
            public,
            algorithms=[algorithm],
            options={"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False},
        )
    except jwt.InvalidSignatureError as error:
        raise _refused("signature") from error
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise _refused("malformed") from error
    _check(claims, issuer=issuer, client_id=client_id, nonce=nonce, now=now.timestamp())
    return claims


def _check(claims: dict[str, Any], *, issuer: str, client_id: str, nonce: str, now: float) -> None:
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if claims.get("iss") != issuer:
        raise _refused("issuer")
    if not isinstance(audiences, list) or client_id not in audiences:
        raise _refused("audience")
    if claims.get("azp", client_id) != client_id or (len(audiences) > 1 and "azp" not in claims):
        raise _refused("audience")
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise _refused("nonce")
    expires, issued, begins = (_number(claims.get(name)) for name in ("exp", "iat", "nbf"))
    if expires is None or expires <= now - _LEEWAY:
        raise _refused("expired")
    if issued is None or not now - _OLDEST <= issued <= now + _LEEWAY:
        raise _refused("issued")
    if begins is not None and begins > now + _LEEWAY:
        raise _refused("issued")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise _refused("subject")


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _refused(reason: str) -> LoginRefused:
    return LoginRefused("accounts.oidc_token", reason=reason)
