"""Pictures of a graph: made as data, then drawn as HTML, SVG, PNG or JSON by whoever needs them.

::

    picture.py   what a picture is: nodes with places, ties, legend, notes; or a table of shaded cells
    look.yaml    one colour and shape per label, fonts, shades        look.py    reads it
    words.py     what is written on nodes, with controls made visible
    find.py      which node a word means      asked.py   what a picture is asked to show
    near.py      neighbours as pictures draw them     gather.py  which nodes, and groups for what is too much
    build.py     from graph nodes to drawn ones       layout/    where they stand
    kinds/       ego, command, organisation, path, interlocks, coverage, alliance, network
    render/      html (pyvis with a page of its own), svg, png, json
    shown.py     ``graph.show``
    vendor/      vis-network, fetched once by .ci/vendor.py
"""

from graph.picture.kinds import KINDS
from graph.picture.picture import Picture, PictureEdge, PictureNode
from graph.picture.render import document_of, html_of, png_of, svg_of
from graph.picture.shown import Shown, draw_picture, show

__all__ = ["KINDS", "Picture", "PictureEdge", "PictureNode", "Shown", "document_of", "draw_picture", "html_of", "png_of", "show",
           "svg_of"]  # fmt: skip
