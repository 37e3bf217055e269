"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import Format

__all__ = ["AsFormat", "AsOf", "Output"]

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="基准日期，默认今天 / the date, today by default")
]
AsFormat = Annotated[Format, typer.Option("--format", help="输出格式 / output format")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="写到文件 / write to this file")]
