"""Where the settings come from, and what they never show."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.store.settings import StoreSettings


def test_settings_without_uri_mean_the_managed_server(tmp_path: Path) -> None:
    settings = StoreSettings.from_environment({"GOVGRAPH_HOME": str(tmp_path)})
    assert settings.managed
    assert settings.folder == tmp_path / "stores" / "default"
    assert settings.cache == tmp_path / "neo4j-dist"


def test_settings_store_name_gives_a_folder_of_its_own(tmp_path: Path) -> None:
    env = {"GOVGRAPH_HOME": str(tmp_path), "GOVGRAPH_STORE": "street"}
    assert StoreSettings.from_environment(env).folder.name == "street"
    assert StoreSettings.from_environment(env, store="demo").folder.name == "demo"


def test_settings_with_uri_mean_ones_own_server() -> None:
    env = {"NEO4J_URI": "neo4j://db:7687", "NEO4J_PASSWORD": "geheim", "NEO4J_DATABASE": "gov"}
    settings = StoreSettings.from_environment(env)
    assert not settings.managed
    assert (settings.user, settings.database) == ("neo4j", "gov")


def test_settings_never_show_the_password() -> None:
    settings = StoreSettings.from_environment({"NEO4J_URI": "bolt://db", "NEO4J_PASSWORD": "geheim"})
    assert settings.password == "geheim"
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize("name", ["../up", "UP", "a b", "x" * 41])
def test_settings_refuse_a_store_name_that_is_no_folder_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="store name"):
        StoreSettings.from_environment({"GOVGRAPH_HOME": str(tmp_path), "GOVGRAPH_STORE": name})


@pytest.mark.parametrize("port", ["x", "80", "70000"])
def test_settings_refuse_a_port_that_is_none(port: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="port"):
        StoreSettings.from_environment({"GOVGRAPH_HOME": str(tmp_path), "GOVGRAPH_PORT": port})
