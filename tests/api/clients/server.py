"""A server as a front-end meets it: uvicorn and the application, on a free port of this machine."""

from __future__ import annotations

from api.http.background import serving

__all__ = ["serving"]
