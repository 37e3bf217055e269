"""The commands ``serve`` and ``documents`` with their options; what they do is imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsFormat, Output
from api.cli.output import Format

__all__ = ["add_serving"]

Flag = bool | None
"""None: not said on the command line, so the environment or the default decides."""

Host = Annotated[
    str | None, typer.Option("--host", help="监听地址，默认只听本机 127.0.0.1 / where to listen (127.0.0.1)")
]
Port = Annotated[int | None, typer.Option("--port", help="端口，默认 8000 / port (8000)")]
TlsCert = Annotated[Path | None, typer.Option("--tls-cert", metavar="FILE", help="证书链 PEM / certificate chain")]
TlsKey = Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="私钥 PEM / private key")]
BehindProxy = Annotated[Flag, typer.Option("--behind-proxy", help="前面有负责 TLS 的代理 / a proxy in front ends TLS")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="应答的主机名，可重复 / host name answered to, repeatable"),
]
Cors = Annotated[
    list[str] | None,
    typer.Option(
        "--cors", metavar="ORIGIN", help="允许其脚本调用的网站，可重复 / site whose scripts may call, repeatable"
    ),
]
DocumentsOnly = Annotated[
    Flag, typer.Option("--documents-only", help="只应答已登记的文档 / answer registered documents only")
]
NoIntrospection = Annotated[
    bool, typer.Option("--no-introspection", help="不回答对模式的查询 / refuse questions about the schema")
]
NoGraphiql = Annotated[bool, typer.Option("--no-graphiql", help="不提供浏览器页面 / no page for browsers")]
Public = Annotated[
    Flag, typer.Option("--public", help="未登录者按公众角色应答 / answer whoever has not signed in as role public")
]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="SECONDS", help="一次操作的时限，默认 30 / time for an operation"),
]
Log = Annotated[str | None, typer.Option("--log", help="info：每个请求一行；warning：只记问题 / info | warning")]

Files = Annotated[list[Path], typer.Argument(help=".graphql 文件或文件夹 / files or folders", show_default=False)]
DocumentId = Annotated[
    str, typer.Argument(help="文档编号（可只写前几位）/ id (its beginning will do)", show_default=False)
]


def add_serving(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command()(serve)
    app.add_typer(_documents(), name="documents")


def serve(
    host: Host = None,
    port: Port = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    behind_proxy: BehindProxy = None,
    allow_host: AllowHost = None,
    cors: Cors = None,
    documents_only: DocumentsOnly = None,
    no_introspection: NoIntrospection = False,
    no_graphiql: NoGraphiql = False,
    public: Public = None,
    time_limit: TimeLimit = None,
    log: Log = None,
) -> None:
    """提供 GraphQL 服务（/graphql），Ctrl-C 结束 / serve GraphQL at /graphql until Ctrl-C."""
    from api.cli.serve import run_serve

    run_serve(
        host=host,
        port=port,
        tls_cert=tls_cert,
        tls_key=tls_key,
        behind_proxy=behind_proxy,
        hosts=tuple(allow_host) if allow_host else None,
        cors=tuple(cors) if cors else None,
        documents_only=documents_only,
        introspection=False if no_introspection else None,
        graphiql=False if no_graphiql else None,
        public=public,
        time_limit=time_limit,
        log=log,
    )


def _documents() -> typer.Typer:
    documents = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="登记的 GraphQL 文档 / registered GraphQL documents"
    )

    @documents.command()
    def add(files: Files) -> None:
        """核对模式后登记，打印编号 / check against the schema, register, print the ids."""
        from api.cli.documents import run_add

        run_add(files)

    @documents.command("list")
    def list_(format: AsFormat = Format.table, output: Output = None) -> None:
        """列出登记的文档 / list what is registered."""
        from api.cli.documents import run_list

        run_list(format, output)

    @documents.command()
    def remove(id: DocumentId) -> None:
        """撤下一个文档 / take a document back."""
        from api.cli.documents import run_remove

        run_remove(id)

    return documents
