"""Quoted names and awkward labels become single characters and come back unchanged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.sketcher.commands.masking import mask


def test_a_quoted_name_is_hidden_with_its_quotes() -> None:
    masked = mask('rename A to "B and C"', ())
    assert " and " not in masked.text
    assert masked.reveal(masked.text) == "rename A to B and C"


def test_an_apostrophe_is_no_quote() -> None:
    assert mask("the API's cache and the app's queue", ()).pieces == ()


def test_labels_with_grammar_in_them_are_hidden() -> None:
    masked = mask("connect Point to Point to the API", ["Point to Point", "API"])
    assert masked.pieces == ("Point to Point",)
    assert masked.reveal(masked.text) == "connect Point to Point to the API"


def test_a_node_called_a_is_not_the_article() -> None:
    assert mask("put a queue between A and B", ["A"]).pieces == ("A",)


@given(text=st.text(max_size=200), labels=st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_no_private_character_is_left_behind(text: str, labels: list[str]) -> None:
    masked = mask(text, [label for label in labels if not any("\ue000" <= c <= "\uf8ff" for c in label)])
    assert not any("\ue000" <= character <= "\uf8ff" for character in masked.reveal(masked.text))
