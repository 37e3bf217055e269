"""What a file is called, as text that can be shown, stored and hashed.

A name that came out of a Windows archive may be bytes of GB18030 where the system expects UTF-8; Python then carries them
as lone surrogates, which no encoding takes.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["file_name"]


def file_name(path: Path) -> str:
    """The last part of the path, read as GB18030 where it is no text otherwise.

    >>> file_name(Path("名册/网格.csv"))
    '网格.csv'
    >>> import os, sys
    >>> utf8 = sys.getfilesystemencoding() == "utf-8" and sys.platform != "win32"
    >>> file_name(Path(os.fsdecode("网格.csv".encode("gb18030")))) if utf8 else "网格.csv"
    '网格.csv'
    """
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        return path.name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    return path.name
