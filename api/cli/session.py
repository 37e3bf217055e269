"""A store made ready for a command: opened, its schema in place, its key at hand, its notes told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.cli.output import say
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.store.connection import Store
    from graph.store.settings import StoreSettings
    from loaders.linking.secret import Key

__all__ = ["Session", "open_session", "parse_date", "today"]


@dataclass(frozen=True, slots=True)
class Session:
    """An open store with its settings and the key of its hashes."""

    store: Store
    settings: StoreSettings
    key: Key


@contextmanager
def open_session(settings: StoreSettings | None = None) -> Iterator[Session]:
    """Opens the store of the environment (or of these settings) and makes it ready."""
    from graph.store.connection import open_store
    from graph.store.schema import ensure_schema
    from graph.store.settings import StoreSettings
    from loaders.linking.secret import store_key

    settings = settings or StoreSettings.from_environment()
    with open_store(settings) as store:
        for note in store.notes:
            say(str(note))
        ensure_schema(store)
        yield Session(store, settings, store_key(store, settings))


def today() -> date:
    """The day in the district's time zone."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


def parse_date(value: str | None) -> date:
    """The date of an option, today where it is not given; raises ``UsageError`` for what is no date."""
    if value is None:
        return today()
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError("cli.bad_date", value=value) from error
