"""The command that draws: its options; what it does is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsOf

__all__ = ["add_drawing"]

KINDS = "ego | command | organisation | path | interlocks | coverage | alliance"


def add_drawing(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command()(picture)


def picture(
    around: Annotated[
        str | None,
        typer.Argument(metavar="[CODE|ID|NAME]", help="以谁为中心，默认全区 / round whom", show_default=False),
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help=KINDS)] = "ego",
    to: Annotated[
        str | None, typer.Option("--to", metavar="CODE|ID|NAME", help="路径的另一端 / the other end of a path")
    ] = None,
    depth: Annotated[int | None, typer.Option("--depth", help="几步 / how many steps")] = None,
    type: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="只看这些关系，可重复 / only these relationships")
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="ID", help="覆盖图的规则，可重复 / rules of a coverage table")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="最多单独画出几个，至多 2000 / nodes drawn one by one")] = 300,
    as_of: AsOf = None,
    assume_terms_end: Annotated[
        bool, typer.Option("--assume-terms-end", help="任期届满视为离任 / take terms for ended when they run out")
    ] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="写到 .html | .svg | .png | .json / write to")
    ] = Path("picture.html"),
) -> None:
    """画图：周边、指挥链、组织与空缺、路径、交叉、覆盖、联盟 / draw a picture that opens without any network."""
    from api.cli.picture import run_picture
    from api.cli.session import parse_date

    options = {"kind": kind, "to": to, "depth": depth, "types": type or (), "rules": rule or (), "limit": limit}
    run_picture(around, parse_date(as_of), options, output, assume_terms_end=assume_terms_end)
