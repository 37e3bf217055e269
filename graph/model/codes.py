"""Codes that public registers give out: division codes and unified social credit codes.

Sources: statistical division codes (12 digits; 1–6 GB/T 2260, 7–9 street, 10–12 community or village);
GB 32100-2015 for the credit code, whose check character is over an alphabet of 31 without I O S V Z.

>>> division_level("140213050001"), division_level("140213050200"), division_level("140213050000")
('community', 'village', 'street')
>>> is_uscc("91350100M000100Y43"), is_uscc("91350100M000100Y4Z")
(True, False)
"""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["division_level", "is_uscc", "parent_division", "uscc_check"]

Level = Literal["province", "city", "district", "street", "community", "village"]

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_LENGTH = 18
_TWELVE = re.compile(r"\d{12}")
_VILLAGE_SERIALS = (range(200, 400), range(500, 600))
_VIRTUAL = {"498", "598"}


def division_level(code: str) -> Level | None:
    """The level that a 12-digit division code stands for, or None where it is no such code.

    Virtual units (498, 598) are not issued to real ones and have no level.
    """
    if not _TWELVE.fullmatch(code):
        return None
    for tail, level in (("0" * 10, "province"), ("0" * 8, "city"), ("0" * 6, "district"), ("0" * 3, "street")):
        if code.endswith(tail):
            return level  # type: ignore[return-value]
    if code[9:] in _VIRTUAL:
        return None
    return "village" if any(int(code[9:]) in serials for serials in _VILLAGE_SERIALS) else "community"


def parent_division(code: str) -> str | None:
    """The code one level up, or None for a province or for something that is no division code."""
    ends = {"community": 9, "village": 9, "street": 6, "district": 4, "city": 2}
    level = division_level(code)
    return code[: ends[level]].ljust(12, "0") if level in ends else None


def uscc_check(body: str) -> str:
    """The check character of the first 17 characters of a credit code; raises ``ValueError`` on a foreign character."""
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return _ALPHABET[(31 - total % 31) % 31]


def is_uscc(code: str) -> bool:
    """Whether this is a unified social credit code with a right check character."""
    if len(code) != _USCC_LENGTH or any(character not in _ALPHABET for character in code):
        return False
    return uscc_check(code[:-1]) == code[-1]
