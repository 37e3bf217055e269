"""docs/reference/errors.md: every code that an error may carry, from api/graphql/errors, and the limits with their defaults."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence

from api.graphql.errors import CODES
from api.graphql.limits import Limits
from api.graphql.limits.price import FIXED, NEIGHBOURS
from api.graphql.limits.values import QUANTIFIERS
from graph.messages import catalogue

__all__ = ["errors_page"]

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]

INTRO = """\
每个错误形如 `{"message": "中文 / English", "locations": [...], "path": [...], "extensions": {"code": "...", ...}}`。
程序按 `extensions.code` 判断，旁边的数字（如 `limit`、`found`）说明超了多少；文字给人看，可能改动。
有 `path` 的错误只使那一个字段为空，其余数据照常；没有 `data` 时整个请求被拒绝。
HTTP 状态是整个请求被拒绝、并以 `application/graphql-response+json` 回答时的；与数据一同回答时是 200。
错误里不会有 Cypher、堆栈或范围以外的内容；客户端送来的长文本只重复前后共 200 个字符。

*Programs go by `extensions.code`; the numbers beside it say what was over a limit; the text is for people and may change. An
error with a `path` leaves one field null and the rest of the data as it is; without `data` the whole request was refused. The
HTTP status is for that case, answered as `application/graphql-response+json`; beside data it is 200. No error holds Cypher, a
stack, or anything from outside a viewer's scope.*"""
CLOSER = """\
同一代码有时给出更具体的说明 / where the text of a code is closer to the point:"""
LIMITS = """\
一个请求最多能要多少；管理员可以改。价格与预算在回答的 `extensions.cost` 里：
一个节点 1，加其字段；一个连接或列表 1 + 行数 ×（1 + 每行的字段）；
{figures} 各 {figure}；条件里每个 {quantifiers} {neighbours}；标量不计。

*How much one request may ask for; administrators may change it. The price and the budget are in `extensions.cost` of an answer:
a node is 1 and what its fields cost; a connection or list 1 + rows × (1 + what a row's fields cost); counts and figures
{figure} each; each quantifier of a filter {neighbours}; scalars nothing.*"""


def errors_page(note: str, table: Table) -> str:
    """The page: the codes, the closer texts, the limits."""
    parts = [
        f"# 错误代码 / error codes\n\n{note}\n\n{INTRO}",
        table(("代码 code", "HTTP", "说明", "text", "旁边的数字 beside it"), _codes()),
        CLOSER,
        table(("说明", "text", "旁边的数字 beside it"), _closer()),
        f"## 限度 / limits\n\n{_prices()}",
        table(("限度 limit", "默认 default", "what it bounds"), _limits()),
    ]
    return "\n\n".join(parts) + "\n"


def _prices() -> str:
    (figure,) = {*FIXED.values()}
    figures = "、".join(f"`{name}`" for name in FIXED)
    quantifiers = "、".join(f"`{name}`" for name in sorted(QUANTIFIERS))
    return LIMITS.format(figures=figures, figure=figure, quantifiers=quantifiers, neighbours=NEIGHBOURS)


def _codes() -> Iterator[Sequence[object]]:
    for code, (status, key) in CODES.items():
        both = catalogue()[key]
        yield f"`{code}`", status, _shown(both["zh"]), _shown(both["en"]), _places(both["zh"])


def _closer() -> Iterator[Sequence[object]]:
    own = {key for _, key in CODES.values()}
    for key, both in catalogue().items():
        if key.startswith("graphql.") and key not in own:
            yield _shown(both["zh"]), _shown(both["en"]), _places(both["zh"])


def _limits() -> Iterator[Sequence[object]]:
    limits = Limits()
    told = dict(re.findall(r"^ *``(\w+)`` +(.+)$", Limits.__doc__ or "", re.MULTILINE))
    for name, means in told.items():
        value = getattr(limits, name)
        yield (
            f"`{name}`",
            f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value,
            means.replace("``", "`"),
        )


def _shown(words: str) -> str:
    """A text with its places as names: ``{limit}`` → *limit*."""
    return re.sub(r"\{(\w+)[^}]*\}", r"*\1*", words)


def _places(words: str) -> str:
    names = [f"`{name}`" for _, name, _, _ in string.Formatter().parse(words) if name and name != "reason"]
    return "、".join(names) or "—"
