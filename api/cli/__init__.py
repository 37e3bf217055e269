"""The command govgraph: words of a call in, data on stdout, notes and progress on stderr, exit codes as documented.

0 done · 1 a difference found · 2 usage · 3 data refused, nothing changed · 4 store not reachable.
"""

from api.cli.run import main

__all__ = ["main"]
