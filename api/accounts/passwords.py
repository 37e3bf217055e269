"""Passwords: argon2id hashes, rules for a new one, and a check that costs the same for whoever does not exist."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["LONGEST", "SHORTEST", "hash_password", "is_stale", "matches", "need_password"]

SHORTEST, LONGEST = 12, 256
_DIFFERENT = 5


def need_password(password: str, name: str) -> None:
    """Raises ``UsageError`` for a new password that is too short or long, made of few characters, or holds the name.

    >>> need_password("春天来了 wanzhong 2026", "张三")
    """
    told = _normal(password)
    if not SHORTEST <= len(told) <= LONGEST:
        raise UsageError("accounts.password_length", shortest=SHORTEST, longest=LONGEST)
    if len(set(told)) < _DIFFERENT:
        raise UsageError("accounts.password_plain", different=_DIFFERENT)
    if name.casefold() in told.casefold():
        raise UsageError("accounts.password_name")


def hash_password(password: str) -> str:
    """What the store keeps of a password."""
    return _hasher().hash(_normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether it is the password of that hash.

    Without a hash (no such account, disabled, none set) it checks against a hash of nobody's and says no: the time
    taken tells nobody which names exist.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    told = _normal(password[: LONGEST + 1])
    try:
        _hasher().verify(stored or _nobody(), told)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None and len(told) <= LONGEST


def is_stale(stored: str) -> bool:
    """Whether a hash was made with other parameters than are used now, and should be made anew."""
    return _hasher().check_needs_rehash(stored)


@cache
def _hasher() -> PasswordHasher:
    """Argon2id as RFC 9106 advises where memory is limited: 64 MiB, three passes."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(24))


def _normal(password: str) -> str:
    """The same password from every keyboard: composed characters (RFC 8265)."""
    return unicodedata.normalize("NFC", password)
