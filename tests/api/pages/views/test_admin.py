"""管理: accounts, roles and the audit, for those who may see them; each look is an entry of the audit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from api.accounts.audit.append import append_entries
from api.accounts.audit.entry import ACTIONS, Entry
from api.accounts.manage import Sight, add_account, issue_token
from api.accounts.viewer import make_viewer, roles
from graph.messages import catalogue
from tests.api.pages.conftest import PLANNER

if TYPE_CHECKING:
    from graph.store.connection import Store
    from tests.api.pages.conftest import Browser, MakeSite

HOSTILE = "<script>alert(1)</script>\"'🙂=1+1"
_CLEAR = "MATCH (n) WHERE n:Account OR n:Token OR n:AuditEntry OR n:AuditHead DETACH DELETE n"
ADMIN = make_viewer("管理员", "admin")


@pytest.fixture
def kept(district: Store) -> Iterator[Store]:
    """The district's store with two accounts and 120 entries of the audit, which go again."""
    district.write(lambda tx: tx.run(_CLEAR).consume())
    add_account(district, "永泰值班", Sight(role="reader", areas=("140213050000",)), by="tester")
    add_account(
        district, "统筹员", Sight(role="planner", share_totals=True), password="一个足够长的示例口令 2026", by="tester"
    )
    issue_token(district, "永泰值班", days=30, by="tester")
    entries = [
        Entry(who="统筹员", role="planner", by="session", action="read", operation=f"Op{number}", fields=("grids",),
              personal=number % 2 == 0, status=200, at=f"2026-11-01T08:{number // 60:02}:{number % 60:02}.000Z")
        for number in range(116)
    ]  # fmt: skip
    odd = Entry(who="?", by="none", action="login-refused", note=HOSTILE, code="accounts.login_refused")
    district.write(lambda tx: append_entries(tx, [*entries, odd]))
    yield district
    district.write(lambda tx: tx.run(_CLEAR).consume())


@pytest.fixture
def admin(kept: Store, make_site: MakeSite) -> Browser:
    """An administrator's browser."""
    return make_site(ADMIN).browser()


def numbers(page: str) -> list[int]:
    """The numbers of the entries that a page lists."""
    found = re.findall(r'<th scope="row" class="c-number">\s*([\d,]+)\s*</th>', page)
    return [int(number.replace(",", "")) for number in found]


def test_accounts_are_shown_with_role_scope_and_tokens_but_no_secret(admin: Browser, kept: Store) -> None:
    page, rows = admin.page("/admin"), admin.get("/admin.json").json()["rows"]
    told = {row["name"]: row for row in rows}
    assert (told["永泰值班"]["areas"], told["永泰值班"]["role"]) == ("永泰街道 140213050000", "查阅")
    assert (told["统筹员"]["ways"], told["统筹员"]["extras"]) == ("口令", "全区合计") and "token-" in told["永泰值班"][
        "tokens"
    ]
    assert not re.search(r"argon2|gvt_|[0-9a-f]{64}", page + str(rows)) and all(
        role.zh in page for role in roles().values()
    )


def test_each_look_is_an_entry_of_the_audit(kept: Store, make_site: MakeSite) -> None:
    site = make_site(ADMIN)
    browser = site.browser()
    browser.page("/admin")
    browser.page("/admin/audit?who=统筹员&verify=1")
    made = [entry for entry in site.audit.entries if entry.action != "read"]
    assert [(entry.who, entry.by, entry.action, entry.note) for entry in made] == [
        ("管理员", "session", "accounts-listed", None), ("管理员", "session", "audit-read", "who=统筹员"),
        ("管理员", "session", "audit-verified", "entries=120 faults=0"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/admin", "/admin/audit", "/admin.xlsx", "/admin/audit.json"])
def test_others_are_refused_and_find_no_entry_in_the_navigation(
    path: str, district: Store, make_site: MakeSite
) -> None:
    site = make_site(PLANNER)
    answer = site.browser().get(path)
    assert answer.status_code == 403 and "没有这项权限" in answer.text and "这个页面需要权限" in answer.text
    assert [entry.action for entry in site.audit.entries if entry.action != "read"] == []
    assert 'href="./admin' not in site.browser().page("/rules") and 'href="./admin' in make_site().browser().page(
        "/rules"
    )


def test_entries_follow_each_other_page_by_page_and_back(admin: Browser) -> None:
    seen, address, page, pages = [], "/admin/audit", "", 0
    while address:
        page = admin.page(address)
        seen += numbers(page)
        onward = re.findall(r'<a href="\.\./(admin/audit\?after=\d+)"', page)
        address, pages = (f"/{onward[0]}" if onward else ""), pages + 1
    assert seen == list(range(120, 0, -1)) and pages == 3
    (back,) = set(re.findall(r'<a href="\.\./(admin/audit\?before=\d+)"', page))
    assert numbers(admin.page(f"/{back}")) == list(range(70, 20, -1))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("action=login-refused", 1), ("who=统筹员&personal=1", 58), ("since=2026-11-01&until=2026-11-02", 116), ("who=nobody", 0),
    ],
)  # fmt: skip
def test_filters_choose_entries(query: str, count: int, admin: Browser) -> None:
    assert len(admin.get(f"/admin/audit.json?{query}").json()["rows"]) == count
    assert count or "没有符合条件的审计记录" in admin.page(f"/admin/audit?{query}")


@pytest.mark.parametrize("query", ["action=spy", "since=2026-13-01", "after=x", "personal=maybe", "verify=2"])
def test_wrong_part_of_a_permalink_is_named(query: str, admin: Browser) -> None:
    assert query.partition("=")[2] in admin.page(f"/admin/audit?{query}", 400)


def test_chain_is_verified_on_demand_and_a_change_is_found(admin: Browser, kept: Store) -> None:
    assert "还没有核对过" in admin.page("/admin/audit") and "没有改动" in admin.page("/admin/audit?verify=1")
    kept.write(lambda tx: tx.run("MATCH (e:AuditEntry {number: 7}) SET e.who = '别人'").consume())
    page = admin.page("/admin/audit?verify=1")
    assert "链不完整，有 1 处问题" in page and "第 7 条被改动" in page


def test_what_others_chose_is_shown_as_text(admin: Browser) -> None:
    page = admin.page("/admin/audit?action=login-refused&lang=en")
    rows = admin.get("/admin/audit.json?action=login-refused").json()["rows"]
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and rows[0]["note"] == HOSTILE
    assert "\ufeff" in admin.get("/admin/audit.csv?action=login-refused").content.decode("utf-8")


def test_every_action_has_its_words() -> None:
    assert not [name for name in ACTIONS if f"page_admin.action_{name.replace('-', '_')}" not in catalogue()]


def test_without_accounts_the_next_step_is_named(ready_store: Store, make_site: MakeSite) -> None:
    ready_store.write(lambda tx: tx.run(_CLEAR).consume())
    page = make_site().browser().page("/admin")
    assert "govgraph users add" in page and "还没有账号" in page
