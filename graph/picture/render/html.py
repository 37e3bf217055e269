"""A picture as one HTML file that needs nothing else."""

from __future__ import annotations

from graph.picture.picture import Picture

__all__ = ["html_of"]


def html_of(picture: Picture) -> str:
    """The whole page; pyvis is read in when the first one is made."""
    from graph.picture.render.network import PictureNetwork

    return PictureNetwork(picture).generate_html()
