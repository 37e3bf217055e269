from __future__ import annotations

from pathlib import Path

from graph.store.snapshot.packed import pack_facts, unpack_facts
from loaders.reference.pack import pack_reference, reference_facts

STREET = ("140213057000",)


def test_same_generator_gives_the_same_bytes(tmp_path: Path) -> None:
    files = [tmp_path / "a.facts", tmp_path / "b.facts"]
    for file in files:
        pack_reference(file, STREET)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert sorted(tmp_path.iterdir()) == files


def test_facts_are_fictional_and_carry_no_secret() -> None:
    facts = reference_facts(STREET)
    told = {name for items in (facts.nodes, facts.edges) for item in items for name in item.properties}
    assert facts.synthetic
    assert told.isdisjoint({"keys", "records", "phones", "numbers", "states", "phone"})
    assert unpack_facts(pack_facts(facts)).version == facts.version
