"""Loading rosters into a store that is open: what ``govgraph load`` does, for a notebook or a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.as_of import read_as_of
from graph.store.schema import ensure_schema
from loaders.linking.secret import store_key
from loaders.load import LoadOptions, load_files

if TYPE_CHECKING:
    from graph.store.connection import Store
    from loaders.outcome import Outcome

__all__ = ["load_rosters"]


def load_rosters(
    store: Store, paths: Iterable[str | Path], *, as_of: str | date | None = None, **options: Any
) -> Outcome:
    """Loads files and folders into a store as one batch; ``options`` are those of :class:`loaders.LoadOptions`.

    ``dry_run=True`` compares and writes nothing. ``outcome.batch`` names what :func:`graph.undo_batch` takes back, None
    where nothing was to be written. Makes the store's schema and its key where they are not there yet.

    Raises ``LoadRefused`` (``outcome`` says every reason with its cell) where a file cannot be trusted, and leaves the
    store as it was; ``UsageError`` for a wrong date; ``StoreRefused`` for the key of another store.

    >>> with graph.connect("trial") as store:  # doctest: +SKIP
    ...     load_rosters(store, ["花名册"], as_of="2026-11-01").batch
    'batch-000001'
    """
    ensure_schema(store)
    chosen = replace(LoadOptions(read_as_of(as_of)), **options)
    return load_files(store, store_key(store, store.settings), [Path(path) for path in paths], chosen)
