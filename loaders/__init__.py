"""From rosters to the graph: read, check, compare, apply, undo."""
