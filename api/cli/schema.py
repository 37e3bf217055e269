"""``schema``: the GraphQL schema, and what changed since it was last written."""

from __future__ import annotations

from pathlib import Path

from api.cli.output import Format, put, say, show
from graph.errors import UsageError
from graph.messages import text

__all__ = ["run_check_schema", "run_print_schema"]

DIFFERS = 1


def run_print_schema(output: Path | None) -> None:
    """Prints the schema, or writes it to a file."""
    from api.graphql.schema import build_schema, export_schema

    if output is None:
        put(export_schema())
        return
    output.write_text(export_schema(), encoding="utf-8", newline="\n")
    say(str(text("schema.written", file=output, types=len(build_schema()._schema.type_map))))


def run_check_schema(against: Path, output: Path | None) -> int:
    """Compares the schema with a file and lists what hurts those who use it; 1 where the two differ at all."""
    from api.graphql.schema import export_schema
    from api.graphql.schema.compare import compare

    if not against.is_file():
        raise UsageError("schema.no_file", file=against)
    old, new = against.read_text(encoding="utf-8"), export_schema()
    if old == new:
        say(str(text("schema.same", file=against)))
        return 0
    found = compare(old, new)
    if found:
        rows = [
            [text(f"schema.{'breaking' if one.breaking else 'dangerous'}"), one.message, one.detail] for one in found
        ]
        show(rows, ["性质", "变动", "change"], format=Format.table, output=output)
    breaking = sum(one.breaking for one in found)
    say(str(text("schema.differs", file=against, breaking=breaking, dangerous=len(found) - breaking)))
    return DIFFERS
