"""The root field ``search``: nodes by characters, codes, pinyin and initials.

A node matches by the first of: its code is the text; its name is; its code begins with it; its name, short name, one of its
other names or its title contains it; its pinyin without spaces begins with it; its initials do. Pinyin and initials take two
characters. Hits are ordered by place in that list, then shorter names, then identity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphql import FieldNode

from api.graphql.catalogue import NodeType
from api.graphql.compiler.arguments import Arg
from api.graphql.compiler.build import Build, Emitted
from api.graphql.compiler.hops import homes_of
from api.graphql.compiler.nodes import node_value
from api.graphql.compiler.pages import page_size
from api.graphql.compiler.plan import Convert
from api.graphql.compiler.scope import visible
from api.graphql.compiler.special.objects import object_value
from api.graphql.compiler.special.search_text import compared, folded, initials, question, spaceless, whole
from graph.model.validity import alive_cypher
from graph.store.schema import SEARCH_INDEX

__all__ = ["search"]

_WAYS = (
    (1, "code", "{folded} = {text}"),
    (2, "name", "{folded} = {text}"),
    (3, "code", "{folded} STARTS WITH {text}"),
    (4, "name", "{folded} CONTAINS {text}"),
    (4, "shortName", "{folded} CONTAINS {text}"),
    (4, "aliases", "any(word IN {key} WHERE {word} CONTAINS {text})"),
    (4, "title", "{folded} CONTAINS {text}"),
    (5, "pinyin", "replace({folded}, ' ', '') STARTS WITH {spaceless}"),
    (6, "initials", "{folded} STARTS WITH {initials}"),
)
"""The ways in which a node matches, best first: rank, property, condition."""
_VALUES: dict[str, Convert] = {
    "text": compared, "spaceless": spaceless, "initials": initials, "question": question, "whole": whole,
}  # fmt: skip
"""What a statement is told of the text."""


def search(build: Build, nodes: list[FieldNode], args: dict[str, Arg], returned: str) -> Emitted:
    """The hits among the nodes that the viewer may see."""
    kinds = [build.type(name) for name in _kinds(build, args)]
    if not kinds:
        return Emitted("[]")
    if any(kind.scalars[key].personal for kind in kinds for key in _keys(build, kind)):
        build.note_personal()
    node, hit, rank, found = build.name("n"), build.name("h"), build.name("k"), build.name("x")
    values = {name: build.parameter(args["text"], convert) for name, convert in _VALUES.items()}
    type_ = replace(build.type("Node"), concrete=tuple(kind.name for kind in kinds))
    seen = visible(build, node, homes_of(build, type_))
    order = f"ORDER BY {rank}, size(coalesce({node}.name, '')), {node}.id"
    made = object_value(
        build, returned, nodes, {"node": lambda asked: node_value(build, node, type_, asked), "matched": f"{hit}[1]"}
    )
    first = build.parameter(args.get("first", Arg(20)), page_size("first"))
    call = (
        f"CALL ({build.imports()}) {{ CALL () {{ {_candidates(build, node, kinds, values)} }} "
        f"WITH {node}, {_hit(build, node, kinds, values)} AS {hit}{build.carried()} "
        f"WHERE {hit} IS NOT NULL AND {alive_cypher(node, on=build.on)} "
        f"WITH {node}, {hit}, {hit}[0] AS {rank}{build.carried()} {order} {f'WHERE {seen} ' if seen else ''}"
        f"WITH {node}, {hit}, {rank}{build.carried()} {order} LIMIT {first} "
        f"{' '.join(made.calls)} RETURN collect({made.expression}) AS {found} }}"
    )
    return Emitted(found, [call], made.finish)


def _kinds(build: Build, args: dict[str, Arg]) -> Iterator[str]:
    """The types that are searched: those named, or all, as far as the viewer may see them and what they are called."""
    named = args["kinds"].plain() if "kinds" in args else None
    for name in build.type("Node").concrete:
        kind = build.type(name)
        if (named is None or name in named) and build.access.may_label(kind.home) and _keys(build, kind):
            yield name


def _keys(build: Build, kind: NodeType) -> frozenset[str]:
    """The properties of a type that a text is held against; none where the viewer may not see all of them."""
    keys = frozenset(key for _, key, _ in _WAYS if key in kind.scalars)
    return keys if all(build.access.sees(kind.scalars[key]) for key in keys) else frozenset()


def _candidates(build: Build, node: str, kinds: list[NodeType], values: dict[str, str]) -> str:
    """Clauses that give every node that matches: from the index, or where it may not know, from all nodes of the types."""
    labels = " OR ".join(f"{node}:{kind.name}" for kind in kinds)
    asked = f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', {values['question']})"
    branches = [f"{asked} YIELD node AS {node} WHERE {labels} RETURN {node}"]
    groups: dict[frozenset[str], list[str]] = {}
    for kind in kinds:
        groups.setdefault(_keys(build, kind), []).append(kind.name)
    for keys, names in groups.items():
        row = build.name("e")
        matches = " OR ".join(condition for _, _, condition in _conditions(node, keys, values))
        branches.append(
            f"UNWIND {values['whole']} AS {row} MATCH ({node}:{'|'.join(names)}) WHERE {matches} RETURN {node}"
        )
    return " UNION ALL ".join(branches)


def _hit(build: Build, node: str, kinds: list[NodeType], values: dict[str, str]) -> str:
    """Rank and property of the best way in which a node matches; null where it does not."""
    keys = frozenset[str]().union(*(_keys(build, kind) for kind in kinds))
    whens = [f"WHEN {condition} THEN [{rank}, '{key}']" for rank, key, condition in _conditions(node, keys, values)]
    return f"CASE {' '.join(whens)} END"


def _conditions(node: str, keys: frozenset[str], values: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    for rank, key, condition in _WAYS:
        if key in keys:
            own = f"{node}.{key}"
            yield rank, key, condition.format(key=own, folded=folded(own), word=folded("word"), **values)
