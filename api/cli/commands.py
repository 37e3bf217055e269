"""Every command with its options; what a command does is imported when it runs, so that ``--help`` is quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.analysis import add_analysis
from api.cli.drawing import add_drawing
from api.cli.options import AsFormat, AsOf, Output
from api.cli.output import Format
from api.cli.serving import add_serving
from api.cli.users import make_users

__all__ = ["make_app"]

Paths = Annotated[list[Path], typer.Argument(help="花名册文件或文件夹 / rosters or folders", show_default=False)]
DemoDate = Annotated[str, typer.Option("--as-of", metavar="DATE", help="基准日期 / the date")]

Strict = Annotated[bool, typer.Option("--strict", help="有提示也拒绝 / refuse what is only flagged, too")]
SkipBadRows = Annotated[bool, typer.Option("--skip-bad-rows", help="略过不可采信的行 / leave refused rows out")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只比较，不写入 / compare only")]
Reread = Annotated[bool, typer.Option("--reread", help="与上次相同也重新读取 / read files that are unchanged, too")]
Scope = Annotated[
    str | None, typer.Option("--scope", metavar="CODE", help="缺行即结束的范围 / where missing rows end what they said")
]
AllowEnding = Annotated[
    float, typer.Option("--allow-ending", metavar="SHARE", help="允许结束的比例 / share that may end")
]
Ids = Annotated[list[str] | None, typer.Argument(help="关联编号 / link ids", show_default=False)]
Import = Annotated[
    Path | None, typer.Option("--import", metavar="FILE", help="从清单读取决定 / decisions from a workbook")
]
Export = Annotated[Path | None, typer.Option("--export", metavar="FILE", help="写成可填写的清单 / write a workbook")]
State = Annotated[str, typer.Option("--state", help="pending | certain | stated | confirmed | rejected | all")]
Reason = Annotated[str | None, typer.Option("--reason", help="理由 / reason")]
File = Annotated[Path, typer.Argument(help="备份文件 / backup file", show_default=False)]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="FILE", help="口令所在文件 / file that holds the passphrase")
]
Force = Annotated[bool, typer.Option("--force", help="即使有命令在用 / even while commands use it")]


def make_app() -> typer.Typer:
    """The command line as one application."""
    app = typer.Typer(
        name="govgraph", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
        help="基层治理关系图：读花名册、查缺口 / governance network explorer: rosters in, coverage out",
    )  # fmt: skip
    for command in (demo, load, check, undo, batches, report, export, schema):
        app.command()(command)
    add_analysis(app)
    add_drawing(app)
    add_serving(app)
    app.add_typer(_links(), name="links")
    app.add_typer(_store(), name="store")
    app.add_typer(make_users(), name="users")
    return app


def demo(as_of: DemoDate = "2026-11-01") -> None:
    """生成参考区花名册，核查、导入、出报告 / make the reference rosters, check, load and report them."""
    from api.cli.demo import run_demo
    from api.cli.session import parse_date

    raise typer.Exit(run_demo(parse_date(as_of)))


def load(
    paths: Paths,
    dry_run: DryRun = False,
    scope: Scope = None,
    as_of: AsOf = None,
    allow_ending: AllowEnding = 0.05,
    strict: Strict = False,
    skip_bad_rows: SkipBadRows = False,
    reread: Reread = False,
    format: AsFormat = Format.table,
    output: Output = None,
) -> None:
    """导入花名册 / load rosters: check, compare, write as one batch."""
    from api.cli.load import run_load
    from api.cli.session import parse_date
    from graph.errors import UsageError
    from loaders.load import LoadOptions

    if not 0 <= allow_ending <= 1:
        raise UsageError("cli.bad_share", value=allow_ending)
    options = LoadOptions(
        parse_date(as_of),
        scope=scope,
        allow_ending=allow_ending,
        strict=strict,
        skip_bad_rows=skip_bad_rows,
        dry_run=dry_run,
        reread=reread,
    )
    raise typer.Exit(run_load(paths, options, format, output))


def check(
    paths: Paths,
    strict: Strict = False,
    skip_bad_rows: SkipBadRows = False,
    format: AsFormat = Format.table,
    output: Output = None,
) -> None:
    """只核查，不需要库 / read and check only; needs no store."""
    from api.cli.load import run_check

    raise typer.Exit(run_check(paths, strict=strict, skip_bad_rows=skip_bad_rows, format=format, output=output))


def undo(batch: Annotated[str, typer.Argument(help="批次编号 / batch", show_default=False)]) -> None:
    """撤销一个批次 / take one batch back exactly."""
    from api.cli.batches import run_undo

    run_undo(batch)


def batches(format: AsFormat = Format.table, output: Output = None) -> None:
    """列出批次 / list the batches."""
    from api.cli.batches import run_batches

    run_batches(format, output)


def report(as_of: AsOf = None, format: AsFormat = Format.table, output: Output = None) -> None:
    """公布数与计数对照 / published figures beside counted ones."""
    from api.cli.report import run_report
    from api.cli.session import parse_date

    run_report(parse_date(as_of), format, output)


def export(
    folder: Annotated[Path, typer.Argument(help="目标文件夹 / target folder", show_default=False)],
    format: Annotated[str, typer.Option("--format", help="parquet | csv | graphml | popolo | ftm")] = "parquet",
    as_of: AsOf = None,
) -> None:
    """导出某日存续的内容 / export what is alive on a date."""
    from api.cli.export import run_export
    from api.cli.session import parse_date

    run_export(folder, format, parse_date(as_of))


def schema(
    check: Annotated[bool, typer.Option("--check", help="与文件比较，不一致返回 1 / compare with the file")] = False,
    against: Annotated[
        Path, typer.Option("--against", metavar="FILE", help="与哪个文件比较 / the file to compare with")
    ] = Path("schema.graphql"),
    output: Output = None,
) -> None:
    """打印 GraphQL 模式，或列出其变动 / print the GraphQL schema, or list what changed in it."""
    from api.cli.schema import run_check_schema, run_print_schema

    if check:
        raise typer.Exit(run_check_schema(against, output))
    run_print_schema(output)


def _links() -> typer.Typer:
    links = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="待确认的人员关联 / links between records of persons"
    )

    @links.command("list")
    def list_(
        state: Annotated[
            str, typer.Option("--state", help="pending | certain | stated | confirmed | rejected | all")
        ] = "pending",
        export: Annotated[
            Path | None, typer.Option("--export", metavar="FILE", help="写成可填写的清单 / write a workbook")
        ] = None,
        format: AsFormat = Format.table,
        output: Output = None,
    ) -> None:
        """列出关联 / list links."""
        from api.cli.links import run_list

        run_list(state, export, format, output)

    def decision(name: str, verdict: str, words: str) -> None:
        def decide(ids: Ids = None, file: Import = None, reason: Reason = None) -> None:
            from api.cli.links import run_decide

            run_decide(verdict, ids or [], file, reason)

        links.command(name, help=words)(decide)

    decision("confirm", "confirmed", "确认为同一人 / confirm")
    decision("reject", "rejected", "驳回 / reject")
    decision("undo", "pending", "撤回决定 / take a decision back")
    return links


def _store() -> typer.Typer:
    store = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="库的启动、检查与备份 / the store")

    @store.command()
    def start() -> None:
        """启动并保持运行 / start it and keep it up."""
        from api.cli.store import run_start

        run_start()

    @store.command()
    def stop(
        force: Annotated[bool, typer.Option("--force", help="即使有命令在用 / even while commands use it")] = False,
    ) -> None:
        """停止 / stop it."""
        from api.cli.store import run_stop

        run_stop(force=force)

    @store.command()
    def status(format: AsFormat = Format.table, output: Output = None) -> None:
        """状态 / how it is."""
        from api.cli.store import run_status

        run_status(format, output)

    @store.command("check")
    def check_(format: AsFormat = Format.table, output: Output = None) -> None:
        """按模型检查全部内容 / check everything against the model."""
        from api.cli.store import run_check

        raise typer.Exit(run_check(format, output))

    @store.command()
    def fetch(to: Annotated[Path, typer.Option("--to", metavar="DIR", help="目标文件夹 / target folder")]) -> None:
        """为内网机器准备离线安装文件夹 / make a folder for a machine without network."""
        from api.cli.store import run_fetch

        run_fetch(to)

    @store.command()
    def backup(file: File, passphrase_file: PassphraseFile = None) -> None:
        """备份 / back everything up."""
        from api.cli.store import run_backup

        run_backup(file, passphrase_file)

    @store.command()
    def restore(file: File, passphrase_file: PassphraseFile = None) -> None:
        """恢复到空库 / restore into an empty store."""
        from api.cli.store import run_restore

        run_restore(file, passphrase_file)

    return store
