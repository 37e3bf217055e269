"""What there is to ask for, derived from the model as plain data."""

from api.graphql.catalogue.derive import catalogue
from api.graphql.catalogue.types import Catalogue, EnumType, NodeType, Relation, Scalar

__all__ = ["Catalogue", "EnumType", "NodeType", "Relation", "Scalar", "catalogue"]
