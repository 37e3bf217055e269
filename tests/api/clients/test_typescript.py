"""A front-end in TypeScript: types made from schema.graphql and the ready documents, then urql against a server."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.api.npm import installed, node

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
GRIDS = 1529
"""The published number of grids."""

CODEGEN = ("node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.ts", "--silent")
CHECK = ("node_modules/typescript/bin/tsc", "--noEmit")


@pytest.fixture(scope="session")
def typescript() -> Path:
    """The example with its packages and with the types that codegen makes."""
    folder = installed(HERE / "typescript", "typescript")
    shutil.copy(ROOT / "schema.graphql", folder)
    shutil.copytree(ROOT / "docs" / "operations", folder / "operations", dirs_exist_ok=True)
    made = node(folder, *CODEGEN)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


def test_example_fits_the_types(typescript: Path) -> None:
    checked = node(typescript, *CHECK)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_types_tell_a_field_that_is_not_asked_for(typescript: Path) -> None:
    wrong = typescript / "src" / "wrong.ts"
    wrong.write_text(
        'import type { GridPagesQuery } from "./gql/graphql.ts";\nexport type T = GridPagesQuery["streets"];\n'
    )
    try:
        checked = node(typescript, *CHECK, "--project", "tsconfig.wrong.json")
    finally:
        wrong.unlink()
    assert checked.returncode != 0 and "'streets' does not exist" in checked.stdout


def test_urql_reads_every_grid_page_by_page(typescript: Path, address: str) -> None:
    done = node(typescript, "src/grids.ts", GOVGRAPH_URL=address)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == {
        "total": GRIDS, "pages": 8, "read": GRIDS, "distinct": GRIDS, "merged": GRIDS,
        "streets": 18, "ratio": 325 / 425, "code": "BAD_CURSOR",
    }  # fmt: skip
