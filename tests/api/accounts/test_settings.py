"""The file auth.yaml: defaults, errors that name their place, and no way to open everything by forgetting a line."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from api.accounts.settings import AuthSettings, read_auth_settings
from graph.errors import UsageError

OIDC = """
oidc:
  issuer: https://login.example.org
  client_id: govgraph
  client_secret_file: secret
  redirect_uri: https://govgraph.example.org/auth/callback
  roles:
    - {claim: groups, value: staff, role: reader, areas_claim: street}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a secret in it."""
    (tmp_path / "secret").write_text("示例密钥\n", encoding="utf-8")
    return tmp_path


def write(home: Path, text: str) -> Path:
    (home / "auth.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return home


def test_file_that_the_guide_shows_is_read(home: Path) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "guides" / "accounts.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    found = read_auth_settings(write(home, shown), {})
    assert found.oidc is not None and found.proxy is not None and len(found.oidc.roles) == 3
    assert (found.sessions, found.lockout) == (AuthSettings().sessions, AuthSettings().lockout)


def test_without_a_file_there_are_defaults(home: Path) -> None:
    assert read_auth_settings(home, {}) == AuthSettings()
    assert (AuthSettings().sessions.idle_minutes, AuthSettings().proxy, AuthSettings().oidc) == (30, None, None)


def test_file_says_it_all(home: Path) -> None:
    found = read_auth_settings(write(home, OIDC + "proxy: {header: Remote-User, trusted: [10.0.0.0/8, '::1']}\n"), {})
    assert found.oidc is not None and found.oidc.client_secret() == "示例密钥"
    assert found.proxy is not None and [str(one) for one in found.proxy.trusted] == ["10.0.0.0/8", "::1/128"]


def test_file_that_the_environment_names_must_be_there(home: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.yaml"):
        read_auth_settings(home, {"GOVGRAPH_AUTH": str(home / "nowhere.yaml")})


@pytest.mark.parametrize(("text", "place"), [
    ("sessions: {idle: 5}", "sessions.idle"),
    ("sessions: {idle_minutes: 0}", "sessions.idle_minutes"),
    ("lockout: {failures: 0}", "lockout.failures"),
    ("proxy: {trusted: [10.0.0.1/8]}", "proxy.trusted.0"),
    ("proxy: {header: 'X User'}", "proxy.header"),
    (OIDC.replace("https://login", "http://login"), "oidc.issuer"),
    (OIDC.replace("https://govgraph", "http://govgraph"), "oidc.redirect_uri"),
    (OIDC.replace("role: reader", "role: king"), "oidc.roles.0.role"),
    (OIDC.replace(", areas_claim: street", ""), "oidc.roles.0"),
    (OIDC.replace("areas_claim: street", "areas_claim: street, everywhere: true"), "oidc.roles.0"),
    (OIDC.replace("  roles:", "  roles: []\nignored:"), "oidc.roles"),
    ("[]", "?"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(home: Path, text: str, place: str) -> None:
    if text == "[]":
        text = "- a\n"
    with pytest.raises(UsageError) as refused:
        read_auth_settings(write(home, text), {})
    assert f"auth.yaml 的 {place} 不对" in refused.value.message.zh


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: [", b"a: !!python/object:os.system x"])
def test_what_is_no_yaml_is_told(home: Path, content: bytes) -> None:
    (home / "auth.yaml").write_bytes(content)
    with pytest.raises(UsageError, match="读不了登录设置"):
        read_auth_settings(home, {})


def test_missing_secret_is_told_with_its_file(tmp_path: Path) -> None:
    found = read_auth_settings(write(tmp_path, OIDC), {})
    assert found.oidc is not None
    with pytest.raises(UsageError, match="客户端密钥"):
        found.oidc.client_secret()
