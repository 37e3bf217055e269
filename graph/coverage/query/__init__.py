"""The small language in which rules speak of the graph: paths, conditions and expressions, as YAML, compiled to closures.

Nothing in it is Python and nothing reaches outside the model, so that the same rule can be compiled to another engine.
What cannot be known stays unknown: a condition answers true, false or None, a number may be a :class:`Span`.
"""

from graph.coverage.query.compiler import Compiler
from graph.coverage.query.scope import Scope
from graph.coverage.query.values import Span, Truth, Words

__all__ = ["Compiler", "Scope", "Span", "Truth", "Words"]
