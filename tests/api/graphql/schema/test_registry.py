"""Declaring types: circles, names met before they are declared, and declarations that contradict themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
import strawberry

from api.graphql.catalogue import catalogue
from api.graphql.schema.assemble import assemble
from api.graphql.schema.registry import Registry
from api.graphql.schema.rows import Argument, Row


def test_types_may_refer_to_one_another() -> None:
    types = Registry()
    query = types.declare("Query", "查询", [Row("grid", "Grid", "网格", (Argument("first", "Int", "几个", 3),))])
    types.declare("Grid", "网格", [Row("parts", "[Grid!]!", "部分"), Row("query", "Query", "查询")])
    said = strawberry.Schema(query).as_str()
    assert "parts: [Grid!]!" in said and "first: Int = 3" in said


def test_a_name_that_nothing_declares_is_told() -> None:
    types = Registry()
    types.declare("Query", "查询", [Row("grid", "Grid", "网格"), Row("at", "[DateTime!]", "时刻")])
    assert types.unfinished() == ["Grid"]


def test_a_field_declared_twice_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Query\.grid"):
        Registry().declare("Query", "查询", [Row("grid", "Int", "一"), Row("grid", "Int", "二")])


def test_a_relation_to_no_type_is_refused() -> None:
    known = catalogue()
    post = known.types["Post"]
    relations = {**post.relations, "organisation": replace(post.relations["organisation"], target="Nowhere")}
    with pytest.raises(KeyError, match="Nowhere"):
        assemble(replace(known, types={**known.types, "Post": replace(post, relations=relations)}))
