"""What a property may be compared with: numbers with numbers, dates with dates, a list by what it has."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.coverage.query.compiler import Compiler

__all__ = ["check_operand"]

_SORTS = {
    "text": "text", "code": "text", "datetime": "text", "json": "text",
    "integer": "number", "number": "number", "flag": "flag", "date": "date",
}  # fmt: skip
_OF_LISTS = ("has", "recorded", "told")
_OF_ANYTHING = ("recorded", "told", "trait", "format")


def check_operand(
    compiler: Compiler, name: str, labels: tuple[str, ...], operator: str, operand: object, at: str
) -> None:
    """Tells the compiler of an operand that can never be compared with the property, and of an operator that is none for it.

    Only literals are looked at: what a threshold or an expression is worth is known in a run.
    """
    declared = [
        found
        for label in compiler.widened(labels)
        if label in compiler.labels and (found := compiler.model.properties(label).get(name)) is not None
    ]
    if not declared:
        return
    listed, sorts = any(one.many for one in declared), {_SORTS[one.type] for one in declared}
    fits = operator in _OF_LISTS if listed else operator != "has" and (operator != "startsWith" or "text" in sorts)
    if not fits:
        compiler.wrong(at, "rules.no_operator_for", name=name, operator=operator)
    elif operator not in _OF_ANYTHING:
        for one in operand if operator == "in" and isinstance(operand, list) else [operand]:
            if (sort := _sort_of(one)) is not None and sort not in sorts:
                compiler.wrong(at, "rules.bad_operand", name=name, type="、".join(sorted(sorts)), operand=one)


def _sort_of(literal: Any) -> str | None:
    """The sort of a literal, None for what is worth something only in a run.

    >>> _sort_of(True), _sort_of(3), _sort_of("asOf"), _sort_of("branch"), _sort_of("$least")
    ('flag', 'number', 'date', 'text', None)
    """
    if isinstance(literal, str):
        return "date" if literal == "asOf" else None if literal.startswith("$") else "text"
    sorts: tuple[tuple[type | tuple[type, ...], str], ...] = ((bool, "flag"), ((int, float), "number"), (date, "date"))
    return next((sort for kind, sort in sorts if isinstance(literal, kind)), None)
