"""One post: its body, holders and history, findings, and sources down to the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.api.pages.conftest import Browser
    from tests.api.pages.views.conftest import Secretary

DAY = "asOf=2026-11-01"


def test_card_tells_body_area_holder_and_how_the_seat_is_filled(local: Browser, secretary: Secretary) -> None:
    page = local.page(f"/posts/{secretary.post}?{DAY}")
    assert f"../organisations/{secretary.body}" in page and f"../people/{secretary.person}" in page
    assert "永泰街道" in page and "建议人选通过法定程序产生" in page and "在任" in page


def test_sources_lead_to_file_sheet_and_row(local: Browser, scoped: Browser, secretary: Secretary) -> None:
    page = local.page(f"/posts/{secretary.post}?{DAY}")
    assert ".xlsx</td>" in page and 'id="origins"' in page
    hidden = scoped.page(f"/posts/{secretary.post}?{DAY}")
    assert ".xlsx</td>" not in hidden and "这里只列行号" in hidden


def test_file_holds_everybody_who_ever_held_it(local: Browser, secretary: Secretary) -> None:
    document = local.get(f"/posts/{secretary.post}.json?{DAY}").json()
    assert [row["id"] for row in document["rows"]] == [secretary.tenure]
    assert document["rows"][0]["state"] == "在任" and document["title"] == "社区党组织书记"


def test_post_before_its_time_or_outside_the_scope_is_not_there(
    local: Browser, scoped: Browser, secretary: Secretary
) -> None:
    local.page("/posts/post-none", 404)
    outside = local.get(f"/posts.json?{DAY}&role=districtSecretary").json()["rows"]
    for row in outside:
        scoped.page(f"/posts/{row['id']}?{DAY}", 404)


def test_names_of_all_kinds_are_shown_as_text(local: Browser, secretary: Secretary, hostile_name: str) -> None:
    page = local.page(f"/posts/{secretary.post}?{DAY}&lang=en")
    assert "<script>alert" not in page and page.count("&lt;script&gt;alert(1)") >= 2
