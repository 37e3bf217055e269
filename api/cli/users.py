"""The commands ``users``: accounts, tokens and the audit; what they do is imported when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import AsFormat, Output
from api.cli.output import Format

__all__ = ["make_users"]

Name = Annotated[str, typer.Argument(help="账号名 / account", show_default=False)]
Role = Annotated[str, typer.Option("--role", help="public | reader | reporter | planner | steward | admin")]
Areas = Annotated[
    list[str] | None,
    typer.Option(
        "--area", metavar="CODE", help="只看这个区域，可重复；不写则看全部 / scope, repeatable; none: everything"
    ),
]
ShareTotals = Annotated[
    bool, typer.Option("--share-totals", help="可见全区合计与均值 / is told district totals and means")
]
Reserves = Annotated[bool, typer.Option("--reserves", help="可见后备力量 / sees reserve lists")]
Days = Annotated[int, typer.Option("--days", help="令牌有效天数 / days that the token is good for")]


def make_users() -> typer.Typer:
    """The group of commands."""
    users = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="账号、令牌、范围与审计 / accounts, tokens, scopes, audit"
    )
    for command in (add, change, disable, enable, token, revoke, password, audit):
        users.command()(command)
    users.command("list")(list_)
    return users


def add(
    name: Name,
    role: Role,
    area: Areas = None,
    ask: Annotated[bool, typer.Option("--password", help="输入口令 / ask for a password")] = False,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="从标准输入读口令 / read a password from stdin")
    ] = False,
    token: Annotated[bool, typer.Option("--token", help="同时发一个令牌 / issue a token as well")] = False,
    days: Days = 90,
    share_totals: ShareTotals = False,
    reserves: Reserves = False,
) -> None:
    """建账号 / add an account."""
    from api.accounts.manage import Sight
    from api.cli.accounts import run_add

    sight = Sight(role=role, areas=tuple(area or ()), share_totals=share_totals, reserves=reserves)
    run_add(name, sight, ask=ask, stdin=password_stdin, token=token, days=days)


def change(
    name: Name, role: Role, area: Areas = None, share_totals: ShareTotals = False, reserves: Reserves = False
) -> None:
    """改角色与范围（整体替换） / replace role, scope and extras."""
    from api.accounts.manage import Sight
    from api.cli.accounts import run_change

    run_change(name, Sight(role=role, areas=tuple(area or ()), share_totals=share_totals, reserves=reserves))


def list_(format: AsFormat = Format.table, output: Output = None) -> None:
    """列出账号与令牌 / list accounts and tokens."""
    from api.cli.accounts import run_list_accounts

    run_list_accounts(format, output)


def disable(name: Name) -> None:
    """停用，并结束其会话 / bar an account and end its sessions."""
    from api.cli.accounts import run_disable

    run_disable(name, disabled=True)


def enable(name: Name) -> None:
    """重新启用 / let it in again."""
    from api.cli.accounts import run_disable

    run_disable(name, disabled=False)


def token(name: Name, days: Days = 90) -> None:
    """发一个令牌，只显示这一次 / issue a token, shown this once."""
    from api.cli.accounts import run_token

    run_token(name, days)


def revoke(
    name: Name,
    token: Annotated[
        str | None,
        typer.Option("--token", metavar="ID", help="只作废这个令牌 / this token only"),
    ] = None,
) -> None:
    """作废令牌，结束会话 / revoke tokens and end sessions."""
    from api.cli.accounts import run_revoke

    run_revoke(name, token)


def password(
    name: Name,
    stdin: Annotated[bool, typer.Option("--stdin", help="从标准输入读 / read it from stdin")] = False,
) -> None:
    """设口令，并结束其会话 / set a password and end the sessions."""
    from api.cli.accounts import run_password

    run_password(name, stdin=stdin)


def audit(
    verify: Annotated[bool, typer.Option("--verify", help="核对整条链 / go through the whole chain")] = False,
    noted: Annotated[
        str | None, typer.Option("--noted", metavar="N:HASH", help="核对时对照记下的末端 / the end as noted earlier")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="自某日（UTC） / from this day on")
    ] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME", help="只看此人 / of this person")] = None,
    personal: Annotated[
        bool, typer.Option("--personal", help="只看显示过个人信息的 / only where personal data was shown")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", help="最多几条，取最新的 / at most so many, the newest", min=1)
    ] = 1000,
    prune: Annotated[
        str | None, typer.Option("--prune", metavar="DATE", help="清除某日以前的 / let go of what is older")
    ] = None,
    format: AsFormat = Format.table,
    output: Output = None,
) -> None:
    """查阅、核对审计 / read and verify the audit."""
    from api.accounts.audit.read import Chosen
    from api.cli.accounts import run_audit, run_prune, run_verify
    from api.cli.session import parse_date
    from graph.errors import UsageError

    if prune is not None and (verify or noted):
        raise UsageError("accounts.one_of_audit")
    if prune is not None:
        run_prune(parse_date(prune))
    elif verify or noted:
        raise typer.Exit(run_verify(noted, format, output))
    else:
        day = parse_date(since) if since else None
        run_audit(Chosen(since=day, who=who, personal=personal, limit=limit), format, output)
