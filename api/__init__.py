"""The edges that people and programs touch: the command line, GraphQL and pages."""
