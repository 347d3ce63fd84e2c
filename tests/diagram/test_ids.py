"""Ids are readable, unique and always valid."""

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.ids import edge_id, is_valid_id, slug, unique_id


def test_a_slug_is_the_label_in_plain_letters():
    assert slug("Café Orders (v2)") == "cafe-orders-v2"
    assert slug("注文", fallback="node") == "node"


@given(st.text())
def test_every_slug_is_a_valid_id(text):
    assert is_valid_id(slug(text))


@given(st.text(alphabet="abc-", min_size=1, max_size=64), st.integers(0, 12))
def test_a_unique_id_is_valid_and_free(wanted, crowd):
    taken: set[str] = set()
    for _ in range(crowd):
        taken.add(unique_id(wanted, taken))
    assert len(taken) == crowd
    assert is_valid_id(unique_id(wanted, taken))


def test_edge_ids_tell_the_two_ends():
    assert edge_id("web", "api", set()) == "web--api"
    assert is_valid_id(edge_id("a" * 64, "b" * 64, set()))
