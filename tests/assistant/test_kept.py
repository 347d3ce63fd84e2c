"""What is kept with a sketch is shared by the window and the command line, and bad text in it harms nothing."""

from __future__ import annotations

import pytest

from infrasketch_desktop.assistant import kept
from infrasketch_desktop.assistant.archive import conversation_to_text
from infrasketch_desktop.assistant.conversation import Conversation, Exchange, Fate
from infrasketch_desktop.assistant.kept import conversation_in, kept_from_text, kept_to_text, with_exchange

FIRST = Exchange("Add a cache", "A cache.", title="Add a cache", fate=Fate.OPEN)
SECOND = Exchange("What is slow?", "The database.")
PARTS = {"said": conversation_to_text(Conversation((FIRST,))), "draft": "and then", "asks": False}


def asked(parts: dict[str, object]) -> list[str]:
    return [exchange.asked for exchange in conversation_in(parts).exchanges]


def test_parts_survive_as_text() -> None:
    assert kept_from_text(kept_to_text(PARTS)) == PARTS
    assert kept_to_text({}) == ""


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 9999, "3", "null"])
def test_other_text_keeps_nothing(text: str) -> None:
    assert kept_from_text(text) == {}


@pytest.mark.parametrize("said", [None, 3, "", "{}", '{"format":1,"exchanges":[3]}'])
def test_what_cannot_be_read_was_not_said(said: object) -> None:
    assert conversation_in({"said": said}) == Conversation()


def test_a_proposal_that_is_too_large_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_CHARACTERS", 1_000)
    assert kept_from_text(kept_to_text({**PARTS, "proposal": "x" * 1_000, "bill": {"op": "a"}})) == PARTS


def test_an_exchange_comes_last_and_the_rest_stays() -> None:
    parts = with_exchange(PARTS, SECOND)
    assert asked(parts) == ["Add a cache", "What is slow?"]
    assert (parts["draft"], parts["asks"]) == ("and then", False)


def test_a_proposal_that_waits_stays_the_last_word() -> None:
    parts = with_exchange({**PARTS, "proposal": {"title": "Add a cache"}}, SECOND)
    assert asked(parts) == ["What is slow?", "Add a cache"]
    assert "proposal" in parts


def test_a_fresh_conversation_forgets_all_but_what_waits() -> None:
    assert asked(with_exchange(PARTS, SECOND, fresh=True)) == ["What is slow?"]
    waiting = {**PARTS, "proposal": {"title": "Add a cache"}}
    assert asked(with_exchange(waiting, SECOND, fresh=True)) == ["What is slow?", "Add a cache"]
