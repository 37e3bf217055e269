"""From rosters to the graph: read, check, compare, apply, undo.

The public names, each read in when it is first used::

    from pathlib import Path
    import loaders

    files = loaders.write_reference(Path("reference"))          # the fictional reference district's rosters
    loaders.check_files([files.rosters]).counts()               # read and check; needs no store
    loaders.load_rosters(store, [files.rosters])                # into a store that graph.connect has opened
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.load import LoadOptions, check_files, load_files
    from loaders.outcome import LoadRefused
    from loaders.reference.write import write_reference
    from loaders.rosters import load_rosters

__all__ = ["LoadOptions", "LoadRefused", "check_files", "load_files", "load_rosters", "write_reference"]

_HOMES = {
    "LoadOptions": "load",
    "LoadRefused": "outcome",
    "check_files": "load",
    "load_files": "load",
    "load_rosters": "rosters",
    "write_reference": "reference.write",
}
"""Where each public name lives."""


def __getattr__(name: str) -> Any:
    """A public name, read in when it is first asked for (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
