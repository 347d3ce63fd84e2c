import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.ids import is_valid_id
from infrasketch_desktop.diagram.operations import AddEdge, AddNode
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.sketch import MAX_CHARACTERS, Sketch, sketch
from tests.sketcher.support.drawing import Artist
from tests.sketcher.support.sets import NAMES, load_items

ISSUE = (
    "A web app behind a load balancer, an API in FastAPI with a Redis cache and PostgreSQL, "
    "and a worker that takes jobs from RabbitMQ"
)
LEXICON = Lexicon.load(resource_path("lexicon"))
WORDS = sorted(
    {word for name in NAMES for item in load_items(name) for word in item["text"].split()}
    | {"->", "-->", "|x|", "(", ")", "[", "\n", "graph TD\n", "&", "which", "it", "each", "no", "instead of"}
)


def _is_sound(drawn: Sketch) -> bool:
    """Whether a diagram accepts the operations, with no loop, no double edge and nothing silently unconnected."""
    document = Document()
    apply_operations(document, drawn.operations, "Sketch")
    nodes = [operation for operation in drawn.operations if isinstance(operation, AddNode)]
    edges = [operation for operation in drawn.operations if isinstance(operation, AddEdge)]
    pairs = [(edge.source, edge.target) for edge in edges]
    linked = {end for pair in pairs for end in pair}
    reported = [node.label for node in nodes if any(note.startswith(f"{node.label} is not") for note in drawn.notes)]
    return (
        all(is_valid_id(operation.id) for operation in drawn.operations)
        and all(source != target for source, target in pairs)
        and len(pairs) == len(set(pairs))
        and all(node.id in linked or node.label in reported or len(drawn.notes) >= 40 for node in nodes)
    )


def test_the_example_of_the_issue_gives_what_an_architect_would_draw(draw: Artist) -> None:
    drawing = draw(ISSUE)
    assert drawing.kinds == {
        "Web app": "server",
        "Load balancer": "load_balancer",
        "API": "api",
        "Redis cache": "cache",
        "PostgreSQL": "database",
        "Worker": "worker",
        "RabbitMQ": "queue",
    }
    assert drawing.technologies["API"] == "FastAPI"
    assert drawing.edges == {
        "Load balancer > Web app",
        "Web app > API",
        "API > Redis cache",
        "API > PostgreSQL",
        "API > RabbitMQ",
        "RabbitMQ > Worker",
    }
    assert drawing.labels["RabbitMQ > Worker"] == "Jobs"


def test_it_says_which_edges_it_inferred(draw: Artist) -> None:
    notes = draw(ISSUE).sketch.notes
    assert "Connected Web app to API; the text does not say so." in notes
    assert "Connected API to RabbitMQ; the text does not say so." in notes
    assert len(notes) == 2


def test_the_same_text_gives_the_same_operations() -> None:
    for item in load_items("given"):
        assert repr(sketch(item["text"], LEXICON)) == repr(sketch(item["text"], Lexicon.load(resource_path("lexicon"))))


def test_a_sketch_changes_nothing_for_the_next_one() -> None:
    before = sketch(ISSUE, LEXICON)
    for item in load_items("development"):
        sketch(item["text"], LEXICON)
    assert sketch(ISSUE, LEXICON) == before


@pytest.mark.parametrize("name", NAMES)
def test_every_sketch_of_the_sets_is_sound(name: str) -> None:
    for item in load_items(name):
        assert _is_sound(sketch(item["text"], LEXICON)), item["id"]


def test_a_longer_text_is_cut_with_a_note(draw: Artist) -> None:
    drawing = draw("The API writes to Postgres. " + "x " * MAX_CHARACTERS)
    assert drawing.edges == {"API > PostgreSQL"}
    assert drawing.sketch.notes[0] == "The text is too long; only its beginning was read."


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "?!", "the of and", "\x00\ufeff"])
def test_a_text_without_words_gives_nothing(text: str) -> None:
    assert sketch(text, LEXICON).operations == ()


def test_a_text_that_names_nothing_gets_a_question(draw: Artist) -> None:
    assert draw("It should be fast and cheap.").sketch.question.startswith("Which parts does the system have")


def test_there_is_at_most_one_question_and_it_names_what_is_alone(draw: Artist) -> None:
    assert draw("The zorbler. The API calls Stripe.").sketch.question in {
        "What is “zorbler”?",
        "What is “The zorbler”?",
    }


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_sound_sketch(text: str) -> None:
    assert _is_sound(sketch(text, LEXICON))


@pytest.mark.parametrize(
    "text", ["Messages are sent to a chat app", "Mails are stored in a wiki", "SERVICE:ADD/BETWEEN/ALL"]
)
def test_a_usual_design_replaces_all_that_was_read(text: str) -> None:
    assert _is_sound(sketch(text, LEXICON))


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_words_of_the_trade_give_a_sound_sketch(text: str) -> None:
    assert _is_sound(sketch(text, LEXICON))


@pytest.mark.parametrize(
    "piece",
    ["a,", "Redis and ", "-> ", "a -> ", "(", "-", "graph TD\nA --> ", "A[", "each service ", "that ", "reads ", "'s",
     "→", "a/b/c.", "postgrezx ", "X which writes to Y which ", "- API\n", "=>", "a -- b -", "|", "~", "w/ ", "no "],
)  # fmt: skip
def test_ten_kilobytes_of_one_piece_are_read_within_bounds(piece: str) -> None:
    drawn = sketch((piece * 10_000)[:10_000], LEXICON)
    assert _is_sound(drawn)
    assert len(drawn.operations) <= 2_300


@pytest.mark.benchmark
def test_time_for_sixty_words_and_for_ten_kilobytes(capsys: pytest.CaptureFixture[str]) -> None:
    from time import perf_counter

    chosen = random.Random(1)
    texts = [item["text"] for name in NAMES for item in load_items(name)]
    longest = max(texts, key=len)
    mixed = " ".join(chosen.choice(texts) for _ in range(120))[:10_000]
    with capsys.disabled():
        for title, text in (("longest item", longest), ("10 kB of descriptions", mixed)):
            times = []
            for _ in range(7):
                start = perf_counter()
                sketch(text, LEXICON)
                times.append(perf_counter() - start)
            print(f"\n{title} ({len(text.split())} words): {min(times) * 1000:.1f} ms")
