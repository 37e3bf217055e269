"""check → diff → apply: the whole way of a roster into the store, one batch in one transaction.

One transaction holds every other writer off: in it the store's state is read, while a thread reads the files; then the
difference is worked out and written with its log. Nothing is written before everything is read and found good. Whatever
is killed when, the graph is what it was before or what it is after.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from graph.collector import collector_paused
from graph.messages import text
from graph.store.batches import BatchHeader, highest_marking, is_synthetic, lock_store, write_batch
from graph.store.delta import encode_delta
from graph.store.last_load import read_last_load, write_last_load
from graph.store.reader import read_state
from graph.store.records import GraphState, Node
from graph.store.statistics import renew_statistics
from graph.store.warm import warming
from graph.store.writer import write_delta
from loaders.check import flag_district
from loaders.diff import Difference, work_out
from loaders.emptied import empty_cleared
from loaders.ending import end_missing
from loaders.errors import Remark, SourceError
from loaders.gather import Gathered, gather
from loaders.linking.evidence import decisions_in
from loaders.linking.secret import Key, new_key
from loaders.outcome import LoadRefused, Outcome, describe
from loaders.reading import ReadFile, list_files, read_files
from loaders.sheets.kinds import load_kinds
from loaders.unchanged import is_same_load, told_load, unchanged_outcome, without_values

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

    from graph.store.connection import Store

__all__ = ["LoadOptions", "check_files", "load_files"]

Say = Callable[[str], None]
Reading = Future[list[ReadFile]]
"""The files, read by a thread of its own while the server gives its state."""

_PATIENCE = 2.0
"""Seconds after which a load that waits for another one says so."""

_NO_MATTER = ("dry_run", "reread", "by")
"""Options without influence on what a load finds."""

_MANY_ROWS = 5_000
"""From so many rows on, a first load takes long enough to make the server quick meanwhile."""

_FEW = 2
"""So many emptied cells are never too many, however small the place."""

ENDING_SHARE = 0.05
"""More than this share of what a scope holds does not end without being asked for: a half-empty file is likelier."""


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load: ``scope`` is an area code inside which missing rows end what they said; ``dry_run`` writes nothing;
    ``reread`` reads the files even where they are known to be those of the last load."""

    as_of: date
    scope: str | None = None
    allow_ending: float = ENDING_SHARE
    strict: bool = False
    skip_bad_rows: bool = False
    dry_run: bool = False
    reread: bool = False
    by: str = field(default_factory=getpass.getuser)

    def asked(self) -> dict[str, object]:
        """The options that a load depends on."""
        return {name: value for name, value in asdict(self).items() if name not in _NO_MATTER}


def check_files(
    paths: Iterable[Path], *, strict: bool = False, skip_bad_rows: bool = False, progress: Say = lambda _: None
) -> Outcome:
    """Reads and checks rosters without a store; nothing is written anywhere.

    Areas are known from the division codes among the files, else from the code list that comes with the program.
    """
    with collector_paused():
        return _checked(paths, strict, skip_bad_rows, progress)


def _checked(paths: Iterable[Path], strict: bool, skip_bad_rows: bool, progress: Say) -> Outcome:
    files = [*read_files(list_files(paths), progress=progress)]
    gathered = gather(_with_codes(files), new_key(), GraphState(), skip_bad_rows=skip_bad_rows)
    flag_district(gathered, GraphState())
    return describe(files, gathered, None, strict=strict, skip_bad_rows=skip_bad_rows)


def load_files(
    store: Store,
    key: Key,
    paths: Iterable[Path],
    options: LoadOptions,
    *,
    progress: Say = lambda _: None,
    note: Say = lambda _: None,
) -> Outcome:
    """Loads rosters into the store as one batch; ``note`` is told where another load has to be waited for.

    The same load again is known to change nothing and reads no file (``outcome.unchanged_since``), unless asked to.

    Raises ``LoadRefused`` (its ``outcome`` says every reason with its cell) where a file cannot be trusted, and leaves
    the store as it was.
    """
    with collector_paused(), _telling_size():
        return _loaded(store, key, paths, options, progress, note)


