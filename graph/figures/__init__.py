"""Figures: what a district has published beside what the graph counts, with the conflicts told and not smoothed."""

from graph.figures.count import Conflict, Figure, Report, count_figures

__all__ = ["Conflict", "Figure", "Report", "count_figures"]
