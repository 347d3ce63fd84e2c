from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.sketcher.tokens import TokenKind, tokenize


def _norms(text: str) -> list[str]:
    return [token.norm for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("Node-RED and Next.js", ["node", "red", "and", "next", "js"]),
        ("C++, C# and .NET", ["c++", ",", "c#", "and", ".net"]),
        ("CI/CD w/ k8s", ["ci", "cd", "w/", "k8s"]),
        ("the app’s 1,000 users", ["the", "app", "'s", "1,000", "users"]),
        ("don't", ["don't"]),
        ("a->b=>c", ["a", "->", "b", "=>", "c"]),
        ("proxies /api/v1 to it", ["proxies", "/api/v1", "to", "it"]),
    ],
)
def test_words_names_and_marks_are_cut_apart(text: str, norms: list[str]) -> None:
    assert _norms(text) == norms


@pytest.mark.parametrize("arrow", ["->", "-->", "=>", "==>", "-.->", "→", "⇒", "<-", "~>", "->>"])
def test_arrows_are_one_token(arrow: str) -> None:
    assert [token.kind for token in tokenize(f"a {arrow} b")] == [TokenKind.WORD, TokenKind.ARROW, TokenKind.WORD]


def test_a_joined_word_knows_what_joins_it() -> None:
    assert [token.joined for token in tokenize("Node-RED pub/sub a.b")] == ["", "-", "", "/", "", "."]


@given(st.text(max_size=200))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(first.end <= second.start for first, second in pairwise(tokens))
