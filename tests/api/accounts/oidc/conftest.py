"""A small OpenID provider with a key of its own, over HTTP on this machine, that can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from api.accounts.settings import OidcSettings, RoleRule

CLIENT, SECRET = "govgraph", "示例/密钥+1"
CALLBACK = "https://govgraph.example.org/auth/callback"


@dataclass
class Issuer:
    """The provider: what it signs with, what it says of whoever logs in, and how it misbehaves."""

    url: str = ""
    key: RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    kid: str = "one"
    claims: dict[str, Any] = field(
        default_factory=lambda: {"sub": "u-1", "preferred_username": "zhang", "groups": ["staff"]}
    )
    also: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    keys: list[Any] | None = None
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def id_token(self, nonce: str) -> str:
        """A token for whoever logs in."""
        now = int(datetime.now(UTC).timestamp())
        told = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
            **self.also,
        }
        told = {name: value for name, value in told.items() if value is not None}
        return self.sign(told) if self.sign else self.signed(told)

    def signed(self, told: dict[str, Any], **header: Any) -> str:
        """A token signed with the provider's key."""
        return jwt.encode(told, self.key, algorithm="RS256", headers={"kid": self.kid, **header})

    @property
    def jwk(self) -> dict[str, Any]:
        """The public half of the key."""
        told: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {**told, "kid": self.kid, "use": "sig"}

    def answer(self, path: str, form: dict[str, str], authorization: str | None) -> tuple[int, Any, str | None]:
        """Status, body and where to go, for a request."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize?x=1", "token_endpoint": "token", "jwks_uri": "jwks"}
            told = {"issuer": self.url, **{name: f"{self.url}/{end}" for name, end in ends.items()}}
            return 200, {**told, "authorization_response_iss_parameter_supported": True, **self.metadata}, None
        if path == "/jwks":
            return 200, {"keys": self.keys or [{"kty": "oct", "kid": "one", "k": "AAAA"}, self.jwk, "no key"]}, None
        if path == "/authorize":
            return self._authorize(form)
        return self._token(form, authorization) if path == "/token" else (404, {}, None)

    def _authorize(self, asked: dict[str, str]) -> tuple[int, Any, str | None]:
        expected = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": CALLBACK,
            "code_challenge_method": "S256",
        }
        if expected.items() - asked.items() or "openid" not in asked["scope"].split():
            return 400, {"error": "invalid_request"}, None
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return 302, {}, f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.url})}"

    def _token(self, form: dict[str, str], authorization: str | None) -> tuple[int, Any, str | None]:
        begun = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        pair = base64.b64decode((authorization or "").removeprefix("Basic ")).decode().split(":")
        if [unquote(part) for part in pair] != [CLIENT, SECRET] and form.get("client_secret") != SECRET:
            return 401, {"error": "invalid_client"}, None
        if (
            begun is None
            or challenge.rstrip(b"=").decode() != begun["code_challenge"]
            or form["redirect_uri"] != CALLBACK
        ):
            return 400, {"error": "invalid_grant"}, None
        return 200, {"token_type": "Bearer", "access_token": "x", "id_token": self.id_token(begun["nonce"])}, None


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """The provider, answering on a free port."""
    told = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(urlsplit(self.path).path, urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._send(self.path, self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _send(self, path: str, words: str) -> None:
            form = {name: values[0] for name, values in parse_qs(words).items()}
            status, body, location = told.answer(path, form, self.headers.get("Authorization"))
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def oidc(issuer: Issuer, tmp_path: Path) -> OidcSettings:
    """Settings for that provider: staff read everything, streets read their own."""
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    return OidcSettings(
        issuer=issuer.url, client_id=CLIENT, client_secret_file=tmp_path / "secret", redirect_uri=CALLBACK,
        roles=(
            RoleRule(claim="groups", value="boss", role="admin"),
            RoleRule(claim="groups", value="staff", role="reader", everywhere=True),
            RoleRule(claim="groups", value="street", role="reporter", areas_claim="street_code"),
        ),
    )  # fmt: skip
