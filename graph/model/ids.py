"""Identities that come out equal wherever the same thing is named again.

>>> make_id("org", "OwnersCommittee", "area-140213050001", "锦绣花园") == make_id(
...     "org", "OwnersCommittee", "area-140213050001", "锦绣花园")
True
"""

from __future__ import annotations

import base64
import hashlib

__all__ = ["make_id"]


def make_id(prefix: str, *parts: object) -> str:
    """``prefix-`` and 80 bits of a hash over the parts, in lower-case base 32; parts cannot run into one another."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    digest = hashlib.blake2b(text.encode("utf-8"), digest_size=10).digest()
    return f"{prefix}-{base64.b32encode(digest).decode('ascii').lower()}"
