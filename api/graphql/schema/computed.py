"""What is computed for nodes: coverage and findings of areas, dual roles of persons, vacancies and holders of posts."""

from __future__ import annotations

from api.graphql.schema.arguments import connection_arguments
from api.graphql.schema.rows import Argument, Row

__all__ = ["COMPUTED", "COUNTS", "PARTS"]

_RULE = Argument("rule", "String!", "规则编号 / rule")

COUNTS = (
    Row("total", "Int", "对象总数 / targets"),
    Row("due", "Int", "应建 / due"),
    Row("present", "Int", "实建 / present"),
    Row("exempt", "Int", "豁免 / exempt"),
    Row("unknown", "Int", "未知 / unknown"),
    Row("gap", "Int", "缺口 / gaps"),
    Row("ratio", "Float", "实建 ÷ 应建，0–1 / present ÷ due, between 0 and 1"),
)
"""The figures of a rule in an area."""

_BOTH = (Row("zh", "String!", "中文 / Chinese"), Row("en", "String!", "英文 / English"))
_COVERAGE = (
    Row("rule", "String!", "规则编号 / rule"),
    Row("ruleVersion", "String", "规则版本 / version of the rule"),
    Row("name", "RuleName", "规则名称 / name of the rule"),
    Row("severity", "RuleResultSeverity", "程度 / severity"),
    Row("status", "RuleResultStatus", "性质 / status"),
    Row("asOf", "Date!", "分析的基准日期 / the day that the run looked at"),
    Row("run", "ID!", "分析 / run"),
    Row("direct", "Boolean!", "只数本区域自身 / of the area itself, not of those below"),
    *COUNTS,
    Row("ratioLow", "Float", "未知全为缺口时 / where all that is unknown is a gap"),
    Row("ratioHigh", "Float", "未知全为实建时 / where all that is unknown is present"),
    Row("numerator", "Float", "分子 / numerator"),
    Row("denominator", "Float", "分母 / denominator"),
    Row("value", "Float", "数值 / value"),
    Row("unit", "String", "单位 / unit"),
)
_TREND = (
    Row("asOf", "Date!", "分析的基准日期 / the day that the run looked at"),
    Row("run", "ID!", "分析 / run"),
    *COUNTS,
    Row("value", "Float", "数值 / value"),
)
_DUAL_ROLE = (
    Row("posts", "[Post!]!", "同时担任的岗位 / the posts held at once"),
    Row("policy", "DualRolePolicy", "政策 / policy"),
    Row("basis", "String", "依据 / basis"),
)

PARTS: dict[str, tuple[str, tuple[Row, ...]]] = {
    "RuleName": ("规则名称 / name of a rule", _BOTH),
    "RuleText": ("规则的文字 / a text of a rule", _BOTH),
    "Coverage": ("一条规则在一个区域的覆盖 / coverage of an area under one rule", _COVERAGE),
    "TrendPoint": ("一次分析中的数字 / the figures of one run", _TREND),
    "DualRole": ("一人同日担任的几个岗位 / posts that one person holds on the day", _DUAL_ROLE),
}
"""The types of what is computed: what each is, and its fields."""

_FINDINGS = connection_arguments("Finding")
_HOLDERS = connection_arguments("Person")

_AREA = (
    Row(
        "coverage", "[Coverage!]",
        "不晚于基准日期的最近一次保存的分析；没有保存过则为空并报错 NO_SAVED_RUN / of the newest run saved at or before the day; "
        "null with the error NO_SAVED_RUN where there is none",
        (Argument("rules", "[String!]", "只看这些规则 / only of these rules"),),
    ),
    Row(
        "findings", "FindingConnection",
        "最近一次分析在本区域及以下的缺口 / findings of the newest saved run in the area and below",
        _FINDINGS,
    ),
    Row("findingsAsOf", "Date", "这些缺口的分析的基准日期 / the day that their run looked at"),
    Row(
        "vacancies", "PostConnection!",
        "本区域及以下任职人数少于职数的岗位 / posts at home in the area or below with fewer holders than seats",
        connection_arguments("Post"),
    ),
    Row(
        "trend", "[TrendPoint!]", "一条规则历次分析的数字，新的在后 / the figures of a rule over the saved runs, oldest first",
        (_RULE, Argument("first", "Int", "至多几次，取最近的 / how many at most, the newest")),
    ),
)  # fmt: skip
_PERSON = (Row("dualRoles", "[DualRole!]!", "兼任 / dual roles"),)
_POST = (
    Row("isVacant", "Boolean", "任职人数少于职数 / fewer holders than seats"),
    Row("holders", "PersonConnection!", "现任，每个任职一条边 / holders on the day, one edge a tenure", _HOLDERS),
    Row("history", "[Tenure!]!", "历次任职，不论日期，新的在前 / every tenure whatever the day, newest first"),
)

COMPUTED: dict[str, tuple[Row, ...]] = {"Area": _AREA, "Person": _PERSON, "Post": _POST}
"""The computed fields of a type and of all types below it."""
