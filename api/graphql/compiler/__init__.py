"""A read operation as one Cypher statement: pure, from document, schema and rights to text and parameters.

::

    operation.py    the whole operation: root fields, one statement, what is done with its answer
    plan.py         what comes out: text, parameters to be bound, how the answer is finished
    arguments.py    arguments with where each value came from, so that a plan can be bound to other variables
    shape.py        what of the variables decides the text
    build.py        what the parts share while a plan is made
    selection.py    fields collected as graphql-core collects them, by concrete type
    access.py       which labels, fields and words a viewer may see
    scope.py        who is at home where, as a predicate
    hops.py         how to get from a node to others
    nodes.py        the fields of a node as a map
    connections.py  pages: nodes, edges, cursors, counts
    aggregates.py   figures of all that matches, and groups
    filters.py      where
    ordering.py     orderBy, keyset predicates
    placeholders.py what stands for a neighbour outside the scope
    cursors.py      positions as opaque tokens
    special/        what is computed: coverage, findings, vacancies, search, path, neighbourhood …
"""

from api.graphql.compiler.operation import compile_operation
from api.graphql.compiler.plan import Plan

__all__ = ["Plan", "compile_operation"]
