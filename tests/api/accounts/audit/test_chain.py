"""Entries bound to one another, whatever they hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.accounts.audit.chain import START, bind, hash_of_row
from api.accounts.audit.entry import ACTIONS, Entry, read_entry

texts = st.text(max_size=300) | st.text(st.characters(categories=["Cs", "Cc", "Zl"]), max_size=5)
entries = st.builds(
    Entry,
    who=texts.filter(bool), action=st.sampled_from(ACTIONS), by=st.sampled_from(["token", "session"]), role=st.none() | texts,
    operation=st.none() | texts, fields=st.lists(texts, max_size=4).map(tuple), targets=st.lists(texts, max_size=4).map(tuple),
    personal=st.booleans(), status=st.none() | st.integers(100, 599),
)  # fmt: skip


@given(st.lists(entries, max_size=6))
def test_every_hash_follows_on_the_one_before(told: list[Entry]) -> None:
    rows, head = bind(START, told)
    before = START.hash
    for row in rows:
        assert row["hash"] == hash_of_row(before, row)
        before = row["hash"]
    assert head == (len(told), before)


@given(entries, st.sampled_from(["who", "at", "action", "personal", "number", "key"]))
def test_a_change_of_anything_changes_the_hash(entry: Entry, name: str) -> None:
    ((row, *_), _) = bind(START, [entry])
    forged = {**row, name: not row[name] if name == "personal" else f"{row[name]}x"}
    assert hash_of_row(START.hash, forged) != row["hash"]
    assert hash_of_row(START.hash, {**row, "added": "x"}) != row["hash"]


@given(entries)
def test_an_entry_read_back_from_its_line_has_the_same_content(entry: Entry) -> None:
    assert read_entry(entry.line()).content(7) == entry.content(7)


def test_what_a_client_chose_is_cut_and_cleaned() -> None:
    entry = Entry(who="张三", action="read", by="token", operation="a\nb\x1b[31m" + "x" * 500, fields=("f",) * 500)
    content = entry.content(1)
    assert len(content["operation"]) == 200 and content["operation"].startswith("a�b�[31m")
    assert len(content["fields"]) == 100


def test_content_holds_everything_that_an_entry_says() -> None:
    told = {name: ("x",) if name in ("fields", "targets") else "x" for name in Entry.__slots__}
    entry = Entry(**{**told, "personal": True, "status": 200})  # type: ignore[arg-type]
    assert entry.content(1).keys() == {*Entry.__slots__, "number"}
