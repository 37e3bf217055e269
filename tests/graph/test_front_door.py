"""`import graph`: what it offers, that it is quick, and that no name hides a package."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

import api
import graph
import loaders

OF_THE_DESIGN = {
    "connect", "read_snapshot", "demo_network", "run_rules", "find_dual_roles", "layer", "critical_people", "find_interlocks",
    "find_articulation", "find_bridges", "find_isolates", "find_brokers", "robustness_curve", "find_clusters",
    "coverage_series", "newly_found", "read_pack", "check_rule_file",
}  # fmt: skip


def test_front_door_has_every_name_of_the_design() -> None:
    assert set(graph.__all__) >= OF_THE_DESIGN


@pytest.mark.parametrize("name", graph.__all__)
def test_public_name_can_be_called_and_says_what_it_means(name: str) -> None:
    found = getattr(graph, name)
    assert callable(found)
    assert found.__doc__
    assert name in dir(graph)


@pytest.mark.parametrize("package", [graph, loaders, api])
def test_no_public_name_equals_a_module(package: ModuleType) -> None:
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules.isdisjoint(getattr(package, "__all__", ()))


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        graph.no_such_name  # noqa: B018


def test_import_reads_in_no_library_that_is_slow() -> None:
    asked = "import graph, sys; print(sorted({'networkx', 'neo4j', 'pandas', 'pydantic', 'yaml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
