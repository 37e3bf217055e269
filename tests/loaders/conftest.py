"""A corner of the district in five rosters of a few rows, and loads of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model import load_model
from graph.store.connection import Store
from graph.store.delta import Delta
from graph.store.records import GraphState, Node, Relationship
from loaders.desk import Desk
from loaders.diff import Difference, work_out
from loaders.ending import end_missing
from loaders.facts import Ref
from loaders.gather import Gathered, gather
from loaders.linking.evidence import LinkFact, decisions_in
from loaders.linking.secret import Key, new_key
from loaders.linking.settle import settle
from loaders.load import LoadOptions, load_files, source_nodes
from loaders.outcome import Outcome
from loaders.places import Place
from loaders.reading import ReadFile
from loaders.sheets.row import Named, Row, SheetOrigin, Since
from loaders.typed import mask_phone
from loaders.workbook.values import parse_phone, parse_span

AS_OF = date(2026, 11, 1)

GRIDS = (
    ["街道", "社区", "网格名称", "网格长", "网格长联系电话", "网格指导员", "红色网格员", "户数"],
    [
        ["永泰街道", "康吉社区", "第1网格", "张春生", "13800000001", "李明理", "王红霞", 310],
        ["永泰街道", "康吉社区", "第2网格", "赵立新", "13800000002", "", "", 295],
        ["永泰街道", "平和社区", "第1网格", "钱永福", "13800000003", "孙建业", "", 280],
        ["古城街道", "大十字社区", "第1网格", "周志远", "13800000004", "", "吴秀兰", 300],
    ],
)
COMPOUNDS = (
    ["街道", "社区", "小区名称", "网格", "户数", "物业公司"],
    [
        ["永泰街道", "康吉社区", "锦绣花园", "第1网格", 300, "平城明德物业有限公司"],
        ["永泰街道", "平和社区", "和顺小区", "第1网格", 260, ""],
        ["古城街道", "大十字社区", "鼓楼里", "第1网格", 180, ""],
    ],
)
SECRETARIES = (
    ["街道", "社区", "小区名称", "党支部名称", "姓名", "联系电话", "任职时间", "工作单位"],
    [
        ["永泰街道", "康吉社区", "锦绣花园", "锦绣花园党支部", "郑志强", "13900000001", "2021-05-01", ""],
        ["永泰街道", "平和社区", "和顺小区", "和顺小区党支部", "冯国安", "13900000002", "2021-06-01", ""],
        ["古城街道", "大十字社区", "鼓楼里", "鼓楼里党支部", "陈玉梅", "13900000003", "2021-07-01", "平城一中"],
    ],
)
COMMITTEES = (
    ["社区", "小区名称", "组织类型", "任期起", "任期止", "姓名", "职务", "是否小区党支部书记", "工作单位", "联系电话"],
    [
        ["康吉社区", "锦绣花园", "业委会", "2024-03-01", "2029-03-01", "郑志强", "主任", "", "", "13900000001"],
        ["平和社区", "和顺小区", "业委会", "2024-04-01", "2029-04-01", "冯国安", "主任", "是", "", ""],
        ["大十字社区", "鼓楼里", "业委会", "2024-05-01", "2029-05-01", "陈玉梅", "主任", "", "平城一中", ""],
    ],
)
"""One director joins by name and full phone, one by a stated post, one waits: the same name and unit, no more."""


@pytest.fixture
def small_district(write_roster: Callable[..., Path], write_codes: Callable[..., Path]) -> Path:
    """The folder of the five rosters."""
    write_roster("网格员花名册.xlsx", *GRIDS)
    write_roster("小区台账.xlsx", *COMPOUNDS)
    write_roster("党支部书记花名册.csv", *SECRETARIES)
    write_roster("业委会成员名单.xlsx", *COMMITTEES)
    return write_codes().parent


@pytest.fixture
def key() -> Key:
    """A hash key of the test's own."""
    return new_key()


@pytest.fixture
def load(ready_store: Store, key: Key) -> Callable[..., Outcome]:
    """Loads files into the store of the test, which is empty at first; reads them whatever was loaded last."""

    def loaded(*paths: Path, **options: Any) -> Outcome:
        told = {"as_of": AS_OF, "by": "tester", "reread": True, **options}
        return load_files(ready_store, key, paths, LoadOptions(**told))

    return loaded


