"""What a store remembers of runs: their numbers, and findings that live from run to run.

::

    save.py      writes a run; closes, reopens and expires findings
    states.py    how a finding's state moves
    stored.py    findings and runs as the store holds them
    decide.py    accept until a date, reopen, assign, comment
    trend.py     one rule's numbers over the saved runs
"""

from graph.coverage.history.decide import accept_finding, assign_finding, comment_finding, reopen_finding
from graph.coverage.history.save import SavedRun, save_run
from graph.coverage.history.stored import StoredFinding, latest_run, stored_findings
from graph.coverage.history.trends import trend

__all__ = [
    "SavedRun",
    "StoredFinding",
    "accept_finding",
    "assign_finding",
    "comment_finding",
    "latest_run",
    "reopen_finding",
    "save_run",
    "stored_findings",
    "trend",
]
