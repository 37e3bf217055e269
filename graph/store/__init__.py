"""Neo4j: the managed server, connections, constraints, batches, exports, backups."""
