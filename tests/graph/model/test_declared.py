"""The model as declared: complete, consistent, and refused where its files contradict one another."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from graph.errors import ModelError
from graph.model import load_model
from graph.model.declared import read_model

LABELS = {
    "Area", "Organisation", "Post", "Person", "Tenure", "Facility", "Exemption", "ServiceProject", "Activity", "Indicator",
    "MatterRoute", "Source", "ImportBatch", "Link", "Run", "RuleResult", "ScopeResult", "Finding", "Plan", "Change",
}  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The model's folder, to be spoiled."""
    with resources.as_file(resources.files("graph.model")) as folder:
        return Path(shutil.copytree(folder, tmp_path / "model"))


def test_required_properties_are_those_without_which_an_item_means_nothing() -> None:
    model = load_model()
    required = {name: {key for key, row in model.properties(name).items() if row.required} for name in model.labels}
    assert required["Post"] == {"id", "name", "role"} and required["Person"] == required["Tenure"] == {"id"}
    assert {key for key, row in model.properties("Grid").items() if row.required} == {"id", "name"}
    assert model.relationship_properties("WITHIN")["id"].required


def test_every_label_of_the_design_is_there() -> None:
    assert set(load_model().labels) == LABELS


def test_grid_carries_what_areas_carry_and_its_own() -> None:
    model = load_model()
    assert model.labels_of("Grid") == ("Area", "Grid") and model.prefix("Grid") == "area"
    assert {"name", "code", "validFrom", "scheme", "sources"} <= set(model.properties("Grid"))
    assert "scheme" not in model.properties("Area")


def test_relationships_join_what_they_are_declared_for() -> None:
    model = load_model()
    assert model.may_join("COVERS", "Grid", "Compound") and not model.may_join("COVERS", "Compound", "Grid")
    assert model.may_join("SUBORDINATE_TO", "PartyOrganisation", "PartyOrganisation")
    assert not model.may_join("HOLDER", "Tenure", "Post")


def test_static_relationships_have_no_dates() -> None:
    model = load_model()
    assert "validTo" not in model.relationship_properties("HOLDER")
    assert "validTo" in model.relationship_properties("WITHIN")


def test_every_property_has_a_sensitivity_and_names_of_persons_are_personal() -> None:
    model = load_model()
    assert all(model.sensitivity(name, key) for name in model.names() for key in model.properties(name))
    assert model.sensitivity("Person", "name") == model.sensitivity("Person", "phone") == "personal"


def test_no_property_is_on_the_deny_list() -> None:
    model = load_model()
    words = ("身份证", "住址", "民族", "宗教", "健康", "婚姻", "工资", "照片", "出生")
    declared = [row for name in model.names() for row in model.properties(name).values()]
    assert not [row.zh for row in declared if any(word in row.zh for word in words)]


def test_every_role_has_a_body_and_two_names() -> None:
    model = load_model()
    assert all(role.zh and role.en and role.body in {*model.names()} for role in model.roles.values())
    assert all(role in model.roles for pair in model.role_pairs for role in (*pair.a, *pair.b))


@pytest.mark.parametrize("ask", ["label", "prefix", "properties", "relationship", "relationship_properties"])
def test_unknown_names_are_refused(ask: str) -> None:
    with pytest.raises(ModelError):
        getattr(load_model(), ask)("Nothing")


@pytest.mark.parametrize(
    ("file", "before", "after", "key"),
    [
        ("relationships.yaml", "from: Grid", "from: Gird", "model.unknown_end"),
        ("roles.yaml", "body: OwnersCommittee", "body: Nobody", "model.unknown_body"),
        ("role_pairs.yaml", "communitySecretary", "communitySekretary", "model.unknown_role"),
        ("labels/post.yaml", "dated: true", "dated: perhaps", "model.bad_declaration"),
        ("labels/post.yaml", "dated: true", "dated: true\ncolour: red", "model.bad_declaration"),
    ],
)
def test_model_that_contradicts_itself_is_refused(file: str, before: str, after: str, key: str, copy: Path) -> None:
    path = copy / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(ModelError) as caught:
        read_model(copy)
    assert caught.value.message.key == key
