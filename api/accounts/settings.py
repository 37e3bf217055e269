"""How people may log in: a YAML file that an operator writes (GOVGRAPH_AUTH, or auth.yaml in the home); without it, defaults.

::

    sessions: {idle_minutes: 30, longest_hours: 12}
    lockout: {failures: 5, address_failures: 50, longest_minutes: 15}
    proxy: {header: X-Forwarded-User, trusted: [10.1.2.3/32]}
    oidc:
      issuer: https://login.example.org
      client_id: govgraph
      client_secret_file: oidc-secret            # beside this file; left out for a public client
      redirect_uri: https://govgraph.example.org/auth/callback
      name_claim: preferred_username
      roles:                                     # the first that fits; nobody gets in whom none fits
        - {claim: groups, value: govgraph-admin, role: admin}
        - {claim: groups, value: street, role: reporter, areas_claim: street_code}
        - {claim: groups, value: district, role: planner, everywhere: true, share_totals: true}
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from api.accounts.viewer import roles
from graph.errors import UsageError
from graph.yaml_text import load_yaml

__all__ = [
    "AuthSettings",
    "Lockout",
    "OidcSettings",
    "ProxySettings",
    "RoleRule",
    "Sessions",
    "is_loopback",
    "read_auth_settings",
]

_HEADER = re.compile(r"[A-Za-z0-9-]{1,64}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LARGEST = 1_000_000


def is_loopback(url: str) -> bool:
    """Whether an address leads to this machine.

    >>> is_loopback("http://127.0.0.1:8080/x"), is_loopback("http://127.0.0.1.example.org/")
    (True, False)
    """
    return urlsplit(url).hostname in _LOOPBACK


def _safe_url(url: str) -> str:
    if not url.startswith("https://") and not (url.startswith("http://") and is_loopback(url)):
        raise ValueError("https")
    return url


def _known_role(role: str) -> str:
    if role not in roles():
        raise ValueError(" ".join(roles()))
    return role


def _header_name(name: str) -> str:
    if not _HEADER.fullmatch(name):
        raise ValueError("header")
    return name


SafeUrl = Annotated[str, AfterValidator(_safe_url)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Sessions(_Part):
    """How long a session lasts without being used, and at most."""

    idle_minutes: int = Field(default=30, ge=1, le=1_440)
    longest_hours: int = Field(default=12, ge=1, le=168)


class Lockout(_Part):
    """After so many failures for a name (for an address) each further one doubles the wait, up to the longest."""

    failures: int = Field(default=5, ge=1, le=100)
    address_failures: int = Field(default=50, ge=1, le=10_000)
    longest_minutes: int = Field(default=15, ge=1, le=1_440)


class ProxySettings(_Part):
    """The header in which a proxy names who has logged in there, and the addresses at which that proxy is."""

    header: Annotated[str, AfterValidator(_header_name)] = "X-Forwarded-User"
    trusted: tuple[Annotated[IPv4Network | IPv6Network, BeforeValidator(ip_network)], ...] = ()


class RoleRule(_Part):
    """Who gets which role: whoever has ``value`` in ``claim``. The scope is in another claim, or written here.

    One of ``areas``, ``areas_claim`` and ``everywhere`` must be given but for ``admin``: a forgotten scope must not open all.
    """

    claim: str
    value: str
    role: Annotated[str, AfterValidator(_known_role)]
    areas: tuple[str, ...] = ()
    areas_claim: str | None = None
    everywhere: bool = False
    share_totals: bool = False
    reserves: bool = False

    @model_validator(mode="after")
    def _one_scope(self) -> RoleRule:
        given = bool(self.areas) + bool(self.areas_claim) + self.everywhere
        if given > 1 or (given == 0 and self.role != "admin"):
            raise ValueError("areas, areas_claim, everywhere")
        return self


class OidcSettings(_Part):
    """The OpenID provider, what this program is called there, and whom it gives which role."""

    issuer: SafeUrl
    client_id: str
    client_secret_file: Path | None = None
    redirect_uri: SafeUrl
    scopes: tuple[str, ...] = ("openid", "profile")
    name_claim: str = "preferred_username"
    roles: tuple[RoleRule, ...] = Field(min_length=1)

    def client_secret(self) -> str | None:
        """The secret in its file, None for a public client; raises ``UsageError`` where the file cannot be read."""
        if self.client_secret_file is None:
            return None
        try:
            return self.client_secret_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("accounts.settings_secret", file=self.client_secret_file) from error


class AuthSettings(_Part):
    """Everything that the file may say."""

    sessions: Sessions = Sessions()
    lockout: Lockout = Lockout()
    proxy: ProxySettings | None = None
    oidc: OidcSettings | None = None


def read_auth_settings(home: Path, env: Mapping[str, str] | None = None) -> AuthSettings:
    """The settings of this machine.

    Raises ``UsageError`` naming the file and the place in it for what cannot be understood; a file that ``GOVGRAPH_AUTH``
    names must be there.
    """
    named = (os.environ if env is None else env).get("GOVGRAPH_AUTH")
    file = Path(named).expanduser() if named else home / "auth.yaml"
    if not named and not file.exists():
        return AuthSettings()
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError("accounts.settings_unreadable", file=file, reason=_LARGEST)
        told: Any = load_yaml(file.read_text(encoding="utf-8")) or {}
        found = AuthSettings.model_validate(told)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError("accounts.settings_unreadable", file=file, reason=type(error).__name__) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "?"
        raise UsageError("accounts.settings_wrong", file=file, place=place, reason=first["msg"]) from error
    return _beside(found, file.parent)


def _beside(found: AuthSettings, folder: Path) -> AuthSettings:
    """The secret's file is looked for beside the settings."""
    if found.oidc is None or found.oidc.client_secret_file is None:
        return found
    file = folder / found.oidc.client_secret_file
    return found.model_copy(update={"oidc": found.oidc.model_copy(update={"client_secret_file": file})})
