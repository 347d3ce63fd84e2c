"""The server speaks English; where the window does not, what it refuses is told in the words of the window."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import licensing_server
from infrasketch_desktop.language import Language, load, use
from infrasketch_desktop.wallet.refusals import _WORDS, in_words, look_for_mail


@pytest.fixture
def _german() -> Iterator[None]:
    use(load("de", lambda count: f"{count}"))
    yield
    use(Language())


def test_every_code_is_one_of_the_server() -> None:
    sources = Path(licensing_server.__file__).parent.rglob("*.py")
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sources)
    texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert texts.issuperset({*_WORDS, "too_many_attempts"})


@pytest.mark.usefixtures("_german")
def test_a_known_code_is_told_in_the_language_of_the_window() -> None:
    assert in_words("no_user", "Nobody is signed in here. Sign in first.", {}).startswith("Hier ist niemand")
    assert "3 Minuten" in in_words("too_many_attempts", "Wait.", {"retry_after": 121})
    assert in_words("invented_later", "Something new.", {}) == "Something new."
    assert "http://127.0.0.1:1/sandbox/mail" in look_for_mail("Open it.", "http://127.0.0.1:1/sandbox/mail")
    assert look_for_mail("Open it.", "") != "Open it."


def test_in_english_the_words_of_the_server_stand() -> None:
    assert in_words("no_user", "Sign in, please.", {}) == "Sign in, please."
    assert look_for_mail("Open it.", "http://127.0.0.1:1/sandbox/mail") == "Open it."
