"""One person: posts, dual roles with policy, basis and evidence, and what is kept back from whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.api.pages.conftest import Browser
    from tests.api.pages.views.conftest import Secretary

DAY = "asOf=2026-11-01"
PHONE = re.compile(r"\b1\d{10}\b")


def test_card_tells_posts_and_the_dual_role_with_policy_and_basis(local: Browser, secretary: Secretary) -> None:
    page = local.page(f"/people/{secretary.person}?{DAY}")
    assert f"../posts/{secretary.post}" in page and "居委会主任" in page
    assert "鼓励" in page and "社区党组织书记通过法定程序兼任居委会主任" in page


def test_evidence_is_told_to_those_who_may_see_links(local: Browser, scoped: Browser, secretary: Secretary) -> None:
    page = local.page(f"/people/{secretary.person}?{DAY}")
    assert re.search("<td>(姓名＋完整电话（确定）|花名册写明（写明）|同一条记录写明)</td>", page)
    assert "查看证据需要" in scoped.page(f"/people/{secretary.person}?{DAY}")


def test_name_is_masked_for_readers_and_no_phone_is_whole(
    local: Browser, scoped: Browser, secretary: Secretary
) -> None:
    name = local.get(f"/people/{secretary.person}.json?{DAY}").json()["title"]
    page = scoped.page(f"/people/{secretary.person}?{DAY}")
    assert name not in page and "只能看到掩码后的姓名" in page
    assert not PHONE.search(local.page(f"/people/{secretary.person}?{DAY}"))


def test_file_holds_the_posts_of_the_day(local: Browser, secretary: Secretary) -> None:
    rows = local.get(f"/people/{secretary.person}.json?{DAY}").json()["rows"]
    assert {"社区党组织书记", "居委会主任"} <= {row["post"] for row in rows}


def test_nobody_of_that_identity_or_outside_the_scope_is_not_there(local: Browser, scoped: Browser) -> None:
    local.page(f"/people/person-none?{DAY}", 404)
    scoped.page(f"/people/person-none?{DAY}", 404)


def test_names_of_all_kinds_are_shown_as_text(local: Browser, secretary: Secretary, hostile_name: str) -> None:
    page = local.page(f"/people/{secretary.person}?{DAY}")
    assert "<script>alert" not in page and "<h1>&lt;script&gt;alert(1)&lt;/script&gt;" in page
