"""Bodies of pages on their way out: packed, with the policy that lets nothing run but files of this server."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from starlette.responses import Response

from api.http.negotiate import takes_gzip

if TYPE_CHECKING:
    from api.http.edge import Visit
    from api.pages.assets import Asset

__all__ = ["POLICY", "asset_reply", "file_reply", "go_to", "pack", "page_reply"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Scripts are files of this server, never words in a page; styles may stand in a page, as charts put them there."""

_PACK_OVER = 1_024
_GZIP = 31
_KEPT = "public, max-age=31536000, immutable"
_KEPT_AN_HOUR = "public, max-age=3600"


def pack(body: bytes, level: int = 1) -> bytes:
    """gzip without a time in it, so that the same body gives the same bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    return packer.compress(body) + packer.flush()


def page_reply(visit: Visit, html: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A page."""
    told = {"content-security-policy": POLICY, "vary": "Accept-Encoding, Cookie", **(headers or {})}
    body = html.encode("utf-8")
    if len(body) > _PACK_OVER and takes_gzip(visit.header(b"accept-encoding")):
        body = pack(body)
        told["content-encoding"] = "gzip"
    return Response(body, status, told, "text/html")


def file_reply(body: bytes, kind: str, name: str) -> Response:
    """A file to be kept, under that name (ASCII)."""
    return Response(body, headers={"content-disposition": f'attachment; filename="{name}"'}, media_type=kind)


def asset_reply(visit: Visit, asset: Asset, version: str | None) -> Response:
    """A file that a page loads; kept for ever where the address names this very content."""
    told = {"cache-control": _KEPT if version == asset.digest else _KEPT_AN_HOUR, "vary": "Accept-Encoding"}
    if takes_gzip(visit.header(b"accept-encoding")) and len(asset.packed) < len(asset.body):
        return Response(asset.packed, headers={**told, "content-encoding": "gzip"}, media_type=asset.kind)
    return Response(asset.body, headers=told, media_type=asset.kind)


def go_to(address: str) -> Response:
    """To another page of this server, which is then asked for by GET."""
    return Response(status_code=303, headers={"location": address})
