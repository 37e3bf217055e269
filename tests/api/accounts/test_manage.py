"""Accounts as the command line makes, changes and bars them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.accounts.labels import LABELS
from api.accounts.manage import (
    Sight,
    add_account,
    change_account,
    has_accounts,
    issue_token,
    list_accounts,
    revoke,
    set_disabled,
    set_password,
)
from api.accounts.tokens import hash_of
from graph.errors import UsageError
from graph.store.connection import Store

READER = Sight(role="reader", areas=("140213050000",))
PASSWORD = "四月的风 april 2026"
Entries = Callable[[], list[dict[str, Any]]]


def test_account_is_as_it_was_made(accounts_store: Store, entries: Entries) -> None:
    assert not has_accounts(accounts_store)
    add_account(accounts_store, "张三", READER, by="root")
    (listed,) = list_accounts(accounts_store)
    assert has_accounts(accounts_store) and listed.account.viewer() is not None
    assert (listed.account.name, listed.account.areas, listed.account.password) == ("张三", ("140213050000",), None)
    (entry,) = entries()
    assert (entry["who"], entry["by"], entry["action"], entry["targets"]) == (
        "root",
        "command",
        "account-added",
        ["张三"],
    )
    assert entry["note"] == "role=reader areas=140213050000"


@pytest.mark.parametrize(("name", "sight", "password", "key"), [
    ("a/b", READER, None, "bad_name"), ("", READER, None, "bad_name"), ("Local", READER, None, "bad_name"),
    ("x" * 65, READER, None, "bad_name"), ("张\n三", READER, None, "bad_name"),
    ("张三", Sight(role="king"), None, "no_role"), ("张三", Sight(role="reader", areas=("140213050000", "1")), None, "no_area"),
    ("张三", READER, "short", "password_length"),
])  # fmt: skip
def test_account_that_cannot_be_is_refused(
    name: str, sight: Sight, password: str | None, key: str, accounts_store: Store, entries: Entries
) -> None:
    with pytest.raises(UsageError) as refused:
        add_account(accounts_store, name, sight, password=password, by="root")
    assert refused.value.message.key == f"accounts.{key}"
    assert not has_accounts(accounts_store) and entries() == []


@pytest.mark.parametrize("again", ["zhang", "Zhang", " ＺＨＡＮＧ "])
def test_name_is_taken_however_it_is_written(again: str, accounts_store: Store) -> None:
    add_account(accounts_store, "zhang", READER, by="root")
    with pytest.raises(UsageError, match="已有账号"):
        add_account(accounts_store, again, READER, by="root")


def test_no_secret_is_in_the_store(accounts_store: Store, dump: Callable[..., list[str]]) -> None:
    add_account(accounts_store, "张三", READER, password=PASSWORD, by="root")
    made = issue_token(accounts_store, "张三", days=30, by="root")
    text = "\n".join(dump())
    assert hash_of(made.secret) in text
    assert made.secret not in text and made.secret[4:20] not in text and PASSWORD not in text
    assert made.secret not in repr(made) and "argon2" not in repr(list_accounts(accounts_store))


def test_change_replaces_role_scope_and_extras(accounts_store: Store) -> None:
    add_account(accounts_store, "张三", Sight(role="planner", share_totals=True, reserves=True), by="root")
    account = change_account(accounts_store, "张三", READER, by="root")
    assert (account.role, account.areas, account.share_totals, account.reserves) == (
        "reader",
        READER.areas,
        False,
        False,
    )
    with pytest.raises(UsageError, match="没有账号"):
        change_account(accounts_store, "李四", READER, by="root")


@pytest.mark.parametrize("days", [0, -1, 367])
def test_token_lasts_a_year_at_most(days: int, accounts_store: Store) -> None:
    add_account(accounts_store, "张三", READER, by="root")
    with pytest.raises(UsageError, match="有效期"):
        issue_token(accounts_store, "张三", days=days, by="root")
    assert list_accounts(accounts_store)[0].tokens == ()


def test_tokens_are_revoked_one_by_one_or_all(accounts_store: Store) -> None:
    for name in ("张三", "李四"):
        add_account(accounts_store, name, READER, by="root")
    first, second, other = (
        issue_token(accounts_store, name, days=1, by="root").token for name in ("张三", "张三", "李四")
    )
    with pytest.raises(UsageError, match="没有令牌"):
        revoke(accounts_store, "张三", other.id, by="root")
    assert revoke(accounts_store, "张三", first.id, by="root") == ([first.id], 0)
    assert revoke(accounts_store, "张三", by="root") == ([second.id], 0)
    assert {one.account.name: len(one.tokens) for one in list_accounts(accounts_store)} == {"张三": 0, "李四": 1}


def test_every_change_is_audited_and_tells_no_secret(accounts_store: Store, entries: Entries) -> None:
    add_account(accounts_store, "张三", READER, password=PASSWORD, by="root")
    token = issue_token(accounts_store, "张三", days=1, by="root")
    set_password(accounts_store, "张三", PASSWORD + "!", by="root")
    set_disabled(accounts_store, "张三", True, by="root")
    set_disabled(accounts_store, "张三", False, by="root")
    revoke(accounts_store, "张三", by="root")
    assert [entry["action"] for entry in entries()] == [
        "account-added", "token-issued", "password-set", "account-disabled", "account-enabled", "token-revoked",
    ]  # fmt: skip
    assert all(
        entry["who"] == "root" and token.secret not in str(entry) and PASSWORD not in str(entry) for entry in entries()
    )


def test_labels_are_what_the_store_holds(accounts_store: Store) -> None:
    add_account(accounts_store, "张三", READER, by="root")
    issue_token(accounts_store, "张三", days=1, by="root")
    found = accounts_store.rows(
        "MATCH (n) WHERE NOT n:Area AND NOT n:StoreMeta UNWIND labels(n) AS l RETURN DISTINCT l"
    )
    assert {row["l"] for row in found} == {"Account", "Token", "AuditEntry", "AuditHead"} < set(LABELS)
