"""What can go wrong in an operation: one list of codes, and how other errors become one of them.

::

    faults.py       the codes with their HTTP status and text; a fault; a fault as an error of the answer
    of_document.py  what graphql-core says of a document, a variable or an execution
    of_store.py     what the store, the driver or the domain says
    words.yaml      the sentences of graphql-core in Chinese
"""

from api.graphql.errors.faults import CODES, GraphqlFault, as_error, fault
from api.graphql.errors.of_document import from_graphql_core
from api.graphql.errors.of_store import from_store_error

__all__ = ["CODES", "GraphqlFault", "as_error", "fault", "from_graphql_core", "from_store_error"]
