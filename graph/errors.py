"""What can go wrong, by whose fault it is.

::

    GovgraphError              every error that a user may see; carries a Message (zh, en)
    ├── UsageError             the call's words are off                      (exit 2)
    ├── ModelError             the model's YAML is wrong                     (exit 2)
    ├── StoreError             the store cannot be used                      (exit 4)
    │   ├── StoreUnreachable   it does not answer, or cannot be started      (exit 4)
    │   ├── StoreBusy          another load or command holds it              (exit 3)
    │   ├── StoreTooNew        written by a newer model than this program's  (exit 3)
    │   └── StoreRefused       it holds what this command must not touch     (exit 3)
    └── SourceError            a file cannot be trusted (loaders/errors.py)  (exit 3)
"""

from __future__ import annotations

from typing import Any, ClassVar

from graph.messages import Message, text

__all__ = [
    "GovgraphError",
    "ModelError",
    "StoreBusy",
    "StoreError",
    "StoreRefused",
    "StoreTooNew",
    "StoreUnreachable",
    "UsageError",
]


class GovgraphError(Exception):
    """An error with a text from the catalogue: ``raise StoreBusy("store.locked", pid=12)``."""

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, /, **values: Any) -> None:
        self.message: Message = text(key, **values)
        super().__init__(str(self.message))


class UsageError(GovgraphError):
    """The words of the call are off; nothing was done."""

    exit_code = 2


class ModelError(GovgraphError):
    """A declaration of the model contradicts itself or another one."""

    exit_code = 2


class StoreError(GovgraphError):
    """The store cannot do what was asked."""

    exit_code = 4


class StoreUnreachable(StoreError):
    """The store does not answer, or the managed server cannot be started."""


class StoreBusy(StoreError):
    """Another command holds what this one needs."""

    exit_code = 3


class StoreTooNew(StoreError):
    """The store was written by a newer model; this program would lose what it does not know."""

    exit_code = 3


class StoreRefused(StoreError):
    """The store holds something that this command must not mix with or overwrite."""

    exit_code = 3
