"""How the server is set up: environment, options over it, and what contradicts itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from api.http import settings as module
from api.http.settings import HttpSettings, is_loopback
from graph.errors import UsageError


def test_every_variable_is_read_and_told() -> None:
    env = {
        "GOVGRAPH_HTTP_HOST": "10.0.0.1", "GOVGRAPH_HTTP_PORT": "8080", "GOVGRAPH_TLS_CERT": "/c.pem",
        "GOVGRAPH_TLS_KEY": "/k.pem", "GOVGRAPH_BEHIND_PROXY": "yes", "GOVGRAPH_ALLOW_HOST": "a.example, b.example",
        "GOVGRAPH_CORS": "https://c.example", "GOVGRAPH_DOCUMENTS_ONLY": "1", "GOVGRAPH_INTROSPECTION": "no",
        "GOVGRAPH_GRAPHIQL": "off", "GOVGRAPH_PUBLIC": "true", "GOVGRAPH_BODY_LIMIT": "7", "GOVGRAPH_TIME_LIMIT": "8",
        "GOVGRAPH_PER_CLIENT": "9", "GOVGRAPH_POOL": "10", "GOVGRAPH_LOG": "warning",
    }  # fmt: skip
    plain, read = HttpSettings.from_environment({}), HttpSettings.from_environment(env)
    same = [name for name in vars(plain) if getattr(plain, name) == getattr(read, name)]
    assert same == ["store"]
    assert read.tls_cert == Path("/c.pem").absolute() and read.hosts == ("a.example", "b.example")
    assert set(re.findall(r"``(GOVGRAPH_\w+)``  ", str(module.__doc__))) == set(env)


def test_option_stands_over_the_environment_and_nothing_said_does_not() -> None:
    read = HttpSettings.from_environment({"GOVGRAPH_HTTP_PORT": "8080", "GOVGRAPH_LOG": "warning"}, port=9000, log=None)
    assert (read.port, read.log) == (9000, "warning")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GOVGRAPH_HTTP_PORT", "http"), ("GOVGRAPH_HTTP_PORT", "-1"), ("GOVGRAPH_HTTP_PORT", "65536"),
        ("GOVGRAPH_BEHIND_PROXY", "maybe"), ("GOVGRAPH_BODY_LIMIT", "1e6"), ("GOVGRAPH_POOL", "0"),
        ("GOVGRAPH_PER_CLIENT", "0"), ("GOVGRAPH_TIME_LIMIT", "0"), ("GOVGRAPH_TLS_CERT", "x.pem"), ("GOVGRAPH_CORS", "*"),
        ("GOVGRAPH_CORS", "https://a.example/path"), ("GOVGRAPH_CORS", "https://a.example,ftp://b"), ("GOVGRAPH_LOG", "x"),
    ],
)  # fmt: skip
def test_value_that_cannot_be_is_refused(variable: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        HttpSettings.from_environment({variable: value})
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("told", "hosts"),
    [
        ({}, {"localhost", "127.0.0.1", "::1"}),
        ({"hosts": ("a.example",)}, {"a.example", "localhost", "127.0.0.1", "::1"}),
        ({"host": "10.0.0.1"}, set()),
        ({"host": "10.0.0.1", "hosts": ("A.example",)}, {"a.example", "10.0.0.1", "localhost", "127.0.0.1", "::1"}),
        ({"behind_proxy": True}, set()),
    ],
)
def test_hosts_that_are_answered_to(told: dict[str, Any], hosts: set[str]) -> None:
    assert HttpSettings(**told).answered_hosts == hosts


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True), ("LOCALHOST", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("0.0.0.0", False),
        ("::", False), ("10.0.0.1", False), ("", False), ("127.0.0.1.example", False), ("127.1", False),
    ],
)  # fmt: skip
def test_loopback_is_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
