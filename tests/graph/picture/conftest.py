"""A small community with everything that a picture shows, and names that would do harm as markup."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

TinyNetwork = Callable[..., nx.MultiDiGraph]

HOSTILE = {
    "001": "<script>window.hit = 1</script>",
    "1": "</script><img src=x onerror=\"window.hit = 1\">",
    "tab": "一\u202e二\u2028三\u0007\"'&amp;",
    "emoji": "🏘️ =1+1 社区",
    "template": "{{ 7 * 7 }} ${7*7} %s {zh}",
}  # fmt: skip


@pytest.fixture
def hostile(tiny_network: TinyNetwork) -> nx.MultiDiGraph:
    """Grids with names that try to leave the text in which they stand, round a community."""
    nodes = {"c": {"label": "Community", "name": "甲社区", "code": "140213050001", "synthetic": True}}
    nodes |= {id: {"label": "Grid", "name": name} for id, name in HOSTILE.items()}
    return tiny_network(nodes, [f"{id} WITHIN c" for id in HOSTILE])


@pytest.fixture
def community(tiny_network: TinyNetwork) -> nx.MultiDiGraph:
    """A district, a street, a community with a committee of three posts, one of them half empty, one frozen."""
    nodes = {
        "d": {"label": "District", "name": "示例区", "code": "140213000000"},
        "s": {"label": "Street", "name": "示例街道", "code": "140213050000"},
        "c": {"label": "Community", "name": "甲社区", "code": "140213050001"},
        "k": {"label": "Compound", "name": "锦园", "code": "140213050001001"},
        "committee": {"label": "ResidentsCommittee", "name": "甲社区居委会"},
        "party": {"label": "PartyOrganisation", "name": "甲社区党总支", "kind": "generalBranch"},
        "work": {"label": "PartyOrganisation", "name": "示例街道党工委"},
        "top": {"label": "PartyOrganisation", "name": "示例区委"},
        "lead": {"label": "Post", "role": "committeeDirector", "title": "主任", "isLead": True, "seats": 1},
        "member": {"label": "Post", "role": "committeeMember", "title": "委员", "seats": 3},
        "frozen": {"label": "Post", "role": "committeeMember", "title": "冻结岗", "status": "frozen"},
        "secretary": {"label": "Post", "role": "communitySecretary", "title": "书记"},
        "nobody": {"label": "Person"},
    }  # fmt: skip
    edges = [
        "s WITHIN d", "c WITHIN s", "k WITHIN c", "committee BASED_IN c", "party BASED_IN c", "work BASED_IN s",
        "party SUBORDINATE_TO work", "work SUBORDINATE_TO top", "lead POST_IN committee", "member POST_IN committee",
        "frozen POST_IN committee", "secretary POST_IN party", "lead RESPONSIBLE_FOR c", "nobody CHECKED_IN c",
    ]  # fmt: skip
    return tiny_network(nodes, edges, {"甲": ["lead", "secretary"], "乙": ["member"]})
