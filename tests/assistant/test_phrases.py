"""A phrase is its English text, and knows what it was made of."""

from __future__ import annotations

import pickle

import pytest

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.phrases import Phrase


def test_a_phrase_is_its_text() -> None:
    found = Phrase("{host} cannot be reached.", host="example.com")
    assert found == "example.com cannot be reached."
    assert (found.template, found.values) == ("{host} cannot be reached.", {"host": "example.com"})


@pytest.mark.parametrize("text", ["{", "{host}", "100 %"])
def test_braces_in_a_text_without_places_are_only_braces(text: str) -> None:
    assert Phrase(text) == text


def test_a_phrase_survives_a_copy() -> None:
    found = pickle.loads(pickle.dumps(Phrase("{what} It says: “{message}”.", what=Phrase("No."), message="{x}")))
    assert (found, found.values["message"]) == ("No. It says: “{x}”.", "{x}")


def test_all_sentences_of_a_failure_are_phrases() -> None:
    error = AssistantError(Trouble.CUT, "It ended.", kept="Nothing was changed.", advice="Try again.")
    assert str(error) == "It ended. Nothing was changed. Try again."
    assert all(isinstance(part, Phrase) for part in (error.what, error.kept, error.advice))
