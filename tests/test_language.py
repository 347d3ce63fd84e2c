"""How texts are looked up and filled; which language speaks where."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from infrasketch_desktop.language import Language, in_english, in_force, listed, quoted, tr, tr_count, tr_in, use

HOSTILE = "{text} {0} {count:,} {x.__class__} %n %s {"


class Shouting(NullTranslations):
    """Answers with the text in capitals, places as they are; like gettext it tells its head for no text at all."""

    def gettext(self, message: str) -> str:
        return f"!{message}" if message else "Project-Id-Version: head"

    def pgettext(self, context: str, message: str) -> str:
        return f"!{context}: {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"!{msgid1 if n == 1 else msgid2}"


@pytest.fixture
def shouting() -> Iterator[None]:
    before = in_force()
    use(Language("sh", Shouting(), lambda number: f"{number:,}".replace(",", ".")))
    yield
    use(before)


@pytest.mark.usefixtures("shouting")
def test_a_text_is_translated_before_it_is_filled() -> None:
    assert tr("Saved to {path}.", path="x") == "!Saved to x."
    assert tr_in("list", ", ") == "!list: , "
    assert tr_count("%n node in {name}", "%n nodes in {name}", 1200, name="x") == "!1.200 nodes in x"
    assert tr_count("%n node", "%n nodes", 1) == "!1 node"
    assert tr("") == ""


@pytest.mark.usefixtures("shouting")
def test_what_a_person_wrote_is_never_a_template() -> None:
    assert tr("No node {text}.", text=HOSTILE) == f"!No node {HOSTILE}."
    assert tr("No node {text!r}.", text=HOSTILE) == f"!No node {HOSTILE!r}."
    assert tr_count("%n edit of {text}", "%n edits of {text}", 2, text=HOSTILE) == f"!2 edits of {HOSTILE}"
    assert quoted(HOSTILE) == f"!“{HOSTILE}”"
    assert listed([HOSTILE, "x"]).startswith(HOSTILE)


def test_numbers_in_groups_follow_the_locale(shouting: None) -> None:
    assert tr("{count:,} credits", count=1200) == "!1.200 credits"
    with in_english():
        assert tr("{count:,} credits", count=1200) == "1,200 credits"


@pytest.mark.usefixtures("shouting")
def test_english_is_for_what_is_written_inside_and_for_this_thread_alone() -> None:
    elsewhere: list[str] = []
    with in_english():
        assert (tr("Save"), in_force().code) == ("Save", "en")
        other = threading.Thread(target=lambda: elsewhere.append(tr("Save")))
        other.start()
        other.join()
        with in_english():
            assert tr("Save") == "Save"
        assert tr("Save") == "Save"
    assert (tr("Save"), elsewhere) == ("!Save", ["!Save"])


@pytest.mark.usefixtures("shouting")
def test_the_language_comes_back_after_a_failure() -> None:
    with pytest.raises(ValueError, match="stop"), in_english():
        raise ValueError("stop")
    assert tr("Save") == "!Save"
