"""What may be in the graph, as data: labels, relationships, roles, pairs of roles, and the meaning of time."""

from graph.model.codes import division_level, is_uscc, parent_division, uscc_check
from graph.model.declared import MODEL_VERSION, Model, load_model, read_model
from graph.model.ids import make_id
from graph.model.schema import Label, Property, Relationship, Role, RolePair, SubLabel
from graph.model.validity import alive, alive_cypher, is_undated

__all__ = [
    "MODEL_VERSION",
    "Label",
    "Model",
    "Property",
    "Relationship",
    "Role",
    "RolePair",
    "SubLabel",
    "alive",
    "alive_cypher",
    "division_level",
    "is_undated",
    "is_uscc",
    "load_model",
    "make_id",
    "parent_division",
    "read_model",
    "uscc_check",
]
