import pytest

from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.tokens import tokenize
from infrasketch_desktop.sketcher.typing_errors import respell


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("backnd", "backend"), ("wich", "which"), ("serches", "searches"), ("databse", "database"), ("servce", "service")],
)
def test_everyday_words_are_put_right(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert [token.norm for token in respell(tokenize(typed), lexicon)] == [meant]


@pytest.mark.parametrize("word", ["witch", "clutter", "sever", "Servce", "kafka", "cached", "whites", "through"])
def test_other_words_names_and_capitals_are_left(lexicon: Lexicon, word: str) -> None:
    assert [token.text for token in respell(tokenize(word), lexicon)] == [word]
