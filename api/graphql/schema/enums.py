"""The enumerations of the model, with what each value means in both languages (``words.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from api.graphql.catalogue import Catalogue, EnumType
from api.graphql.schema.registry import Registry
from api.graphql.schema.wording import both
from graph.yaml_text import load_yaml

__all__ = ["CHANGES", "POLICIES", "declare_enums", "words"]

POLICIES = ("encouraged", "allowed", "needsProcedure", "forbidden", "unknown", "notListed")
CHANGES = ("created", "changed", "ended")


@cache
def words() -> dict[str, str]:
    """What a value of an enumeration means, Chinese / English, by the value; by ``Enumeration.value`` where it means
    something else there."""
    text = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    return {str(value): f"{both['zh']} / {both['en']}" for value, both in load_yaml(text).items()}


def declare_enums(types: Registry, catalogue: Catalogue) -> None:
    """Those of the model, and the few that only the schema has."""
    for enum in catalogue.enums.values():
        types.enumerate(enum.name, both(enum), dict(_values(enum)))
    kinds = {row.name: both(row) for row in catalogue.types.values() if not row.is_interface}
    relations = {
        relation.kind: both(relation) for row in catalogue.types.values() for relation in row.relations.values()
    }
    types.enumerate("Direction", "次序 / direction", {"ASC": words()["ASC"], "DESC": words()["DESC"]})
    types.enumerate("NodeKind", "节点类型 / type of a node", kinds)
    types.enumerate("RelationKind", "关系类型 / type of a relationship", dict(sorted(relations.items())))
    types.enumerate(
        "DualRolePolicy", "岗位组合政策 / policy of a pair of posts", {word: words()[word] for word in POLICIES}
    )
    types.enumerate("ChangeWhat", "变动 / what happened", {word: words()[word] for word in CHANGES})


def _values(enum: EnumType) -> Iterator[tuple[str, str]]:
    for value, (zh, en) in enum.values.items():
        own = words().get(f"{enum.name}.{value}")
        yield value, own or (f"{zh} / {en}" if zh != value else words()[value])
