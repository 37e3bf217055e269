"""docs/reference/graphql.md: what there is to ask for, from the schema and the catalogue that it is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLSchema

from api.graphql.catalogue import Catalogue, NodeType, Relation, Scalar, catalogue
from api.graphql.errors import CODES
from api.graphql.schema import build_schema
from graph.messages import catalogue as messages

__all__ = ["graphql_page"]

Rows = Iterable[Sequence[object]]
Table = Callable[[Sequence[str], Rows], str]

SENSITIVITY = {"public": "公开", "internal": "内部", "personal": "个人", "sensitive": "敏感"}
INTRO = """\
模式由 `graph/model` 推出，导出在根目录的 [schema.graphql](../../schema.graphql)；`govgraph schema` 打印它，
`govgraph schema --check` 列出与该文件相比有哪些破坏性的和有风险的变动。

*The schema follows from `graph/model`; schema.graphql at the root is its export. `govgraph schema` prints it,
`govgraph schema --check` lists what changed against that file and whom it breaks.*

## 处处一样 / the same everywhere

- **空值** 除 `id`、`outside` 和连接的外壳外，字段都可以是空。
  *All fields may be null but `id`, `outside` and what wraps a connection.*
- **基准日期** 每个入口的 `asOf` 管到它下面的每一层；只有当日存续的节点和关系算数。
  *`asOf` of an entry holds for all below it: only what is alive on that day exists.*
- **连接** `first`/`after` 向后、`last`/`before` 向前，两者只能给一个；都不给时 `first` 为 100，至多 1000，0 为不要边。
  `nodes` 与 `edges` 同一页；`totalCount` 是符合条件的边的总数，不只这一页。
  *Relay's connections: 100 by default, 1,000 at most, never both ways at once; `totalCount` counts all edges that match.*
- **游标** 由此处给出，只用于同一个字段和同一个次序；别的一律拒绝（BAD_CURSOR）。
  *A cursor fits the field and the order that gave it, and nothing else.*
- **次序** `orderBy` 的每一项恰好一个键；末尾总加标识，所以翻页不漏不重。空值最大：升序在后，降序在前；文字按码位比较。
  *Each entry has exactly one key; the identity always ends the order. Null is the largest value; texts compare by code point.*
- **条件** 一个条件里的各项须同时成立；`AND: []` 成立，`OR: []` 不成立。没有值的只对 `isNull: true`、`eq: null` 成立。
  关系用 `some`、`none`、`all`、`single`，数的是不同的邻居。
  *All that a filter says must hold. A missing value answers only `isNull: true` and `eq: null`. Quantifiers count distinct
  neighbours.*
- **统计** `aggregate` 和 `groupBy` 数的是符合条件的不同节点，不只这一页；组按个数从多到少。
  *Figures are over all distinct nodes that match, not the page; the largest group first.*
- **范围** 查看者范围以外的节点不存在；只有一个邻居而它在范围以外时是占位（`outside: true`，其余为空），
  连接里列出的只有范围以内的，其余计入 `outsideCount`。
  *What lies outside the viewer's scope does not exist; the one neighbour of a field is then a placeholder, and a connection
  counts the others in `outsideCount`.*"""
TYPES = """\
可：筛 = 可作条件，排 = 可排序，组 = 可分组，计 = 可统计。接口之下的类型只列它自己的字段。

*筛 filter, 排 order, 组 group, 计 measure. Of a type below an interface only its own fields are listed.*"""
ERRORS = """\
每个错误在 `extensions.code` 里有以下代码之一；文字里没有 Cypher，也没有堆栈。

*Every error carries one of these in `extensions.code`; its text never holds Cypher or a stack.*"""
FIELD_HEADINGS = ("字段", "类型", "说明", "可", "敏感程度")
USES = {"filterable": "筛", "sortable": "排", "groupable": "组", "measurable": "计"}


def graphql_page(note: str, table: Table) -> str:
    """The page: what holds everywhere, the entries, every type, the enumerations, the codes of errors."""
    known, schema = catalogue(), build_schema()._schema
    assert schema.query_type
    derived = {name for row in known.types.values() for name in (row.one, row.many)}
    entries = {name: field for name, field in schema.query_type.fields.items() if name not in derived or name == "node"}
    parts = ["# GraphQL", note, INTRO, "## 入口 / entries", table(("入口", "给出", "说明"), _fields(entries))]
    parts.append(
        "每个类型另有一个取一个的和一个取许多的入口：\n\n*Beside them one entry for one node of each type, and one for many:*"
    )
    parts.append(table(("类型", "中文", "English", "一个", "许多", "接口"), _types(known)))
    if schema.mutation_type:
        parts += ["## 写入 / mutations", table(("写入", "给出", "说明"), _fields(schema.mutation_type.fields))]
    parts += ["## 条件的运算 / operators", table(("条件", "运算"), _operators(schema))]
    parts += ["## 类型 / types", TYPES]
    parts += [part for row in known.types.values() for part in _type(known, schema, row, table)]
    parts.append("## 其他类型 / other types")
    parts += [
        part
        for type in _others(known, schema)
        for part in (_heading(type), table(FIELD_HEADINGS[:3], _fields(type.fields)))
    ]
    parts += ["## 枚举 / enumerations", *_enums(schema, table)]
    parts += ["## 错误 / errors", ERRORS, table(("代码 code", "HTTP", "说明"), _errors())]
    return "\n\n".join(parts) + "\n"


def _fields(fields: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Fields as the schema has them: signature, type, description."""
    for name, field in fields.items():
        given = ", ".join(f"{argument}: {_given(said)}" for argument, said in field.args.items())
        yield f"`{name}({given})`" if given else f"`{name}`", f"`{field.type}`", field.description


