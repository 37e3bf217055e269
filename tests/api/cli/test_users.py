"""``users``: accounts from the command line, secrets shown once, the audit read and verified."""

from __future__ import annotations

import csv
import getpass
import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from api.accounts.audit.verify import verify_audit
from graph.store.connection import Store

Govgraph = Callable[..., Any]
PASSWORD = "四月的风 april 2026"


@pytest.fixture
def users(govgraph: Govgraph, store: Store) -> Govgraph:
    """``govgraph users`` on a store with one street."""
    store.write(lambda tx: tx.run("CREATE (:Area:Street {id: 'area-140213050000', code: '140213050000'})").consume())
    return lambda *words: govgraph("users", *words)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lines on standard input, or at the prompt of a terminal."""

    def give(*lines: str, terminal: bool = False) -> None:
        stream = io.StringIO("".join(f"{line}\n" for line in lines))
        monkeypatch.setattr(stream, "isatty", lambda: terminal)
        monkeypatch.setattr("sys.stdin", stream)
        answers = iter(lines)
        monkeypatch.setattr(getpass, "getpass", lambda prompt: next(answers))

    return give


def accounts(users: Govgraph) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = users("list", "--format", "json").document["accounts"]
    return listed


def test_add_says_what_was_made(users: Govgraph) -> None:
    answer = users("add", "张三", "--role", "reader", "--area", "140213050000", "--share-totals")
    assert (
        (answer.code, answer.out) == (0, "") and "范围 140213050000" in answer.err and "还没有口令和令牌" in answer.err
    )
    (account,) = accounts(users)
    assert (account["role"], account["areas"], account["shareTotals"]) == ("reader", ["140213050000"], True)


def test_token_is_on_stdout_alone_and_once(users: Govgraph, dump: Callable[..., list[str]]) -> None:
    answer = users("add", "张三", "--role", "reader", "--token", "--days", "7")
    assert re.fullmatch(r"gvt_[\w-]{43}\n", answer.out) and "token-" in answer.err
    again = users("token", "张三")
    assert re.fullmatch(r"gvt_[\w-]{43}\n", again.out) and again.out != answer.out
    for secret in (answer.out.strip(), again.out.strip()):
        assert secret not in answer.err + again.err + "".join(dump()) + str(accounts(users))
    assert len(accounts(users)[0]["tokens"]) == 2


@pytest.mark.parametrize(("words", "key"), [
    (["add", "张三", "--role", "king"], "没有角色"), (["add", "张三", "--role", "reader", "--area", "999"], "没有这些区域"),
    (["add", "a b", "--role", "reader"], "不可用"), (["add", "张三", "--role", "reader", "--token", "--days", "0"], "有效期"),
    (["add", "张三", "--role", "reader", "--token", "--password-stdin"], "只能用一个"), (["token", "李四"], "没有账号"),
    (["disable", "李四"], "没有账号"), (["revoke", "李四"], "没有账号"), (["audit", "--prune", "2026-11-01"], "184 天"),
    (["audit", "--prune", "2020-01-01", "--verify"], "只能用一个"), (["audit", "--noted", "12"], "编号:散列"),
    (["audit", "--since", "gestern"], "不是日期"), (["list", "--format", "xlsx"], "-o"),
])  # fmt: skip
def test_wrong_words_are_refused_and_change_nothing(words: list[str], key: str, users: Govgraph, store: Store) -> None:
    answer = users(*words)
    assert (answer.code, answer.out) == (2, "") and key in answer.err
    assert store.one("MATCH (n) WHERE n:Account OR n:Token RETURN n") is None


def test_password_comes_from_stdin_or_a_prompt_typed_twice(users: Govgraph, typed: Callable[..., None]) -> None:
    typed(PASSWORD)
    assert users("add", "张三", "--role", "reader", "--password-stdin").code == 0
    typed(PASSWORD, PASSWORD, terminal=True)
    assert users("add", "李四", "--role", "reader", "--password").code == 0
    assert all(account["hasPassword"] for account in accounts(users))
    typed(PASSWORD, PASSWORD + "?", terminal=True)
    answer = users("password", "张三")
    assert answer.code == 2 and "两次输入的口令不同" in answer.err
    typed("short")
    assert users("password", "张三", "--stdin").code == 2
    typed(PASSWORD + "!")
    assert "已更换" in users("password", "张三", "--stdin").err


def test_without_a_terminal_no_password_is_asked_for(users: Govgraph, typed: Callable[..., None]) -> None:
    typed()
    answer = users("password", "张三")
    assert answer.code == 2 and "--stdin" in answer.err


def test_no_command_takes_a_password_as_an_argument(users: Govgraph) -> None:
    assert users("add", "张三", "--role", "reader", "--password", PASSWORD).code == 2
    assert users("password", "张三", PASSWORD).code == 2


def test_disable_enable_change_and_revoke(users: Govgraph) -> None:
    users("add", "张三", "--role", "admin", "--token")
    assert "最迟 2 秒后生效" in users("disable", "张三").err and accounts(users)[0]["disabled"]
    assert "已启用" in users("enable", "张三").err and not accounts(users)[0]["disabled"]
    assert "角色 reader，范围 140213050000" in users("change", "张三", "--role", "reader", "--area", "140213050000").err
    (token,) = accounts(users)[0]["tokens"]
    assert "已作废令牌 1 个" in users("revoke", "张三", "--token", token["id"]).err
    assert users("revoke", "张三", "--token", token["id"]).code == 2
    assert accounts(users)[0]["tokens"] == []


def test_json_documents_have_their_shape(users: Govgraph, shape: Callable[[Any], Any]) -> None:
    users("add", "张三", "--role", "reader", "--area", "140213050000", "--token")
    assert shape(users("list", "--format", "json").document) == {
        "version": "int",
        "accounts": [{
            "name": "str", "role": "str", "areas": ["str"], "shareTotals": "bool", "reserves": "bool", "disabled": "bool",
            "hasPassword": "bool", "provider": "NoneType", "createdAt": "str", "sessions": "int",
            "tokens": [{"id": "str", "createdAt": "str", "expiresAt": "str", "expired": "bool", "usedOn": "NoneType"}],
        }],
    }  # fmt: skip
    assert shape(users("audit", "--verify", "--format", "json").document) == {
        "version": "int", "entries": "int", "first": "int", "head": "str", "faults": [],
    }  # fmt: skip
    document = users("audit", "--format", "json").document
    assert document["version"] == 1 and document["entries"][0]["action"] == "account-added"


def test_audit_names_the_user_of_the_machine(users: Govgraph) -> None:
    users("add", "张三", "--role", "reader")
    users("list")
    text = users("audit", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["序号"], row["谁"], row["动作"]) for row in rows] == [
        (str(number), getpass.getuser(), action)
        for number, action in enumerate(["account-added", "accounts-listed", "audit-read"], 1)
    ]


def test_verify_tells_the_end_to_note_and_what_was_tampered_with(users: Govgraph, store: Store) -> None:
    users("add", "张三", "--role", "reader")
    answer = users("audit", "--verify")
    assert answer.code == 0 and (hit := re.search(r"\d+:[0-9a-f]{64}", answer.err))
    assert users("audit", "--noted", hit[0]).code == 0
    store.write(lambda tx: tx.run("MATCH (e:AuditEntry {number: 1}) SET e.who = '别人'").consume())
    answer = users("audit", "--verify")
    assert answer.code == 1 and "第 1 条被改动" in answer.out
    assert verify_audit(store).entries == 4


def test_table_of_accounts_reads_well(users: Govgraph) -> None:
    users("add", "张三", "--role", "planner", "--reserves")
    answer = users("list")
    assert all(word in answer.out for word in ("张三", "planner 统筹", "全部", "后备力量", "启用"))


def test_store_check_is_at_ease_with_accounts(govgraph: Govgraph, store: Store) -> None:
    govgraph("users", "add", "张三", "--role", "reader", "--token")
    assert govgraph("store", "check").code == 0
