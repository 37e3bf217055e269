"""``govgraph serve``: whom it lets in, where it refuses to start, how it ends."""

from __future__ import annotations

import json
import signal
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.accounts.labels import ensure_accounts
from graph.store.connection import Store
from tests.api.serving import Serving

GRIDS = {"query": "{ grids(first: 1) { totalCount nodes { name } } }"}


@pytest.fixture
def serving(ready_store: Store, command_environment: dict[str, str]) -> Iterator[Callable[..., Serving]]:
    """Starts a server on the test run's store, which is empty at first."""
    started: list[Serving] = []

    def start(*words: str) -> Serving:
        started.append(Serving(command_environment, *words))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def account(ready_store: Store, run_govgraph: Callable[..., Any]) -> str:
    """An account with the rights of a reader; its token."""
    ensure_accounts(ready_store)
    answer = run_govgraph("users", "add", "lin", "--role", "reader", "--token")
    assert answer.code == 0, answer.err
    return str(answer.out.strip())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine, signed by itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


def test_server_on_loopback_answers_one_user_and_says_so(serving: Callable[..., Serving]) -> None:
    server = serving()
    answer = httpx.post(f"{server.url}/graphql", json=GRIDS)
    assert answer.json()["data"] == {"grids": {"totalCount": 0, "nodes": []}}
    assert "还没有账号" in server.said and "库是空的" in server.said
    assert httpx.get(f"{server.url}/readyz").json()["ready"] is True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_server_ends_in_order_when_told_to(number: int, serving: Callable[..., Serving], ready_store: Store) -> None:
    server = serving()
    httpx.post(f"{server.url}/graphql", json=GRIDS)
    assert server.stop(number) == 0
    assert "正在收尾" in server.said and "Traceback" not in server.said
    assert ready_store.one("MATCH (e:AuditEntry) RETURN count(e) AS entries") == {"entries": 1}


def test_what_is_under_way_finishes_before_the_end(serving: Callable[..., Serving]) -> None:
    server = serving()
    port = int(server.url.rpartition(":")[2])
    body = json.dumps(GRIDS).encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head = [
            "POST /graphql HTTP/1.1",
            "Host: 127.0.0.1",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        ]
        connection.sendall("\r\n".join([*head, "", ""]).encode() + body[:10])
        while "govgraph_requests_under_way 1.0" not in httpx.get(f"{server.url}/metrics").text:
            time.sleep(0.05)
        server.process.send_signal(signal.SIGTERM)
        while _answers(port):
            time.sleep(0.05)
        connection.sendall(body[10:])
        answer = connection.makefile("rb").read()
    assert b"200 OK" in answer and b'"totalCount":0' in answer
    assert server.process.wait(60) == 0


def _answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_lines_of_the_log_are_json(serving: Callable[..., Serving]) -> None:
    server = serving()
    httpx.post(f"{server.url}/graphql", json=GRIDS)
    httpx.get(f"{server.url}/nowhere")
    server.stop()
    lines = [json.loads(line) for line in server.said.splitlines() if line.startswith("{")]
    assert [(line["event"], line["route"], line["status"]) for line in lines] == [
        ("request", "/graphql", 200), ("request", "other", 404),
    ]  # fmt: skip


def test_account_ends_the_work_of_one_user(account: str, serving: Callable[..., Serving]) -> None:
    server = serving()
    nobody = httpx.post(f"{server.url}/graphql", json=GRIDS)
    known = httpx.post(f"{server.url}/graphql", json=GRIDS, headers={"authorization": f"Bearer {account}"})
    assert (nobody.status_code, known.status_code) == (401, 200)
    assert "还没有账号" not in server.said


def test_other_machines_are_answered_over_tls_with_accounts(
    account: str, serving: Callable[..., Serving], certificate: tuple[Path, Path]
) -> None:
    cert, key = certificate
    server = serving("--host", "0.0.0.0", "--tls-cert", str(cert), "--tls-key", str(key))
    trust = ssl.create_default_context(cafile=str(cert))
    trust.check_hostname = False
    answer = httpx.post(
        f"{server.url}/graphql", json=GRIDS, headers={"authorization": f"Bearer {account}"}, verify=trust
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "明文传输"),
        (["--host", "0.0.0.0", "--behind-proxy"], "还没有账号"),
        (["--behind-proxy"], "还没有账号"),
        (["--host", "::"], "明文传输"),
        (["--host", "nowhere.invalid", "--behind-proxy"], "不是本机的地址"),
        (["--tls-cert", "x.pem"], "两个文件"),
        (["--tls-cert", "x.pem", "--tls-key", "y.pem"], "没有文件 x.pem"),
        (["--port", "70000"], "端口号"),
        (["--cors", "*"], "不接受 *"),
        (["--cors", "cockpit.example"], "网站来源"),
        (["--log", "loud"], "info 或 warning"),
        (["--time-limit", "0"], "大于 0"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else None,
)
def test_server_refuses_to_start(words: list[str], said: str, govgraph: Callable[..., Any]) -> None:
    answer = govgraph("serve", *(["--port", "0"] if "--port" not in words else []), *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err and " / " in answer.err and "Traceback" not in answer.err


def test_server_names_certificate_and_key_that_do_not_belong_together(
    govgraph: Callable[..., Any], certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "key.pem").write_text("no key")
    answer = govgraph("serve", "--port", "0", "--tls-cert", certificate[0], "--tls-key", tmp_path / "key.pem")
    assert answer.code == 2 and "不能用" in answer.err


def test_server_names_a_port_that_is_occupied(govgraph: Callable[..., Any]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = govgraph("serve", "--port", port)
    assert answer.code == 2 and f"端口 {port} 已被占用" in answer.err
