"""What a change of the schema breaks: every kind that graphql-core knows has words in both languages."""

from __future__ import annotations

import pytest
from graphql.utilities.find_breaking_changes import BreakingChangeType, DangerousChangeType

from api.graphql.schema import export_schema
from api.graphql.schema.compare import compare
from graph.errors import UsageError
from graph.messages import text

BEFORE = "type Query { grid(id: ID, page: Int, first: Int = 100): String, kind: Kind, seats: Int! } enum Kind { A B }"


@pytest.mark.parametrize(
    ("old", "new", "breaking", "zh", "detail"),
    [
        ("seats: Int!", "", True, "删去字段", "Query.seats was removed."),
        ("seats: Int!", "seats: Int", True, "字段改了类型", "Query.seats changed type from Int! to Int."),
        ("enum Kind { A B }", "enum Kind { A }", True, "枚举少了一个值", "B was removed from enum type Kind."),
        ("id: ID,", "id: ID!,", True, "参数改了类型", "Query.grid arg id has changed type from ID to ID!."),
        ("page: Int,", "", True, "删去参数", "Query.grid arg page was removed."),
        ("id: ID,", "id: ID, day: Int!,", True, "增加了必填的参数", "A required arg day on Query.grid was added."),
        ("id: ID,", "id: ID, day: Int,", False, "增加了可选的参数", "An optional arg day on Query.grid was added."),
        ("= 100", "= 50", False, "参数改了默认值", "Query.grid arg first has changed defaultValue from 100 to 50."),
        ("A B }", "A B C }", False, "枚举多了一个值", "C was added to enum type Kind."),
    ],
)
def test_what_hurts_a_client_is_named(old: str, new: str, breaking: bool, zh: str, detail: str) -> None:
    [found] = compare(BEFORE, BEFORE.replace(old, new))
    assert (found.breaking, found.message.zh, found.detail) == (breaking, zh, detail)


@pytest.mark.parametrize(("old", "new"), [("seats", "more: Int, seats"), ("type Query", '"""x""" type Query')])
def test_what_is_only_added_or_said_hurts_nobody(old: str, new: str) -> None:
    assert compare(BEFORE, BEFORE.replace(old, new)) == ()


def test_breaking_changes_come_first() -> None:
    found = compare(BEFORE, BEFORE.replace("= 100", "= 50").replace("seats: Int!", ""))
    assert [one.breaking for one in found] == [True, False]


def test_a_removed_field_of_the_real_schema_is_found() -> None:
    exported = export_schema()
    [found] = compare(exported, exported.replace("  isVacant: Boolean\n", "  isEmpty: Boolean\n", 1))
    assert found.detail == "Post.isVacant was removed."


@pytest.mark.parametrize("kind", [*BreakingChangeType, *DangerousChangeType], ids=lambda kind: kind.name)
def test_every_kind_of_change_has_words(kind: BreakingChangeType) -> None:
    message = text(f"schema.{kind.name.lower()}")
    assert message.zh and message.en


@pytest.mark.parametrize("wrong", ["type {", "type Query { grid: Grid }", "", "网格"])
def test_what_is_no_schema_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match="不是可读的 GraphQL 模式"):
        compare(wrong, BEFORE)
