"""Where an operation starts: one and many of each type, and the entries written by hand."""

from __future__ import annotations

from collections.abc import Iterator

from api.graphql.catalogue import Catalogue
from api.graphql.schema.arguments import AS_OF, ID, connection_arguments
from api.graphql.schema.computed import PARTS
from api.graphql.schema.registry import Registry
from api.graphql.schema.rows import Argument, Row
from api.graphql.schema.wording import both

__all__ = ["declare_entries"]

_RULE_TYPE = (
    Row("id", "ID!", "规则编号 / rule"),
    Row("version", "String", "版本 / version"),
    Row("name", "RuleName!", "名称 / name"),
    Row("kind", "String", "类型 / kind"),
    Row("status", "RuleResultStatus", "性质 / status"),
    Row("severity", "RuleResultSeverity", "程度 / severity"),
    Row("scope", "String", "适用范围 / scope"),
    Row("target", "[String!]", "对象的类型 / labels of the targets"),
    Row("basis", "String", "依据 / basis"),
    Row("effectiveFrom", "Date", "依据的最早生效日期 / since when its basis is in force"),
    Row("message", "RuleText", "提示语 / message"),
    Row("remedies", "[RuleText!]!", "补救措施，由易到难 / remedies, in order"),
    Row("thresholds", "[RuleThreshold!]!", "阈值，各有起止和依据 / thresholds, each with its dates and its basis"),
    Row("peers", "[RulePeer!]!", "他地公布的同类数字 / what other places report"),
)
_THRESHOLD = (
    Row("name", "String!", "名称 / name"),
    Row("value", "String!", "值，几个值以空格隔开 / value; several with blanks between them"),
    Row("unit", "String", "单位 / unit"),
    Row("since", "Date!", "自何日 / from this day on"),
    Row("until", "Date", "至何日（不含） / until this day, exclusive"),
    Row("basis", "String", "依据 / basis"),
)
_PEER = (
    Row("place", "RuleText!", "地方 / place"),
    Row(
        "value",
        "Float!",
        "数字：比例为 0–1，其余按规则的单位 / figure: a share between 0 and 1, else in the rule's unit",
    ),
    Row("source", "String!", "出处 / source"),
)
_EDGE = (
    Row("id", "ID!", "标识 / identity"),
    Row("kind", "RelationKind!", "关系类型 / type of the relationship"),
    Row("start", "ID!", "起点 / start"),
    Row("end", "ID!", "终点 / end"),
)
_HIDDEN = "因层数或条数而未列出的邻居数 / neighbours left out by depth or limit"
_OUTSIDE = "范围以外的邻居数 / neighbours outside the viewer's scope"
_NEIGHBOUR = (
    Row("node", "Node!", "节点 / node"),
    Row("depth", "Int!", "距起点几步 / steps from the start"),
    Row("hidden", "Int!", _HIDDEN),
    Row("outside", "Int!", _OUTSIDE),
)
_NEIGHBOURHOOD = (
    Row("nodes", "[NeighbourNode!]!", "节点，近的在前 / nodes, the nearest first"),
    Row("edges", "[NeighbourEdge!]!", "这些节点之间的关系 / relationships among them"),
    Row("hidden", "Int!", _HIDDEN),
    Row("outside", "Int!", _OUTSIDE),
)
_PATH = (
    Row("length", "Int!", "几步 / number of steps"),
    Row("nodes", "[Node!]!", "途经的节点 / nodes along the way"),
    Row("edges", "[NeighbourEdge!]!", "途经的关系 / relationships along the way"),
)
_HIT = (Row("node", "Node!", "节点 / node"), Row("matched", "String!", "匹配的属性 / the property that matched"))
_ENTRY = (
    Row("id", "ID!", "节点的标识 / identity of the node"),
    Row("kind", "NodeKind", "节点类型 / type of the node"),
    Row("what", "ChangeWhat", "变动 / what happened"),
    Row("on", "Date", "日期 / day"),
    Row("at", "DateTime", "写入时间 / when it was written"),
    Row("batch", "ID", "批次 / batch"),
    Row("node", "Node", "节点，已不存在则为空 / the node; null where it is no more"),
)
_LOG = (
    Row("edges", "[ChangeLogEdge!]!", "这一页的边 / the edges of the page"),
    Row("nodes", "[ChangeEntry!]!", "这一页的变动 / the changes of the page"),
    Row("pageInfo", "PageInfo!", "这一页的前后 / what lies around the page"),
    Row("totalCount", "Int!", "总数 / number of all"),
)
_LOG_EDGE = (Row("cursor", "String!", "游标 / cursor"), Row("node", "ChangeEntry!", "变动 / change"))
_VIEWER = (
    Row("name", "String!", "名称 / name"),
    Row("role", "String!", "角色 / role"),
    Row("areas", "[String!]!", "范围：区域代码或标识，空为全部 / scope: codes or ids of areas; empty: everything"),
    Row("rights", "[String!]!", "权限 / rights"),
)

