"""The graph as files that other programs read: what is alive on a date, without batch ids and clocks.

=========  ====================================================================================
parquet    one table a label or sub-label and a type of relationship; can be read back
csv        the same as text for spreadsheets; can be read back
graphml    one file for Gephi, yEd, networkx
popolo     persons, organizations, posts, memberships, areas as popoloproject.com has them
ftm        FollowTheMoney entities, one JSON document a line
=========  ====================================================================================

Beside them ``manifest.json`` says what the files are, with their hashes. The same graph gives the same bytes.
"""

from graph.store.export.manifest import Manifest, read_manifest
from graph.store.export.read import read_export
from graph.store.export.write import ExportResult, export_graph

__all__ = ["ExportResult", "Manifest", "export_graph", "read_export", "read_manifest"]
