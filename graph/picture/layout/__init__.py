"""Where nodes stand: computed here, seeded, the same every time; nothing moves in the browser.

Places are ``{id: (x, y)}`` in pixels at scale 1, y downwards.
"""

from graph.picture.layout.line import in_line
from graph.picture.layout.overlap import apart
from graph.picture.layout.rings import in_rings
from graph.picture.layout.springs import by_springs
from graph.picture.layout.tree import BOX, Branch, Routes, as_tree

__all__ = ["BOX", "Branch", "Routes", "apart", "as_tree", "by_springs", "in_line", "in_rings"]