class Batches:
    """Rosters loaded one batch after another into a state in memory, as a store would hold it."""

    def __init__(self) -> None:
        self.state = GraphState()
        self.remarks: list[str] = []

    def load(self, *files: ReadFile) -> bool:
        """Loads files that were read already as one batch; False where a row is refused, which leaves all as it was."""
        key = Key(b"0" * 32)
        gathered = gather(files, key, self.state, decisions_in(self.state))
        self.remarks = [remark.why.key for remark in gathered.remarks]
        if gathered.desk.remarks.refused:
            return False
        self.state = changed_state(self.state, work_out(gathered, self.state, source_nodes(files)).delta)
        return True

    def load_in_turn(self, groups: Iterable[Iterable[ReadFile]]) -> None:
        """Loads each group as a batch; one that names what nobody has defined yet waits until the others are loaded."""
        waiting = [[*group] for group in groups]
        while waiting:
            refused = [group for group in waiting if not self.load(*group)]
            assert len(refused) < len(waiting), self.remarks
            waiting = refused

    def said(self, kind: str) -> list[tuple[str, str]]:
        """The relationships of one type by the names of their ends (a person without a name has none)."""
        rows = (row for row in self.state.relationships.values() if row.type == kind)
        return sorted((self._name(row.start), self._name(row.end)) for row in rows)

    def bodies(self, label: str) -> list[str]:
        """The names of the bodies of a label, doubled ones as often as they are there."""
        return sorted(str(node.properties["name"]) for node in self.state.of_label(label))

    def _name(self, id: str) -> str:
        return str(self.state.nodes[id].properties.get("name", ""))


@pytest.fixture
def batches() -> Batches:
    """Nothing loaded yet."""
    return Batches()


class Town:
    """Loads said by hand, without files or a store: who holds which post by which roster, and what the graph then is.

    ``say`` adds what a row says, ``load`` makes a batch of everything said since the last one. A roster that says it
    again says it in the same sheet. Posts are written ``role@place``; places are compounds.
    """

    def __init__(self) -> None:
        self.key = Key(b"0" * 32)
        self.state = GraphState()
        self.difference = Difference()
        self.flags: list[str] = []
        self.refused: set[tuple[str, int]] = set()
        self._begin()

    def _begin(self) -> None:
        self.desk = Desk.open(load_model(), self.key, self.state)
        self.links: list[LinkFact] = []
        self._rows: dict[str, int] = {}
        self._kinds: dict[str, str] = {}

    def row(self, kind: str, sheet: str = "") -> Row:
        """The next row of a roster."""
        origin = SheetOrigin(f"sheet-{kind}{sheet}", f"{kind}{sheet}.xlsx", "名册", kind)
        self._kinds[origin.id] = kind
        self._rows[origin.id] = self._rows.get(origin.id, 1) + 1
        return Row(origin, self._rows[origin.id], {})

    def cells(self, **values: Any) -> Row:
        """A row with these values, the cells beginning at column A."""
        made = self.row("grids")
        columns = {name: "ABCDEFGH"[place] for place, name in enumerate(values)}
        return Row(made.sheet, made.number, values, columns, {name: str(value) for name, value in values.items()})

    def place(self, name: str, row: Row, label: str = "Compound") -> Ref:
        """A compound, or a grid …, of the one community."""
        community = self.desk.facts.node("Community", "area-community", row, name="康吉社区", code="140213050001")
        return self.desk.define_area(label, row, name=name, parent=community)

    def post(self, post: str, row: Row, seats: int | None) -> Ref:
        """The post ``role@place``, in a body of that place."""
        role, _, name = post.partition("@")
        label = self.desk.model.roles[role].body
        area = self.place(name, row)
        body = self.desk.bodies.body(
            "Unit" if label == "Organisation" else label, row, name=f"{name}{label}", home=area
        )
        lead = self.desk.model.roles[role].lead
        return self.desk.post(role, body, row, area=area, seats=seats or (1 if lead else None))

    def say(
        self,
        kind: str,
        name: str,
        phone: str | None = None,
        *,
        post: str = "branchSecretary@锦绣花园",
        since: str | None = None,
        states: str | None = None,
        unit: str | None = None,
        sheet: str = "",
        seats: int | None = None,
        number: str | None = None,
        **properties: Any,
    ) -> str:
        """One row of a roster that names the holder of a post; returns the record's id."""  # fmt: skip
        row = self.row(kind, sheet)
        at, span = self.post(post, row, seats), parse_span(since)
        when = Since(span.start.date if span.start else None, span.end.date if span.end else None,
                     span.start.precision if span.start else "day",
                     "known" if span.end else "open") if span else None  # fmt: skip
        people = self.desk.people
        mention = people.person(row, self._named(name, phone), anchor=at, column="name", number=number, unit=unit)
        people.hold(row, None, at, column="name", since=when, mention=mention, **properties)
        if states:
            roles, _, place = states.partition("@")
            people.state_post(mention, tuple(roles.split(",")), self.place(place, row))
        return mention.record.id

    def check_in(
        self, name: str, phone: str | None = None, *, unit: str = "示例供电所", kind: str = "check_ins"
    ) -> str:
        """One check-in: a person without a name who works at a unit."""
        row = self.row(kind)
        community = self.desk.facts.node("Community", "area-community", row, name="康吉社区", code="140213050001")
        employer = self.desk.bodies.body("Unit", row, name=unit, home=None)
        who = self._named(name, phone)
        mention = self.desk.people.person(row, who, anchor=community, column="name", nameless=True, apart=(unit,))
        self.desk.people.relate(mention, "CHECKED_IN", community, row)
        self.desk.people.relate(mention, "WORKS_AT", employer, row)
        return mention.record.id

    def load(self, *, scope: str | None = None, on: date = AS_OF) -> Delta:
        """Makes a batch of what was said, and goes on from the state that it leaves; ``scope`` ends what is missing."""
        settled = settle(self.desk.people, self.desk.places, self.state, decisions_in(self.state))
        gathered = Gathered(self.desk, settled, settled.refused)
        sources = {id: Node(id, ("Source",), {"kind": kind, "name": kind}) for id, kind in self._kinds.items()}
        self.difference = work_out(gathered, self.state, sources)
        if scope:
            end_missing(
                self.difference,
                gathered,
                self.state,
                scope=scope,
                sheets={kind: id for id, kind in self._kinds.items()},
                on=on,
            )
        self.flags = [remark.why.key for remark in self.desk.remarks.found]
        self.refused = settled.refused
        self.links, links = [], settled.links
        self.state = changed_state(self.state, self.difference.delta)
        self._begin()
        self.links = links
        return self.difference.delta

    def decide(self, a: str, b: str, state: str) -> Delta:
        """Decides the link of two records, and judges the graph anew."""
        link = next(
            node for node in self.state.of_label("Link") if {node.properties["a"], node.properties["b"]} == {a, b}
        )
        link.properties["state"] = state
        return self.load()

    def person(self, record: str) -> str:
        """The person whom a record means."""
        carrying = (row for row in self.state.relationships.values() if record in row.properties.get("records", ()))
        return next(row.end if row.type == "HOLDER" else row.start for row in carrying)

    def one(self, *records: str) -> bool:
        """Whether all of these records mean one person."""
        return len({self.person(record) for record in records}) == 1

    def tenures(self, post: str) -> list[dict[str, Any]]:
        """The tenures of a post, earliest first, each with the name of its holder."""
        role, _, place = post.partition("@")
        found = []
        for tenure in self.state.of_label("Tenure"):
            at = self.state.nodes[next(self.state.outgoing(tenure.id, "OF_POST")).end]
            area = self.state.nodes[next(self.state.outgoing(at.id, "RESPONSIBLE_FOR")).end]
            if (at.properties["role"], area.properties["name"]) == (role, place):
                (holder,) = self.state.outgoing(tenure.id, "HOLDER")
                name = self.state.nodes[holder.end].properties.get("name")
                found.append({"id": tenure.id, "holder": name, **tenure.properties})
        return sorted(found, key=lambda tenure: (str(tenure.get("validFrom")), tenure["id"]))

    @staticmethod
    def _named(name: str, phone: str | None) -> Named:
        parsed = parse_phone(phone)
        if parsed is None:
            return Named(name)
        return Named(name, parsed.number if parsed.kind == "mobile" else None, mask_phone(parsed))


