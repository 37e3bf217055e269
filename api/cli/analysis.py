"""The commands that ask the graph: rules, coverage, findings, explain, dual-roles; what they do is imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import AsFormat, AsOf, Output
from api.cli.output import Format

if TYPE_CHECKING:
    from api.cli.coverage import Asked

__all__ = ["add_analysis"]

Rules = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="ID|FILE", help="规则编号或自己的规则文件，可重复 / rule or own rule file"),
]
Area = Annotated[str | None, typer.Option("--area", metavar="CODE", help="只看这个区域 / this area only")]
Terms = Annotated[
    bool, typer.Option("--assume-terms-end", help="任期届满视为离任 / take terms for ended when they run out")
]
Packs = Annotated[
    list[Path] | None, typer.Option("--pack", metavar="FILE", help="本地规则包，可重复 / local rule pack")
]
FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="SEVERITY", help="有此程度以上的缺口则返回 1 / red | amber | blue | grey"),
]
STRUCTURE = {
    "critical": "离任则有区域无人负责、或指挥链断开的人员（不排名） / people whose loss uncovers areas or cuts the command",
    "articulation": "指挥链上的关节组织 / bodies whose loss disconnects the command",
    "bridges": "指挥链上的唯一通路 / ties whose loss disconnects the command",
    "isolates": "孤立与断链 / isolates and broken chains",
    "interlocks": "组织之间的人员交叉 / bodies tied by shared persons",
    "brokers": "中介岗位与组织 / brokers among posts and bodies",
    "robustness": "逐个失去时如何瓦解 / how it falls apart",
    "clusters": "聚类与行政边界 / clusters against borders",
}

FindingId = Annotated[
    str, typer.Argument(help="缺口编号（可只写开头）/ finding (its beginning will do)", show_default=False)
]


def add_analysis(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command()(coverage)
    app.command()(explain)
    app.command("dual-roles")(dual_roles)
    app.add_typer(_findings(), name="findings")
    app.add_typer(_structure(), name="structure")
    app.add_typer(_rules(), name="rules")


def _asked(
    as_of: str | None, rules: list[str] | None, area: str | None, terms: bool, packs: list[Path] | None = None
) -> Asked:
    from api.cli.coverage import Asked
    from api.cli.session import parse_date

    return Asked(parse_date(as_of), tuple(rules or ()), area, terms, tuple(packs or ()))


def coverage(
    rule: Rules = None,
    area: Area = None,
    level: Annotated[
        str | None, typer.Option("--level", help="district | street | community | grid | compound | building")
    ] = None,
    as_of: AsOf = None,
    assume_terms_end: Terms = False,
    pack: Packs = None,
    save: Annotated[bool, typer.Option("--save", help="保存本次分析 / save this run")] = False,
    fail_on: FailOn = None,
    format: AsFormat = Format.table,
    output: Output = None,
) -> None:
    """覆盖率：总数、应建、实建、豁免、未知、缺口 / coverage of every rule."""
    from api.cli.coverage import run_coverage

    asked = _asked(as_of, rule, area, assume_terms_end, pack)
    raise typer.Exit(run_coverage(asked, level=level, save=save, fail_on=fail_on, format=format, output=output))


def explain(
    finding: FindingId,
    as_of: AsOf = None,
    assume_terms_end: Terms = False,
    format: AsFormat = Format.table,
    output: Output = None,
) -> None:
    """一处缺口的规则、条款、数字、单元格、补救 / rule, clause, numbers, cells and remedies of one finding."""
    from api.cli.findings import run_explain

    run_explain(finding, _asked(as_of, None, None, assume_terms_end), format, output)


def dual_roles(
    as_of: AsOf = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy", help="encouraged | allowed | needsProcedure | forbidden | notListed，可重复 / repeatable"
        ),
    ] = None,
    area: Area = None,
    assume_terms_end: Terms = False,
    format: AsFormat = Format.table,
    output: Output = None,
) -> None:
    """一人两岗：政策、依据、关联的证据 / pairs of posts that one person holds."""
    from api.cli.session import parse_date
    from api.cli.structure import run_dual_roles

    run_dual_roles(parse_date(as_of), tuple(policy or ()), area, format, output, assume_terms_end=assume_terms_end)


def _structure() -> typer.Typer:
    structure = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="网络结构：关键、断链、交叉、聚类 / structure of the network"
    )

    def analysis(name: str, words: str) -> None:
        def run(
            as_of: AsOf = None,
            assume_terms_end: Terms = False,
            budget: Annotated[
                float | None,
                typer.Option("--budget", metavar="SECONDS", help="最多用时 / refuse or sample beyond this"),
            ] = None,
            format: AsFormat = Format.table,
            output: Output = None,
        ) -> None:
            from api.cli.session import parse_date
            from api.cli.structure import run_structure

            options = {} if budget is None else {"budget": budget}
            run_structure(name, parse_date(as_of), options, format, output, assume_terms_end=assume_terms_end)

        structure.command(name, help=words)(run)

    for name, words in STRUCTURE.items():
        analysis(name, words)
    return structure


def _findings() -> typer.Typer:
    findings = typer.Typer(rich_markup_mode=None, help="缺口清单与处理 / findings, and what is decided about them")

    @findings.callback(invoke_without_command=True)
    def list_(
        context: typer.Context,
        rule: Rules = None,
        area: Area = None,
        as_of: AsOf = None,
        assume_terms_end: Terms = False,
        pack: Packs = None,
        state: Annotated[str | None, typer.Option("--state", help="open | accepted | planned | fixed")] = None,
        fail_on: FailOn = None,
        format: AsFormat = Format.table,
        output: Output = None,
    ) -> None:
        """列出缺口 / list findings."""
        if context.invoked_subcommand is not None:
            return
        from api.cli.findings import run_findings

        asked = _asked(as_of, rule, area, assume_terms_end, pack)
        raise typer.Exit(run_findings(asked, state=state, fail_on=fail_on, format=format, output=output))

    @findings.command()
    def accept(
        finding: FindingId,
        until: Annotated[str, typer.Option("--until", metavar="DATE", help="接受至（不含）/ until (exclusive)")],
        reason: Annotated[str, typer.Option("--reason", help="理由 / reason")],
    ) -> None:
        """在某日前接受 / accept until a day."""
        from api.cli.findings import run_accept
        from api.cli.session import parse_date, today

        run_accept(finding, parse_date(until), reason, today())

    @findings.command()
    def reopen(finding: FindingId) -> None:
        """重新打开 / open again."""
        from api.cli.findings import run_reopen

        run_reopen(finding)

    @findings.command()
    def assign(
        finding: FindingId, to: Annotated[str, typer.Option("--to", help="承办单位或用户 / unit or user")]
    ) -> None:
        """交办 / say who sees to it."""
        from api.cli.findings import run_assign

        run_assign(finding, to)

    @findings.command()
    def comment(finding: FindingId, words: Annotated[str, typer.Option("--text", help="评论 / comment")]) -> None:
        """评论 / comment."""
        from api.cli.findings import run_comment

        run_comment(finding, words)

    return findings


def _rules() -> typer.Typer:
    rules = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="规则目录 / the catalogue of rules")

    @rules.command("list")
    def list_(format: AsFormat = Format.table, output: Output = None) -> None:
        """列出规则 / list rules."""
        from api.cli.rules import run_list_rules

        run_list_rules(format, output)

    @rules.command()
    def show(
        rule: Annotated[str, typer.Argument(help="规则编号 / rule", show_default=False)],
        as_of: AsOf = None,
        format: AsFormat = Format.table,
        output: Output = None,
    ) -> None:
        """一条规则的全部内容 / one rule in full."""
        from api.cli.rules import run_show_rule
        from api.cli.session import parse_date

        run_show_rule(rule, parse_date(as_of), format, output)

    @rules.command()
    def check(file: Annotated[Path, typer.Argument(help="规则文件 / rule file", show_default=False)]) -> None:
        """检查自己的规则文件及其样例 / check a rule file of one's own with its fixtures."""
        from api.cli.rules import run_check_file

        raise typer.Exit(run_check_file(file))

    return rules