def _loaded(store: Store, key: Key, paths: Iterable[Path], options: LoadOptions, progress: Say, note: Say) -> Outcome:
    listed = list_files(paths)
    if not options.reread and (same := _known(store, listed, key, options)):
        return same
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(lambda: [*read_files(listed, progress=progress)])
        if options.dry_run:
            return store.read(lambda tx: _compare(tx, reading, key, options))
        outcome = store.write(lambda tx: _apply(store, tx, reading, key, options, progress, note))
    if outcome.batch is not None:
        renew_statistics(store)
    return outcome


def _known(store: Store, listed: list[Path], key: Key, options: LoadOptions) -> Outcome | None:
    """The outcome without reading where this load is the store's last one, None for any doubt.

    Asked where writes go: a replica may lag behind a load that has ended.
    """
    told = store.read(read_last_load) if options.dry_run else store.write(read_last_load)
    if told is None or not is_same_load(told, listed, key, options.asked()):
        return None
    return unchanged_outcome(told, strict=options.strict)


@contextmanager
def _telling_size() -> Iterator[None]:
    """Turns the server's running out of memory into the advice to load less at a time."""
    from neo4j.exceptions import Neo4jError

    try:
        yield
    except Neo4jError as error:
        if "Memory" in str(error.code):
            raise SourceError("load.too_large") from error
        raise


def _compare(tx: ManagedTransaction, reading: Reading, key: Key, options: LoadOptions) -> Outcome:
    synthetic, state = is_synthetic(tx), read_state(tx)
    files = _read(reading, options)
    _guard_mixture(files, synthetic)
    return _worked_out(state, files, key, options)[0]


def _read(reading: Reading, options: LoadOptions) -> list[ReadFile]:
    """The files, once they are read; raises ``LoadRefused`` where one of them cannot be trusted."""
    files = reading.result()
    if any(file.refused for file in files):
        raise LoadRefused(describe(files, None, None, strict=options.strict))
    return files


@_telling_size()  # inside the transaction too: the driver takes it for a passing trouble and would try again
def _apply(
    store: Store, tx: ManagedTransaction, reading: Reading, key: Key, options: LoadOptions, progress: Say, note: Say
) -> Outcome:
    waiting = Timer(_PATIENCE, note, [str(text("load.waiting"))])
    waiting.start()
    try:
        number, synthetic = lock_store(tx, options.by)
    finally:
        waiting.cancel()
    state = read_state(tx)
    files = _read(reading, options)
    fictional = _guard_mixture(files, synthetic)
    rows = sum(len(sheet.rows) for file in files for sheet in file.sheets)
    with warming(store, wanted=not state.nodes and rows > _MANY_ROWS):
        outcome, difference = _worked_out(state, files, key, options)
    if not difference.delta:
        _remember(tx, state, files, key, options, outcome, difference, number)
        return outcome
    progress(outcome.summary())
    with ThreadPoolExecutor(1) as pool:  # the log is made while the server writes
        log = pool.submit(encode_delta, difference.delta)
        write_delta(tx, difference.delta, state)
    kinds = load_kinds()
    marking = highest_marking(kinds[str(sheet.kind)].marking for file in files for sheet in file.sheets if sheet.kind)
    header = BatchHeader(
        options.by, datetime.now(UTC), options.as_of, options.scope, marking, fictional, outcome.counts(),
        [_stored(remark) for remark in outcome.remarks],
    )  # fmt: skip
    outcome.batch = write_batch(tx, difference.delta, header, number=number + 1, log=log.result(), state=state)
    _remember(tx, state, files, key, options, outcome, difference, number + 1)
    return outcome


def _remember(
    tx: ManagedTransaction, state: GraphState, files: list[ReadFile], key: Key, options: LoadOptions, outcome: Outcome,
    difference: Difference, number: int,
) -> None:  # fmt: skip
    told = told_load(files, key, options.asked(), outcome, f"batch-{number:06d}")
    if told is not None and number:
        write_last_load(tx, told, state, difference.delta)


