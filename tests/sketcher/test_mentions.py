import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.mentions import Mention, Role, find_mentions
from infrasketch_desktop.sketcher.tokens import tokenize


def _only(text: str, lexicon: Lexicon) -> Mention:
    (mention,) = find_mentions(tokenize(text), lexicon)
    return mention


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("the order service", "Order service", NodeKind.SERVICE),
        ("a separate machine learning container", "Machine learning container", NodeKind.SERVER),
        ("an SQS queue", "SQS queue", NodeKind.QUEUE),
        ("a Flask API", "Flask API", NodeKind.API),
        ("the React app", "React app", NodeKind.CLIENT),
        ("the mobile banking app", "Mobile banking app", NodeKind.CLIENT),
        ("a Redis instance", "Redis instance", NodeKind.CACHE),
        ("the Slack bot", "Slack bot", NodeKind.SERVICE),
        ("the Stripe API", "Stripe API", NodeKind.EXTERNAL),
        ("a Node.js Express server", "Node.js Express server", NodeKind.SERVER),
        ("the thumbnail Lambda", "Thumbnail Lambda", NodeKind.FUNCTION),
        ("postgress", "PostgreSQL", NodeKind.DATABASE),
        ("a fan-out queue", "Fan-out queue", NodeKind.QUEUE),
    ],
)
def test_a_phrase_that_names_a_part(text: str, label: str, kind: NodeKind, lexicon: Lexicon) -> None:
    mention = _only(text, lexicon)
    assert (mention.role, mention.label, mention.kind) == (Role.PART, label, kind)


@pytest.mark.parametrize(
    ("text", "role"),
    [("the user data", Role.FLOW), ("service levels", Role.FLOW), ("a private subnet", Role.GROUP),
     ("the zorbler", Role.WEAK), ("service discovery", Role.WEAK), ("the Kubernetes cluster", Role.GROUP)],
)  # fmt: skip
def test_a_phrase_that_names_something_else(text: str, role: Role, lexicon: Lexicon) -> None:
    assert _only(text, lexicon).role is role


def test_counts_and_determiners_are_kept(lexicon: Lexicon) -> None:
    mention = _only("the three app servers", lexicon)
    assert (mention.count, mention.plural, mention.definite) == (3, True, True)
    assert _only("2 workers", lexicon).count == 2


def test_two_names_side_by_side_are_two_phrases(lexicon: Lexicon) -> None:
    assert [mention.label for mention in find_mentions(tokenize("Redis Elasticsearch"), lexicon)] == [
        "Redis",
        "Elasticsearch",
    ]


def test_a_noun_before_its_name_is_one_phrase(lexicon: Lexicon) -> None:
    assert _only("the message broker RabbitMQ", lexicon).kind is NodeKind.QUEUE


@pytest.mark.parametrize("text", ["go to the shop", "the rest of it", "a square peg", "spring is here"])
def test_english_words_are_no_names_in_lower_case(text: str, lexicon: Lexicon) -> None:
    assert all(mention.technology is None for mention in find_mentions(tokenize(text), lexicon))
