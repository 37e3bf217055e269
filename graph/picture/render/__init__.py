"""A picture as a file: HTML that needs nothing else, SVG, PNG, JSON. Each renderer is one module, registered by suffix."""

from graph.picture.render.document import document_of
from graph.picture.render.html import html_of
from graph.picture.render.png import png_of
from graph.picture.render.svg import svg_of

__all__ = ["document_of", "html_of", "png_of", "svg_of"]