def changed_state(state: GraphState, delta: Delta) -> GraphState:
    """The state after a difference; fails where the difference does not fit the state, as a store would."""
    after = GraphState()
    gone = {node.id for node in delta.deleted_nodes} | {row.id for row in delta.deleted_relationships}
    for node in state.nodes.values():
        if node.id not in gone:
            after.add_node(Node(node.id, node.labels, dict(node.properties)))
    for row in state.relationships.values():
        if row.id not in gone:
            after.add_relationship(Relationship(row.id, row.type, row.start, row.end, dict(row.properties)))
    for node in delta.created_nodes:
        assert node.id not in after.nodes
        after.add_node(node)
    for row in delta.created_relationships:
        assert row.id not in after.relationships
        after.add_relationship(row)
    items: Iterable[tuple[str, dict[str, Any], dict[str, tuple[Any, Any]]]] = (
        *((change.id, after.nodes[change.id].properties, change.values) for change in delta.changed_nodes),
        *(
            (change.id, after.relationships[change.id].properties, change.values)
            for change in delta.changed_relationships
        ),
    )
    assert len({id for id, _, _ in items}) == len([*items])
    for _, properties, values in items:
        for name, (before, later) in values.items():
            assert properties.get(name) == before
            properties[name] = later
            if later is None:
                del properties[name]
    assert all(row.start in after.nodes and row.end in after.nodes for row in after.relationships.values())
    return after


@pytest.fixture
def town() -> Town:
    """A town without anybody."""
    return Town()


@pytest.fixture
def desk(town: Town) -> Desk:
    """A district of two streets, with communities, a village and grids."""
    desk = town.desk
    for place in (
        Place("d", "District", "平城区", "140213000000"),
        Place("s", "Street", "永泰街道", "140213050000", {"d"}), Place("t", "Street", "白登山街道", "140213064000", {"d"}),
        Place("c1", "Community", "康吉社区", "140213050001", {"s"}), Place("c2", "Community", "平和社区", "140213050002", {"s"}),
        Place("c3", "Community", "平和社区", "140213064001", {"t"}), Place("v", "Village", "燕庄村", "140213064203", {"t"}),
        Place("g1", "Grid", "第1网格", "140213050001001", {"c1"}, serial=1),
        Place("g2", "Grid", "万达专属网格", None, {"c1"}),
    ):  # fmt: skip
        desk.places.add(place)
    return desk
