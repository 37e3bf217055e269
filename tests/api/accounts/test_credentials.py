"""What a request shows, and what counts of it: above all, whose headers are believed."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from api.accounts.credentials import COOKIE, SECURE_COOKIE, Credentials, client_address, credentials_of, is_trusted
from api.accounts.settings import ProxySettings
from api.accounts.tokens import SESSION, new_secret

PROXY = ProxySettings(trusted=(ip_network("10.1.2.0/24"), ip_network("fd00::/8")))
INSIDE, OUTSIDE = "10.1.2.3", "10.9.9.9"
NAMED = [(b"x-forwarded-user", "张三".encode())]


def test_header_counts_from_a_trusted_address_only() -> None:
    assert credentials_of(NAMED, INSIDE, PROXY) == Credentials("header", "张三", INSIDE)
    assert credentials_of(NAMED, OUTSIDE, PROXY) is None
    assert credentials_of(NAMED, None, PROXY) is None
    assert credentials_of(NAMED, INSIDE, None) is None
    assert credentials_of(NAMED, INSIDE, ProxySettings()) is None


def test_address_that_a_header_names_is_not_the_address_of_the_connection() -> None:
    spoofed = [*NAMED, (b"x-forwarded-for", INSIDE.encode()), (b"x-real-ip", INSIDE.encode())]
    assert credentials_of(spoofed, OUTSIDE, PROXY) is None


@pytest.mark.parametrize("headers", [
    NAMED * 2, [(b"x-forwarded-user", b"\xff\xfe")], [(b"x-forwarded-user", b"  ")], [(b"x_forwarded_user", b"admin")],
    [(b"x-forwarded-user", b"admin"), (b"x-forwarded-user", b"")],
])  # fmt: skip
def test_doubtful_header_counts_for_nothing(headers: list[tuple[bytes, bytes]]) -> None:
    assert credentials_of(headers, INSIDE, PROXY) is None


def test_header_of_another_name_can_be_set() -> None:
    proxy = ProxySettings(header="Remote-User", trusted=PROXY.trusted)
    assert credentials_of(NAMED, INSIDE, proxy) is None
    assert credentials_of([(b"remote-user", b"zhang")], INSIDE, proxy) == Credentials("header", "zhang", INSIDE)


def test_token_goes_before_header_and_header_before_cookie() -> None:
    secret = new_secret(SESSION)
    cookie = (b"cookie", f"a=b; {COOKIE}={secret}; c=d".encode())
    bearer = (b"authorization", b"bearer  gvt_x ")
    assert credentials_of([cookie, *NAMED, bearer], INSIDE, PROXY) == Credentials("token", "gvt_x", INSIDE)
    assert credentials_of([cookie, *NAMED], INSIDE, PROXY) == Credentials("header", "张三", INSIDE)
    assert credentials_of([cookie, *NAMED], OUTSIDE, PROXY) == Credentials("session", secret, OUTSIDE)


def test_two_authorizations_count_for_nothing() -> None:
    assert credentials_of([(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")], None) is None
    assert credentials_of([(b"authorization", b"Basic YTpi")], None) is None


def test_cookie_that_only_tls_sets_goes_first_and_must_look_like_one() -> None:
    plain, secure = new_secret(SESSION), new_secret(SESSION)
    both = [(b"cookie", f"{COOKIE}={plain}; {SECURE_COOKIE}={secure}".encode())]
    assert credentials_of(both, None) == Credentials("session", secure)
    assert credentials_of([(b"cookie", f"{COOKIE}=' OR 1=1".encode())], None) is None


def test_repr_shows_no_secret() -> None:
    assert "gvt" not in repr(Credentials("token", "gvt_secret", INSIDE))


@pytest.mark.parametrize(("peer", "trusted"), [
    ("10.1.2.255", True), ("10.1.3.1", False), ("::ffff:10.1.2.9", True), ("fd00::1", True), ("::1", False), ("", False),
    ("10.1.2.3, 1.1.1.1", False), ("0xA.1.2.3", False),
])  # fmt: skip
def test_trusted_are_addresses_in_the_networks(peer: str, trusted: bool) -> None:
    assert is_trusted(peer, PROXY.trusted) is trusted


@pytest.mark.parametrize(("told", "peer", "address"), [
    (b"1.1.1.1, 8.8.8.8, 10.1.2.9", INSIDE, "8.8.8.8"), (b"1.1.1.1", OUTSIDE, OUTSIDE), (b"10.1.2.9", INSIDE, INSIDE),
    (b"8.8.8.8, <script>", INSIDE, INSIDE), (b"", INSIDE, INSIDE),
])  # fmt: skip
def test_client_is_the_last_address_that_no_trusted_proxy_has(told: bytes, peer: str, address: str) -> None:
    assert client_address([(b"x-forwarded-for", told)], peer, PROXY) == address
