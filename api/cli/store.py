"""``store``: start, stop, status, check, fetch, backup, restore."""

from __future__ import annotations

import getpass
from pathlib import Path

from api.cli.output import Format, say, show
from api.cli.session import open_session
from graph.errors import UsageError
from graph.messages import text
from graph.store.settings import StoreSettings

__all__ = ["run_backup", "run_check", "run_fetch", "run_restore", "run_start", "run_status", "run_stop"]

PASSPHRASE = 8


def run_start() -> None:
    """Starts the managed server and leaves it up."""
    from graph.store.server.process import start_server

    info = start_server(StoreSettings.from_environment())
    for note in info.notes:
        say(str(note))
    say(str(text("cli.store_kept", uri=info.uri)))


def run_stop(*, force: bool) -> None:
    """Stops the managed server."""
    from graph.store.server.process import stop_server

    stopped = stop_server(StoreSettings.from_environment(), force=force)
    say(str(text("cli.store_stopped_now" if stopped else "cli.store_not_running")))


def run_status(format: Format, output: Path | None = None) -> None:
    """How the managed server is; starts nothing."""
    from graph.store.server.process import server_status

    info = server_status(StoreSettings.from_environment())
    document = {
        "version": 1, "store": info.store, "running": info.running, "uri": info.uri, "pid": info.pid, "users": info.users,
        "stays": info.stays, "quickStart": info.quick_start, "folder": str(info.folder),
    }  # fmt: skip
    labels = {"store": "库", "running": "运行中", "uri": "地址", "pid": "进程", "users": "正在使用的命令", "stays": "保持运行",
              "quickStart": "快速启动缓存", "folder": "文件夹"}  # fmt: skip
    rows = [[label, _plain(document[key])] for key, label in labels.items()]
    show(rows, ["项目", "值"], format=format, document=document, title="库", output=output)


def run_check(format: Format, output: Path | None) -> int:
    """Checks the whole store against the model; 1 where something is wrong."""
    from api.accounts.labels import LABELS
    from api.http.documents import LABEL
    from graph.store.check import check_store

    with open_session() as session:
        problems = check_store(session.store, also=[*LABELS, LABEL])
        counts = session.store.one("MATCH (n) RETURN count(n) AS nodes, COUNT { ()-->() } AS relationships") or {}
    rows = [[problem.what, problem.id, problem.message.zh] for problem in problems]
    document = {
        "version": 1,
        "problems": [
            {"what": problem.what, "id": problem.id, "zh": problem.message.zh, "en": problem.message.en}
            for problem in problems
        ],
    }
    show(rows, ["对象", "标识", "问题"], format=format, document=document, title="检查", output=output)
    if not problems:
        say(str(text("cli.store_fine", **counts)))
    return 1 if problems else 0


def run_fetch(to: Path) -> None:
    """Makes a folder with jars and Java for a machine without network."""
    from graph.store.server.distribution import fetch_distribution

    say(str(text("cli.fetched", folder=fetch_distribution(to, settings=StoreSettings.from_environment()))))


def run_backup(file: Path, passphrase_file: Path | None) -> None:
    """Backs everything up, encrypted and with the key where there is a passphrase."""
    from api.accounts.labels import AUDIT_HEAD
    from graph.store.backup import backup_store

    passphrase = _passphrase(passphrase_file)
    with open_session() as session:
        key = session.key.secret if passphrase else None
        result = backup_store(session.store, file, passphrase=passphrase, key=key, also=[AUDIT_HEAD])
    kept = text("cli.key_inside" if passphrase else "cli.key_left_out")
    say(str(text("cli.backed_up", file=file, nodes=result.nodes, relationships=result.relationships, key=kept.zh)))


def run_restore(file: Path, passphrase_file: Path | None) -> None:
    """Restores into an empty store, ends the sessions of the backup's time, puts the key back where the backup has it."""
    from api.accounts.manage import end_all_sessions
    from graph.store.backup import restore_store
    from graph.store.connection import open_store
    from loaders.linking.secret import Key, key_file, put_key

    settings = StoreSettings.from_environment()
    with open_store(settings) as store:
        result = restore_store(store, file, passphrase=_passphrase(passphrase_file))
        end_all_sessions(store, by=getpass.getuser())
    kept = text("cli.key_left_out")
    if result.key is not None:
        put_key(Key(result.key), key_file(settings))
        kept = text("cli.key_restored")
    say(str(text("cli.restored", nodes=result.nodes, relationships=result.relationships, key=kept.zh)))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "—" if value is None else str(value)


def _passphrase(file: Path | None) -> str | None:
    if file is None:
        return None
    passphrase = file.read_text(encoding="utf-8").strip("\r\n")
    if len(passphrase) < PASSPHRASE:
        raise UsageError("cli.passphrase_short")
    return passphrase
