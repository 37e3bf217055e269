"""What the lists of planted and implied faults call a node of the graph, so that findings can be held against them.

The lists name targets by the areas around them and their own name (永泰街道/康吉社区/第1网格); a committee of owners by its
compound and 业委会 or 物管会, a person by the place and the name, a post by its body and its short title.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.store.snapshot import Index

__all__ = ["paths_of"]

_COMMITTEES = {"owners": "业委会", "management": "物管会"}


def paths_of(index: Index, id: str) -> set[str]:
    """Every path by which the lists may call a node."""
    return set(_paths(index, id))


def _paths(index: Index, id: str) -> Iterator[str]:
    node = index.nodes[id]
    label = index.labels_of(node["label"])[0]
    name = str(node.get("name") or node.get("title") or node.get("matter") or "")
    if label == "Area":
        yield from _area_paths(index, id)
    elif label == "Organisation":
        yield name
        for place in _places(index, id):
            yield f"{place}/{name}"
            if node.get("kind") in _COMMITTEES and node["label"] == "OwnersCommittee":
                yield f"{place}/{_COMMITTEES[node['kind']]}"
    elif label == "Post":
        for body, _ in index.out(id, "POST_IN"):
            for path in _paths(index, body):
                yield f"{path}/{name}"
                yield f"{path}/{name.removeprefix('小区').removeprefix('社区').removeprefix('村').replace('党组织', '')}"
                yield f"{path}/{name[-2:]}"
        for place in _places(index, id):
            yield f"{place}/{name}"
    elif label == "Link":
        for person, _ in index.out(id, "JOINS"):
            yield from _person_paths(index, person)
    elif label in ("Tenure", "Person"):
        yield from _person_paths(index, id)
    elif label == "Source":
        stem = str(node.get("file") or "").rpartition(".")[0]
        yield stem
    else:
        yield name
        for place in _places(index, id):
            yield f"{place}/{name}"


def _area_paths(index: Index, id: str) -> Iterator[str]:
    name = str(index.nodes[id].get("name"))
    names = (name, f"{name[:-1]}号楼") if index.nodes[id]["label"] == "Building" else (name,)
    parents = [parent for parent, _ in index.out(id, "WITHIN")]
    if not parents or index.nodes[id]["label"] == "Street":
        yield name
    for parent in parents if index.nodes[id]["label"] != "Street" else ():
        for path in _area_paths(index, parent):
            for one in names:
                yield f"{path}/{one}"


def _places(index: Index, id: str) -> Iterator[str]:
    """The home area, and the community around it: the lists name the branch of a compound by its community."""
    home = index.areas.home(id)
    if home is not None:
        for area in dict.fromkeys((home, index.areas.at_level(home, "community") or home)):
            yield from _area_paths(index, area)


def _person_paths(index: Index, id: str) -> Iterator[str]:
    person = id
    tenures = [id]
    if index.nodes[id]["label"] == "Tenure":
        person = next((one for one, _ in index.out(id, "HOLDER")), id)
    else:
        tenures = [one for one, _ in index.into(id, "HOLDER")]
    name = str(index.nodes[person].get("name") or "")
    for target, _ in index.out(person, "RESERVE_FOR"):
        home = index.areas.home(target)
        for place in _area_paths(index, home) if home else ():
            yield f"{place}/后备/{name}"
    for tenure in tenures:
        for post, _ in index.out(tenure, "OF_POST"):
            for place in _places(index, post):
                yield f"{place}/{name}"
            for body, _ in index.out(post, "POST_IN"):
                for path in _paths(index, body):
                    yield f"{path}/{name}"
