"""The schema as a whole: valid, exported, described in both languages, open for what runs around an operation."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, is_specified_scalar_type, validate_schema
from strawberry.extensions import SchemaExtension

from api.graphql.schema import build_schema, export_schema

ROOT = Path(__file__).resolve().parents[4]
IDEOGRAPH, WORD = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{2}")


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Everything in the schema that has a description, by where it stands."""
    for name, type in schema.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(type):
            continue
        yield name, type.description
        fields: dict[str, Any] = getattr(type, "fields", {})
        for field, declared in (fields | getattr(type, "values", {})).items():
            yield f"{name}.{field}", declared.description
            for argument, given in getattr(declared, "args", {}).items():
                yield f"{name}.{field}({argument})", given.description


def test_schema_is_valid(schema: GraphQLSchema) -> None:
    assert validate_schema(schema) == []


def test_schema_is_built_once() -> None:
    assert build_schema() is build_schema()


def test_exported_schema_is_fresh() -> None:
    exported = (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert exported == export_schema(), "run govgraph schema -o schema.graphql"


def test_every_description_carries_both_languages(schema: GraphQLSchema) -> None:
    said = dict(described(schema))
    assert len(said) > 5_000
    assert not [
        place for place, text in said.items() if not text or not IDEOGRAPH.search(text) or not WORD.search(text)
    ]


def test_extensions_run_around_an_operation() -> None:
    class Answering(SchemaExtension):
        pass

    assert build_schema(Answering).extensions == (Answering,)


def test_import_loads_no_strawberry() -> None:
    listing = "import sys, api.graphql.schema; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"strawberry", "graphql", "graph.model"}.isdisjoint(done.stdout.split())
