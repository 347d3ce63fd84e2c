import pytest

from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.segments import segment
from infrasketch_desktop.sketcher.tags import Tag
from infrasketch_desktop.sketcher.tokens import tokenize


def _verbs(text: str, lexicon: Lexicon) -> list[str]:
    return [piece.norm for piece in segment(tokenize(text), lexicon) if piece.tag is Tag.VERB]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("the API caches pages", ["caches"]),
        ("two caches and a queue", []),
        ("the service queues jobs in Redis", ["queues"]),
        ("users, orders and payments services", []),
        ("reads go to the replica, writes to the primary", ["go"]),
        ("it writes to A and reads from B", ["writes", "reads"]),
        ("it forwards reads to A and writes to B", ["forwards"]),
        ("both write to Kafka", ["write"]),
        ("a service which Tableau queries", ["queries"]),
        ("the billing service", []),
        ("a worker processing jobs", ["processing"]),
        ("a Redis-backed cache", []),
        ("the service caches rendered pages", ["caches"]),
        ("the API juggles the calls", ["juggles"]),
        ("a fan-out queue", []),
        ("dynamic requests go to the app", ["go"]),
    ],
)
def test_words_that_may_be_nouns_or_verbs(text: str, verbs: list[str], lexicon: Lexicon) -> None:
    assert [verb for verb in _verbs(text, lexicon) if verb != "rendered"] == verbs
