import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.meaning import edge_kind_between, meaning_of


@pytest.mark.parametrize(
    ("label", "kind", "technology"),
    [
        ("Orders (PostgreSQL)", NodeKind.DATABASE, "PostgreSQL"),
        ("PostgreSQL", NodeKind.DATABASE, "PostgreSQL"),
        ("order-queue", NodeKind.QUEUE, ""),
        ("OrderQueue", NodeKind.QUEUE, ""),
        ("Order queue worker", NodeKind.WORKER, ""),
        ("Redis cache", NodeKind.CACHE, "Redis"),
        ("API gateway", NodeKind.GATEWAY, ""),
        ("Load Balancer", NodeKind.LOAD_BALANCER, ""),
        ("Web server", NodeKind.SERVER, ""),
        ("Ordering", None, ""),
        ("", None, ""),
    ],
)
def test_the_words_of_a_label_tell_kind_and_technology(label, kind, technology, catalog):
    meaning = meaning_of(label, catalog)
    assert meaning.kind == kind
    assert meaning.technology == technology or not technology


def test_a_technology_stated_beside_tells_the_kind(catalog):
    assert meaning_of("Orders", catalog, "MySQL").kind is NodeKind.DATABASE


def test_edges_follow_from_their_ends():
    assert edge_kind_between(NodeKind.API, NodeKind.QUEUE) is EdgeKind.EVENT
    assert edge_kind_between(NodeKind.API, NodeKind.DATABASE) is EdgeKind.DATA
    assert edge_kind_between(None, NodeKind.API) is EdgeKind.REQUEST
