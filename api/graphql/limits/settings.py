"""The limits of one operation."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request may ask for; the defaults answer every page of the guides with room to spare.

    =================  ==============================================================================
    ``body``           bytes of a request
    ``document``       characters of a document
    ``tokens``         tokens of a document, comments among them
    ``fields``         fields of an operation with its fragments in place
    ``depth``          levels of fields; ``edges``, ``nodes`` and ``node`` of a connection add none
    ``aliases``        aliases, and fields written again beside themselves, fragments in place
    ``roots``          fields at the top
    ``page``           rows at a time: ``first`` and ``last``
    ``default_page``   rows where neither is given
    ``cost``           price of an operation
    ``string``         characters of one value
    ``items``          items of one list among the values
    ``values``         values of an operation and of its variables, all together
    ``value_depth``    levels of objects in one value: filters within filters
    ``seconds``        time of the database for an operation
    ``introspection``  whether questions about the schema are answered
    =================  ==============================================================================
    """

    body: int = 1_000_000
    document: int = 500_000
    tokens: int = 4_000
    fields: int = 5_000
    depth: int = 12
    aliases: int = 100
    roots: int = 50
    page: int = 1_000
    default_page: int = 100
    cost: int = 200_000
    string: int = 10_000
    items: int = 1_000
    values: int = 20_000
    value_depth: int = 16
    seconds: float = 30.0
    introspection: bool = True
