"""Passwords: what is refused, what is kept, and the same work for whoever does not exist."""

from __future__ import annotations

import argon2
import pytest

from api.accounts import passwords
from graph.errors import UsageError

GOOD = "四月的风 april 2026"


@pytest.mark.parametrize(("password", "key"), [
    ("短", "password_length"), ("x" * 300, "password_length"), ("ababababababab", "password_plain"),
    ("张三的口令 1234567", "password_name"),
])  # fmt: skip
def test_weak_password_is_refused(password: str, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        passwords.need_password(password, "张三")
    assert refused.value.message.key == f"accounts.{key}"


def test_hash_is_argon2id_and_matches_its_password_only() -> None:
    stored = passwords.hash_password(GOOD)
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and GOOD not in stored
    assert passwords.matches(stored, GOOD) and not passwords.matches(stored, GOOD + "x")
    assert not passwords.matches(None, GOOD) and not passwords.matches("no hash at all", GOOD)


def test_composed_and_decomposed_letters_are_one_password() -> None:
    assert passwords.matches(passwords.hash_password("caf\u00e9 du matin 12"), "cafe\u0301 du matin 12")


@pytest.mark.parametrize("stored", [None, "own"])
def test_checking_costs_the_same_with_and_without_an_account(
    stored: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = passwords.hash_password(GOOD) if stored else None
    passwords.matches(None, GOOD)  # the hash of nobody's is made once
    seen = []
    verify = argon2.PasswordHasher.verify

    def counted(self: argon2.PasswordHasher, hashed: str | bytes, password: str | bytes) -> bool:
        seen.append(argon2.extract_parameters(str(hashed)))
        return verify(self, hashed, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    passwords.matches(told, "another password")
    assert seen == [argon2.PasswordHasher()._parameters]


def test_hash_of_weaker_parameters_is_stale() -> None:
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    assert passwords.is_stale(weak) and not passwords.is_stale(passwords.hash_password(GOOD))
