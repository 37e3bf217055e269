"""Identities that come out equal wherever the same thing is named again.

>>> make_id("org", "OwnersCommittee", "area-140213050001", "锦绣花园") == make_id(
...     "org", "OwnersCommittee", "area-140213050001", "锦绣花园")
True
"""

from __future__ import annotations

from hashlib import blake2b

__all__ = ["make_id"]


def make_id(prefix: str, *parts: object) -> str:
    """``prefix-`` and 80 bits of a hash over the parts, as 20 hexadecimal digits; parts cannot run into one another."""
    text = "\x1f".join([part if type(part) is str else "" if part is None else str(part) for part in parts])
    return f"{prefix}-{blake2b(text.encode(), digest_size=10).hexdigest()}"