_PARTS: dict[str, tuple[str, tuple[Row, ...]]] = {
    **PARTS,
    "Rule": ("规则 / rule", _RULE_TYPE),
    "RuleThreshold": ("规则的阈值 / a threshold of a rule", _THRESHOLD),
    "RulePeer": ("他地的数字 / the figure of another place", _PEER),
    "NeighbourEdge": ("图中的一条关系 / a relationship of the graph", _EDGE),
    "NeighbourNode": ("邻域中的节点 / a node of a neighbourhood", _NEIGHBOUR),
    "Neighbourhood": ("邻域 / neighbourhood", _NEIGHBOURHOOD),
    "Path": ("最短路径 / shortest path", _PATH),
    "SearchHit": ("检索结果 / what a search found", _HIT),
    "ChangeEntry": ("一处变动 / one change of a node", _ENTRY),
    "ChangeLogEdge": ("边：变动 / edge of the log of changes", _LOG_EDGE),
    "ChangeLogConnection": ("连接：变动 / the log of changes", _LOG),
    "ViewerInfo": ("查看者 / viewer", _VIEWER),
}
_KINDS = Argument("kinds", "[NodeKind!]", "只看这些类型 / only of these types")
_RELATIONS = Argument("kinds", "[RelationKind!]", "只走这些关系 / only along these relationships")

_ENTRIES = (
    Row("node", "Node", "任一节点 / any node", (ID, AS_OF)),
    Row(
        "search", "[SearchHit!]!", "按汉字、拼音、首字母、代码检索 / by characters, pinyin, initials and codes",
        (Argument("text", "String!", "要找的文字 / what to look for"), _KINDS,
         Argument("first", "Int", "至多几条 / how many at most", 20), AS_OF),
    ),
    Row(
        "neighbourhood", "Neighbourhood", "一个节点周围的节点与关系 / nodes and relationships around a node",
        (ID, Argument("depth", "Int", "几步以内 / within how many steps", 1), _RELATIONS,
         Argument("limit", "Int", "至多几个节点 / how many nodes at most", 300), AS_OF),
    ),
    Row(
        "path", "Path", "两个节点之间的最短路径，没有则为空 / the shortest path between two nodes; null where there is none",
        (Argument("from", "ID!", "起点 / start"), Argument("to", "ID!", "终点 / end"), _RELATIONS,
         Argument("maxLength", "Int", "至多几步 / how many steps at most", 8), AS_OF),
    ),
    Row(
        "rules", "[Rule!]!", "规则目录 / the catalogue of rules",
        (Argument("ids", "[String!]", "只看这些规则 / only these"),
         Argument("kind", "String", "只看这一类型 / only of this kind")),
    ),
    Row("latestRun", "Run", "不晚于基准日期的最近一次保存的分析 / the newest run saved at or before the day", (AS_OF,)),
    Row(
        "trend", "[TrendPoint!]", "一条规则历次分析的数字 / the figures of a rule over the saved runs",
        (Argument("rule", "String!", "规则编号 / rule"),
         Argument("area", "ID", "区域，默认全部 / area; everything by default"), AS_OF),
    ),
    Row(
        "changes", "ChangeLogConnection!", "自某日以来的变动 / what was created, changed or ended since a day",
        (Argument("since", "Date!", "自此日起 / since this day"), Argument("first", "Int", "取几条 / how many", 100),
         Argument("after", "String", "此游标之后 / after this cursor"), _KINDS, AS_OF),
    ),
    Row("viewer", "ViewerInfo!", "我是谁、能看什么 / who asks, and what they may see"),
)  # fmt: skip


def declare_entries(types: Registry, catalogue: Catalogue) -> type:
    """The types written by hand, and the root of all reads."""
    for name, (says, rows) in _PARTS.items():
        types.declare(name, says, rows)
    made: type = types.declare("Query", "查询 / reads", [*_ENTRIES, *_derived(catalogue)])
    return made


def _derived(catalogue: Catalogue) -> Iterator[Row]:
    for row in catalogue.types.values():
        if row.name != "Node":
            yield Row(row.one, row.name, both(row), (ID, AS_OF))
            yield Row(row.many, f"{row.name}Connection!", both(row), (*connection_arguments(row.name), AS_OF))
