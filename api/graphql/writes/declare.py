"""The mutations for the schema, with what they take and what they answer."""

from __future__ import annotations

from api.graphql.schema.registry import Registry
from api.graphql.schema.rows import Argument, Row
from api.graphql.writes.fields import GivenField, WriteField

__all__ = ["declare_writes"]

_FINDING = (
    Row("id", "ID!", "缺口的标识 / identity of the finding"),
    Row("state", "FindingState!", "现在的状态 / its state now"),
    Row("revision", "Int!", "现在的修订号 / its revision now"),
    Row("acceptedUntil", "Date", "接受到何日（不含） / accepted until this day, exclusive"),
    Row("acceptedReason", "String", "接受的理由 / why it is accepted"),
    Row("assignedTo", "String", "由谁处理 / who sees to it"),
)
_LINK = (
    Row("id", "ID!", "关联的标识 / identity of the link"),
    Row("state", "LinkState", "现在的状态，关联已不存在则为空 / its state now; null where it is no more"),
    Row("decidedBy", "String", "决定人 / who decided"),
    Row("at", "DateTime", "决定时间 / when"),
    Row("reason", "String", "理由 / why"),
)
_ID = Argument("id", "ID!", "标识 / identity")
_REVISION = Argument(
    "revision", "Int!", "所见的修订号，已被他人更改则拒绝 / the revision seen; refused where it is another"
)
_STATE = Argument("state", "LinkState!", "所见的状态，已不是则拒绝 / the state seen; refused where it is another")
_REASON = Argument("reason", "String", "理由 / why")

_MUTATIONS = (
    Row(
        "acceptFinding", "FindingDecision", "接受缺口到某日（不含），期满重开 / accept a finding until a day, exclusive",
        (_ID, Argument("until", "Date!", "到何日（不含） / until this day, exclusive"),
         Argument("reason", "String!", "理由 / why"), _REVISION),
    ),
    Row("reopenFinding", "FindingDecision", "重开缺口 / open a finding again", (_ID, _REVISION, _REASON)),
    Row(
        "assignFinding", "FindingDecision", "交由单位或用户处理 / say which unit or user sees to a finding",
        (_ID, Argument("to", "String!", "单位或用户，空为不指定 / unit or user; empty: nobody"), _REVISION),
    ),
    Row(
        "commentFinding", "FindingDecision", "备注，写下不再改 / add a comment, which stays as it is",
        (_ID, Argument("text", "String!", "内容 / what to say"), _REVISION),
    ),
    Row("confirmLink", "LinkDecision", "确认两条记录是同一人 / take two records for one person", (_ID, _STATE, _REASON)),
    Row("rejectLink", "LinkDecision", "驳回：两条记录不是同一人 / take two records for two persons", (_ID, _STATE, _REASON)),
    Row("undoLink", "LinkDecision", "撤回决定，重新按证据判断 / take a decision back; the evidence speaks again", (_ID, _STATE)),
)  # fmt: skip


def declare_writes(types: Registry) -> type:
    """The root of all writes; the enumerations of the model are declared already."""
    types.declare("FindingDecision", "对缺口的决定 / a decision on a finding", _FINDING, field=GivenField)
    types.declare("LinkDecision", "对人员关联的决定 / a decision on a link", _LINK, field=GivenField)
    made: type = types.declare("Mutation", "决定 / writes: decisions", _MUTATIONS, field=WriteField)
    return made