def _given(argument: Any) -> str:
    default = argument.default_value
    return f"{argument.type} = {default}" if isinstance(default, int) else str(argument.type)


def _types(known: Catalogue) -> Iterator[tuple[str, ...]]:
    for row in known.types.values():
        if row.name != "Node":
            name = f"[{row.name}](#{row.name.lower()})"
            yield name, row.zh, row.en, f"`{row.one}`", f"`{row.many}`", "、".join(row.interfaces)


def _operators(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    for kind in ("ID", "String", "Int", "Float", "Date", "DateTime", "Boolean", "Role", "List"):
        fields = getattr(schema.type_map[f"{kind}Filter"], "fields", {})
        name = "枚举 enumerations" if kind == "Role" else "列表 lists" if kind == "List" else f"`{kind}`"
        yield name, "、".join(f"`{operator}`" for operator in fields)


def _heading(type: GraphQLObjectType) -> str:
    return f"### {type.name}\n\n{type.description}"


def _type(known: Catalogue, schema: GraphQLSchema, row: NodeType, table: Table) -> Iterator[str]:
    above = [known.types[name] for name in row.interfaces]
    scalars = [one for one in row.scalars.values() if all(one != type.scalars.get(one.name) for type in above)]
    relations = [one for one in row.relations.values() if all(one != type.relations.get(one.name) for type in above)]
    facts = [f"接口 interface，有 {'、'.join(row.concrete)}"] if row.is_interface and row.name != "Node" else []
    facts += [f"实现 implements {'、'.join(row.interfaces)}"] if above else []
    yield f"### {row.name}\n\n{row.zh} / {row.en}" + "".join(f"\n\n{fact}" for fact in facts)
    computed = _computed(schema, row, above)
    if scalars or computed:
        yield table(FIELD_HEADINGS, [*map(_scalar, scalars), *((*field, "—", "—") for field in _fields(computed))])
    if relations:
        yield table(("关系", "到", "说明", "边上"), [_relation(known, one) for one in relations])


def _computed(schema: GraphQLSchema, row: NodeType, above: Sequence[NodeType]) -> dict[str, Any]:
    inherited = {name for type in above for name in getattr(schema.type_map[type.name], "fields", {})}
    fields = getattr(schema.type_map[row.name], "fields", {})
    return {name: field for name, field in fields.items() if name not in {*row.scalars, *row.relations, *inherited}}


def _scalar(scalar: Scalar) -> tuple[str, ...]:
    kind = scalar.enum or scalar.kind
    uses = "".join(sign for use, sign in USES.items() if getattr(scalar, use))
    unit = f"（{scalar.unit}）" if scalar.unit else ""
    type = f"[{kind}!]" if scalar.many else f"{kind}!" if kind == "ID" else kind
    return (
        f"`{scalar.name}`",
        f"`{type}`",
        f"{scalar.zh}{unit} / {scalar.en}",
        uses or "—",
        SENSITIVITY[scalar.sensitivity],
    )


def _relation(known: Catalogue, relation: Relation) -> tuple[str, ...]:
    arrow = {"out": "→", "in": "←", "both": "↔"}[relation.direction]
    target = f"`{known.connection_name(relation)}`" if relation.many else f"`{relation.target}`"
    carried = "、".join(f"`{name}`" for name in relation.scalars) if relation.many else "—"
    says = f"{relation.zh} / {relation.en} {arrow} `{relation.kind}`"
    return f"`{relation.name}`", target, says, carried


def _others(known: Catalogue, schema: GraphQLSchema) -> Iterator[GraphQLObjectType]:
    """The types that follow from no label: what is computed, and what entries give."""
    roots = (schema.query_type, schema.mutation_type)
    pages = {known.edge_name(relation) for row in known.types.values() for relation in row.relations.values()}
    derived = {
        f"{name}{part}"
        for name in known.types
        for part in ("", "Edge", "Connection", "Aggregate", "Group", "GroupKeys")
    }
    wrappers = {name.removesuffix("Edge") + "Connection" for name in pages}
    for name, type in sorted(schema.type_map.items()):
        mine = isinstance(type, GraphQLObjectType) and type not in roots and not name.startswith("__")
        if mine and name not in derived | pages | wrappers:
            assert isinstance(type, GraphQLObjectType)
            yield type


def _enums(schema: GraphQLSchema, table: Table) -> Iterator[str]:
    for name, type in sorted(schema.type_map.items()):
        if isinstance(type, GraphQLEnumType) and not name.endswith("GroupKey") and not name.startswith("__"):
            rows = [(f"`{value}`", said.description) for value, said in type.values.items()]
            yield f"### {name}\n\n{type.description}"
            yield table(("值", "说明"), rows)


def _errors() -> Iterator[tuple[str, int, str]]:
    for code, (status, key) in CODES.items():
        both = messages()[key]
        yield f"`{code}`", status, f"{both['zh']} / {both['en']}".replace("!r}", "}")
