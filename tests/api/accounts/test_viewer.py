"""Who may what: roles, rights, and the key that viewers of the same sight share."""

from __future__ import annotations

import pytest

from api.accounts.viewer import LOCAL, RIGHTS, make_viewer, right_words, roles


def test_every_right_is_explained_and_held_by_admin() -> None:
    assert set(right_words()) == RIGHTS == roles()["admin"].rights == LOCAL.rights
    assert all(zh and en for zh, en in right_words().values())


@pytest.mark.parametrize(("role", "right", "has"), [
    ("public", "persons", False), ("public", "sources", False), ("reader", "analysis", True), ("reader", "names", False),
    ("reporter", "names", True), ("reporter", "propose", True), ("reporter", "decide", False), ("planner", "decide", True),
    ("planner", "approve", True), ("planner", "decideLinks", False), ("planner", "reserves", False),
    ("steward", "decideLinks", True), ("steward", "provenance", True), ("steward", "accounts", False), ("admin", "audit", True),
])  # fmt: skip
def test_role_has_its_rights(role: str, right: str, has: bool) -> None:
    assert make_viewer("示例", role).may(right) is has


def test_no_role_but_admin_sees_reserves_unless_the_account_may() -> None:
    assert [name for name in roles() if "reserves" in roles()[name].rights] == ["admin"]
    assert make_viewer("示例", "planner", reserves=True).may("reserves")


def test_unknown_right_is_an_error_and_not_a_no() -> None:
    with pytest.raises(KeyError):
        LOCAL.may("name")


def test_key_is_of_what_is_seen() -> None:
    one = make_viewer("甲", "reader", areas=("140213050000", "140213051000"))
    assert one.key == make_viewer("乙", "reader", areas=("140213051000", "140213050000")).key
    others = [
        make_viewer("甲", "reader"), make_viewer("甲", "reader", areas=("140213050000",)), make_viewer("甲", "planner"),
        make_viewer("甲", "reader", areas=one.areas, share_totals=True),
        make_viewer("甲", "reader", areas=one.areas, reserves=True),
    ]  # fmt: skip
    assert len({one.key, *(other.key for other in others)}) == 6
