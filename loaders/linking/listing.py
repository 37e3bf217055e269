"""Links as people look at them: two records side by side, each with its post and the rows it came from.

A list can be written to a workbook, decided there row by row (确认, 驳回, 撤回), and read back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from graph.errors import UsageError
from graph.store.records import GraphState, Relationship
from loaders.linking.decide import LinkDecision, Verdict
from loaders.linking.records import CARRYING, person_of

__all__ = ["ListedLink", "list_links", "read_decisions", "write_links"]

HEADINGS = ("关联编号", "状态", "依据", "姓名", "记录甲", "记录甲来源", "记录乙", "记录乙来源", "决定", "理由")
WORDS: dict[str, Verdict] = {"确认": "confirmed", "驳回": "rejected", "撤回": "pending"}
STATES = {"certain": "确定", "stated": "写明", "pending": "待确认", "confirmed": "已确认", "rejected": "已驳回"}


@dataclass(frozen=True, slots=True)
class ListedLink:
    """One link: its id and state, the evidence, the name, and for both records what they say and where they stand."""

    id: str
    state: str
    evidence: str
    name: str
    a: str
    a_source: str
    b: str
    b_source: str


def list_links(state: GraphState, *, states: Iterable[str] = ("pending",)) -> list[ListedLink]:
    """The links in these states, those of one name together."""
    chosen = set(states)
    said = _said_by_records(state)
    listed = []
    for node in state.of_label("Link"):
        values = node.properties
        if values["state"] in chosen:
            first, second = said.get(values["a"], _UNKNOWN), said.get(values["b"], _UNKNOWN)
            name = first[0] or second[0]
            listed.append(
                ListedLink(node.id, values["state"], values["evidence"], name, first[1], first[2], second[1], second[2])
            )
    return sorted(listed, key=lambda link: (link.name, link.a, link.b, link.id))


def write_links(links: Iterable[ListedLink], file: Path) -> None:
    """The list as a workbook with a column 决定 to be filled in; cells that look like formulas stay text."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("待确认")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, HEADINGS)
        for place, link in enumerate(links, start=1):
            id, state, *rest = astuple(link)
            for column, value in enumerate((id, STATES[state], *rest)):
                sheet.write_string(place, column, value)
            sheet.data_validation(place, 8, place, 8, {"validate": "list", "source": list(WORDS)})


def read_decisions(file: Path) -> list[LinkDecision]:
    """What a filled-in list decides; rows without a decision are left alone.

    Raises ``FileRefused`` for a file that cannot be read, ``UsageError`` for one that is no such list or has a word
    that is none of 确认, 驳回 and 撤回.
    """
    from loaders.workbook.read import read_workbook

    sheet = next(iter(read_workbook(file).sheets), None)
    rows = sheet.rows if sheet else []
    headings = [str(cell or "").strip() for cell in rows[0]] if rows else []
    if not {"关联编号", "决定"} <= set(headings):
        raise UsageError("links.no_list", file=file.name)
    place = {heading: column for column, heading in enumerate(headings)}
    decided = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {
            heading: str(row[column] or "").strip() if column < len(row) else "" for heading, column in place.items()
        }
        word = cells["决定"]
        if not word:
            continue
        if word not in WORDS:
            raise UsageError("links.bad_word", file=file.name, row=number, word=word)
        decided.append(LinkDecision(cells["关联编号"], WORDS[word], cells.get("理由") or None))
    return decided


_UNKNOWN = ("", "—", "—")


def _said_by_records(state: GraphState) -> dict[str, tuple[str, str, str]]:
    """For each record its name, what it says (post or relation, with the place), and file, sheet and row."""
    said: dict[str, tuple[str, str, str]] = {}
    for relationship in state.relationships.values():
        if relationship.type not in CARRYING or relationship.type == "WORKS_AT":
            continue
        person = state.nodes[person_of(relationship)].properties.get("name", "")
        what, sources = _what(state, relationship)
        for record in relationship.properties["records"]:
            said[record] = (person, what, _where(state, sources, record.split("-")[1]))
    return said


def _what(state: GraphState, relationship: Relationship) -> tuple[str, list[str]]:
    if relationship.type != "HOLDER":
        target = state.nodes[relationship.end].properties.get("name", "")
        return f"{relationship.type} {target}", relationship.properties.get("sources") or []
    tenure = state.nodes[relationship.start]
    post = next(state.outgoing(tenure.id, "OF_POST")).end
    place = next((row.end for row in state.outgoing(post, "RESPONSIBLE_FOR", "POST_IN")), None)
    title = state.nodes[post].properties.get("title", "")
    name = state.nodes[place].properties.get("name", "") if place else ""
    return f"{name} {title}".strip(), tenure.properties.get("sources") or []


def _where(state: GraphState, sources: list[str], kind: str) -> str:
    for entry in reversed(sources):
        sheet, _, row = entry.partition("#")
        source = state.nodes.get(sheet)
        if source and source.properties.get("kind") == kind:
            return f"{source.properties['file']} [{source.properties['sheet']}] 第{row.split(':')[0]}行"
    return "—"
