"""The closed set of kinds of rules, one small module each.

A module declares ``Check``, the parameters that stand under ``check:`` in a rule, and ``judge``, which compiles them to
a function from a target to a verdict.
"""

from graph.coverage.kinds.registry import KINDS, Kind

__all__ = ["KINDS", "Kind"]
