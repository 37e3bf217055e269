"""Secrets that stand for an account: tokens for programs, session secrets for browsers. Only their hashes are kept.

A secret has 256 random bits, so a plain sha256 of it can neither be turned back nor guessed.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

from graph.errors import UsageError

__all__ = ["LONGEST_DAYS", "SESSION", "TOKEN", "Token", "expiry", "hash_of", "is_secret", "new_secret", "new_token_id"]

TOKEN, SESSION = "gvt", "gvs"
"""How a token and a session's secret begin: scanners for leaked secrets know them by that."""

LONGEST_DAYS = 366
_BYTES = 32
_SHAPE = re.compile(rf"(?:{TOKEN}|{SESSION})_[A-Za-z0-9_-]{{43}}")


class Token(BaseModel):
    """A token as the store holds it; the secret itself is nowhere."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    id: str
    account: str
    created_at: str = Field(alias="createdAt")
    expires_at: str = Field(alias="expiresAt")
    used_on: date | None = Field(alias="usedOn", default=None)


def new_secret(kind: str) -> str:
    """A new secret of that kind.

    >>> len(new_secret(TOKEN)), is_secret(new_secret(TOKEN), TOKEN), is_secret(new_secret(SESSION), TOKEN)
    (47, True, False)
    """
    return f"{kind}_{secrets.token_urlsafe(_BYTES)}"


def new_token_id() -> str:
    """A short public name for a token, by which it is revoked; it says nothing of the secret."""
    return f"token-{secrets.token_hex(4)}"


def is_secret(text: str, kind: str) -> bool:
    """Whether a text has the form of a secret of that kind; anything else is refused without a question to the store."""
    return text.startswith(f"{kind}_") and _SHAPE.fullmatch(text) is not None


def hash_of(secret: str) -> str:
    """What the store keeps of a secret."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()


def expiry(now: datetime, days: int) -> datetime:
    """When a token of so many days ends; raises ``UsageError`` for less than one or more than a year."""
    if not 1 <= days <= LONGEST_DAYS:
        raise UsageError("accounts.bad_days", days=days, longest=LONGEST_DAYS)
    return now + timedelta(days=days)
