"""The GraphQL schema: derived from the catalogue with Strawberry's own tools, beside a few declarations by hand."""

from api.graphql.schema.built import build_schema, export_schema

__all__ = ["build_schema", "export_schema"]
