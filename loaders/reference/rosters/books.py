"""All books of the folder, in the order of their numbers. A new book is one module and one name here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from loaders.reference.district.plan import Plan
from loaders.reference.rosters.sheet import Book

__all__ = ["BOOKS", "books_of"]

BOOKS = (
    "divisions",
    "communities",
    "leaders",
    "two_committees",
    "villages",
    "party",
    "grids",
    "compounds",
    "buildings",
    "secretaries",
    "owners",
    "companies",
    "facilities",
    "check_ins",
    "units",
    "pairings",
    "reserves",
    "societies",
    "merchants",
    "sites",
    "teams",
    "matters",
    "justice",
    "activities",
    "hotline",
    "population",
    "routes",
    "exemptions",
    "adjacency",
)


def books_of(plan: Plan) -> Iterator[Book]:
    """Each book of the plan, built when it is asked for."""
    for name in BOOKS:
        book: Book = import_module(f"loaders.reference.rosters.{name}").book(plan)
        yield book
