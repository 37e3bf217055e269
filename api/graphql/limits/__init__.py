"""How much one operation may ask for: each limit with its own code and the number that was over it.

::

    settings.py   the limits
    document.py   text → document, within tokens, depth, aliases and fields: safe to be validated
    shape.py      depth, aliases, fields and roots of every operation, fragments in place
    values.py     lengths and nesting of values, in the document and in variables
    pages.py      first and last
    price.py      what an operation costs, as a function of its variables
    check.py      all that is checked of one operation

What depends on the document alone is worked out once; for each request there is one call with the variables.
"""

from api.graphql.limits.check import Price, check_operation, limit_plan
from api.graphql.limits.document import check_document
from api.graphql.limits.price import price_plan
from api.graphql.limits.settings import Limits

__all__ = ["Limits", "Price", "check_document", "check_operation", "limit_plan", "price_plan"]
