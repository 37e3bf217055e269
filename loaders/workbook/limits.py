"""How much of a file is too much: the limits of size, memory and time under which files are read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a file is refused with a text that names the limit.

    A roster of 100,000 rows and ten columns is 5 MB packed, 50 MB unpacked, one million cells, and needs
    about 350 MB and 4 s; the defaults leave five times that and stop a 500 MB sheet.

    >>> Limits(seconds=5).seconds
    5
    """

    file_bytes: int = 64 * MEBIBYTE
    """Size of the file as it lies on the disk."""
    unpacked_bytes: int = 320 * MEBIBYTE
    """Sum of a zip file's parts, unpacked."""
    ratio: int = 400
    """Unpacked to packed, for parts over 16 MiB: real sheets reach about 100, bombs 1,000."""
    parts: int = 5_000
    """Parts of a zip file."""
    cells: int = 6_000_000
    """Rows × columns of the rectangle from the first to the last filled cell of one sheet (parsers allocate it)."""
    sheets: int = 500
    """Sheets of one file."""
    answer_bytes: int = 200 * MEBIBYTE
    """What the child may hand back: shared strings make a small file long."""
    memory_bytes: int = 1536 * MEBIBYTE
    """Address space of the child."""
    seconds: float = 60
    """Time for one file, by the clock."""
