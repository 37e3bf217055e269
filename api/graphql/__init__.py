"""GraphQL for front-ends: a schema derived from the model, and one Cypher statement for each read operation."""
