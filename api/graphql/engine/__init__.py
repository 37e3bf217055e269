"""Running operations: a document is prepared once, a read is one statement, everything else goes its ordinary way.

::

    engine.py         Engine: one operation for one viewer, from request to answer
    prepared.py       documents parsed, validated and limited once, and found again by their text
    plans.py          plans of reads, found again by document, access and shape of the variables
    reads.py          a plan run against the store, and its answer finished
    introspection.py  the part of an operation that asks about the schema
    extension.py      the same for whoever runs the Strawberry schema itself
    answer.py         request and answer as the transport sees them
    recent.py         a bounded store of what was used last
"""

from api.graphql.engine.answer import Answer, Request
from api.graphql.engine.engine import Engine

__all__ = ["Answer", "Engine", "Request"]
