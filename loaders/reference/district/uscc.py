"""Unified social credit codes of bodies that do not exist, with check digits that are right (GB 32100, GB 11714)."""

from __future__ import annotations

__all__ = ["check_digit", "make_uscc", "spoiled"]

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
INNER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(first: str) -> str:
    """The 18th character for the first 17.

    >>> check_digit("91350100M000100Y4")
    '3'
    """
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first))
    return ALPHABET[(31 - total % 31) % 31]


def make_uscc(prefix: str, serial: int) -> str:
    """A code with this prefix (91 company, 52 non-profit …) in district 140213."""
    body = f"MX{serial:06d}"
    first = f"{prefix}140213{body}{_inner_check(body)}"
    return first + check_digit(first)


def spoiled(code: str) -> str:
    """The same code with a wrong check digit."""
    return code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 7) % 31]


def _inner_check(body: str) -> str:
    rest = 11 - sum(INNER.index(char) * weight for char, weight in zip(body, INNER_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
