"""What front-ends may change: decisions on findings and on links, each with its entry in the audit.

::

    declare.py    the mutations and what they answer, for the schema
    fields.py     fields that run a write, and fields of what it answered
    table.py      every mutation with the right that it needs
    run.py        one write: the right to it, a thread for it, its errors, the audit of what was refused
    asked.py      who asks, from the context of the operation
    guard.py      what must hold in the transaction itself: the item is there, seen, and as the asker saw it
    homes.py      whether the viewer sees it
    findings.py   accept, reopen, assign, comment
    links.py      confirm, reject, take back
"""

from api.graphql.writes.declare import declare_writes

__all__ = ["declare_writes"]
