"""Importing the database driver without what it would bring along.

It imports numpy, pandas and pyarrow wherever they are installed, only to take their types as parameters: 80 MB and half
a second for every command that opens a store.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module

__all__ = ["import_driver"]

_UNASKED = ("numpy", "pandas", "pyarrow")
_SILENT = logging.NullHandler()
"""The driver's own words about trials that failed are for whoever sets up logging, not for a terminal."""


def import_driver() -> None:
    """Imports ``neo4j`` as if those packages were not there; whoever imports them later gets them as ever.

    >>> import_driver()
    >>> "neo4j" in sys.modules, [name for name in ("numpy", "pandas", "pyarrow") if sys.modules.get(name, 0) is None]
    (True, [])
    """
    hidden = [name for name in _UNASKED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None there means: no such module
    try:
        import_module("neo4j")
    finally:
        for name in hidden:
            del sys.modules[name]
    logging.getLogger("neo4j").addHandler(_SILENT)
