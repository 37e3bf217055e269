"""A real Neo4j Community server that govgraph runs as a child process: fetched, started, shared, stopped, recovered.

``distribution`` makes the folder of jars from ``neo4j.lock``; ``folder`` names the parts of a data folder;
``launch`` says how the server is run; ``keeper`` is the small process that runs it and stops it when nobody
uses it any more; ``process`` is what commands call.
"""