def _worked_out(state: GraphState, files: list[ReadFile], key: Key, options: LoadOptions) -> tuple[Outcome, Difference]:
    gathered = gather(files, key, state, decisions_in(state), skip_bad_rows=options.skip_bad_rows)
    flag_district(gathered, state)
    difference = work_out(gathered, state, source_nodes(files))
    if options.scope:
        _end_in_scope(difference, gathered, state, options, files)
    outcome = describe(files, gathered, difference, strict=options.strict, skip_bad_rows=options.skip_bad_rows)
    if outcome.refusals:
        raise LoadRefused(outcome)
    return outcome, difference


def source_nodes(files: Iterable[ReadFile]) -> dict[str, Node]:
    """The Source node of each sheet that was read: where a property's column is, and what that column is headed."""
    import json

    nodes = {}
    for file in files:
        for sheet in file.sheets:
            if sheet.origin is None:
                continue
            kind = load_kinds()[str(sheet.kind)]
            properties = {
                "name": f"{file.name} [{sheet.name}]", "file": file.name, "fileHash": file.sha256, "sheet": sheet.name,
                "kind": kind.kind, "marking": kind.marking,
                "columns": json.dumps(sheet.properties, ensure_ascii=False, sort_keys=True),
                "headings": json.dumps(sheet.headings, ensure_ascii=False, sort_keys=True),
            }  # fmt: skip
            if sheet.header_row:
                properties["headerRow"] = sheet.header_row  # type: ignore[assignment]
            if sheet.dropped:
                properties["dropped"] = [heading for _, heading, _ in sheet.dropped]  # type: ignore[assignment]
            if sheet.origin.synthetic:
                properties["synthetic"] = True  # type: ignore[assignment]
            nodes[sheet.origin.id] = Node(sheet.origin.id, ("Source",), properties)
    return nodes


def _end_in_scope(
    difference: Difference, gathered: Gathered, state: GraphState, options: LoadOptions, files: list[ReadFile]
) -> None:
    from graph.errors import StoreRefused, UsageError

    place = gathered.desk.places.by_code(str(options.scope))
    if place is None:
        raise UsageError("load.no_scope", code=options.scope)
    read = [sheet for file in files for sheet in file.sheets]
    sheets = {sheet.origin.kind: sheet.origin.id for sheet in read if sheet.origin}
    filled = {sheet.origin.id: sheet.properties for sheet in read if sheet.origin}
    emptied, told = empty_cleared(difference, gathered, state, scope=place.id, filled=filled)
    if emptied > max(options.allow_ending * told, _FEW):
        raise StoreRefused("load.too_many_emptied", emptied=emptied, of=told, share=f"{emptied / told:.1%}")
    end_missing(difference, gathered, state, scope=place.id, sheets=sheets, on=options.as_of)
    allowed = options.allow_ending * difference.endable
    if difference.ended > allowed:
        share = difference.ended / difference.endable
        raise StoreRefused("load.too_many_ended", ended=difference.ended, of=difference.endable, share=f"{share:.1%}")


def _guard_mixture(files: list[ReadFile], synthetic: bool | None) -> bool | None:
    """Whether the store is fictional with this batch (None: neither, it holds nothing but codes); refuses to mix
    fictional and real rosters in one store."""
    from graph.errors import StoreRefused

    told = {
        sheet.origin.synthetic for file in files for sheet in file.sheets if sheet.origin and sheet.kind != "divisions"
    }
    if len(told) > 1:
        raise StoreRefused("load.mixed_files")
    own = told.pop() if told else synthetic
    if synthetic is not None and own != synthetic:
        raise StoreRefused("load.mixed_store")
    return own


def _stored(remark: Remark) -> dict[str, object]:
    """A remark as a batch keeps it: coordinates and reason, without anything that stood in a cell."""
    why = without_values(remark.why.key)
    return {
        "file": remark.file, "sheet": remark.sheet, "row": remark.row, "column": remark.column, "severity": remark.severity,
        "key": why.key, "zh": why.zh, "en": why.en,
    }  # fmt: skip


def _with_codes(files: list[ReadFile]) -> list[ReadFile]:
    """The files, with the program's own code list before them where they bring none."""
    from importlib import resources

    if any(sheet.kind == "divisions" for file in files for sheet in file.sheets):
        return files
    with resources.as_file(resources.files("loaders.reference") / "data" / "divisions.csv") as path:
        return [*read_files([path]), *files]
