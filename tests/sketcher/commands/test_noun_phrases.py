"""Determiners, numbers and ordinals come off, lists come apart."""

from __future__ import annotations

import pytest

from infrasketch_desktop.sketcher.commands.noun_phrases import Phrase, parse_phrase, split_list


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the order service", Phrase("order service", definite=True)),
        ("a queue", Phrase("queue", indefinite=True)),
        ("both web servers", Phrase("web servers", all=True)),
        ("two more workers", Phrase("workers", more=True, number=2)),
        ("another worker", Phrase("worker", more=True)),
        ("a second game server", Phrase("game server", indefinite=True, ordinal=2)),
        ("its own database", Phrase("database", own=True)),
        ("3 replicas", Phrase("replicas", number=3)),
        ("Kafka", Phrase("Kafka")),
        ("a third party", Phrase("third party", indefinite=True)),
    ],
)
def test_phrases(text: str, phrase: Phrase) -> None:
    assert parse_phrase(text) == phrase


def test_a_list_has_its_parts_in_order() -> None:
    assert split_list("A, B and C") == (("A",), ("B",), ("C",))


def test_a_head_said_once_goes_to_every_part() -> None:
    assert split_list("the Accounts and Ledger services")[0][0] == "the Accounts service"
