"""Follow-ups, questions before vague requests, and how much a change takes away: all found without a model."""

import pytest

from infrasketch_desktop.assistant.impact import is_destructive
from infrasketch_desktop.assistant.questions import CARD, question_card, with_answers
from infrasketch_desktop.assistant.suggestions import follow_ups
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.operations import AddNode
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.assistant.shop import shop
from tests.support.diagrams import edge, node


def finding(rule: str, element: str, fix: str) -> Finding:
    added = AddNode(id="x", kind=NodeKind.CACHE, label="x")
    return Finding(rule, Severity.LOW, "t", "r", (element,), (Fix(fix, (added,)),) if fix else ())


def test_three_follow_ups_come_out_of_the_review_one_of_each_rule() -> None:
    findings = (
        finding("a", "db", "Add a replica of Orders"),
        finding("a", "api", "Add a replica of API"),
        finding("b", "api", ""),
        finding("c", "api", "Add a cache"),
        finding("d", "api", "Add monitoring"),
        finding("e", "api", "Add authentication"),
    )
    assert follow_ups(shop(), findings=findings) == ("Add a replica of Orders", "Add a cache", "Add monitoring")


def test_what_is_new_comes_first_and_what_the_model_offers_before_all() -> None:
    before = shop()
    after = build_diagram([*before, node("q", kind=NodeKind.QUEUE)])
    findings = (finding("a", "db", "Old"), finding("b", "q", "New"))
    assert follow_ups(after, before, ("Said",), findings) == ("Said", "New", "Old")


def test_where_the_review_has_nothing_to_say_common_next_steps_fill_up() -> None:
    assert len(follow_ups(shop(), findings=())) == 3
    assert follow_ups(shop(), findings=(), talking=False) == ()


def test_nothing_is_offered_about_an_empty_sheet_but_what_was_said() -> None:
    assert follow_ups(Diagram()) == ()
    assert follow_ups(Diagram(), given=("a", "a", "b", "c", "d")) == ("a", "b", "c")


def test_a_real_review_gives_follow_ups_of_its_fixes() -> None:
    assert {"Add authentication to API", "Add a replica of Orders"} <= set(follow_ups(shop(), talking=False))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(resource_path("lexicon"))


@pytest.mark.parametrize("text", ["An online shop", "Design a chat app for my company", "a blog with comments"])
def test_a_vague_request_gets_the_card(text: str, lexicon: Lexicon) -> None:
    assert [question.id for question in question_card(text, Diagram(), lexicon)] == [
        "scale", "consistency", "latency", "technology"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "An online shop for 2 million users",
        "An online shop with strictly consistent stock",
        "A chat with low latency",
        "An online shop on PostgreSQL",
        "An online shop in AWS",
        "A shop for " + "one more sort of people and " * 10,
        "   ",
    ],
)
def test_a_request_that_says_enough_gets_none(text: str, lexicon: Lexicon) -> None:
    assert question_card(text, Diagram(), lexicon) == ()


def test_a_request_about_a_drawing_gets_none(lexicon: Lexicon) -> None:
    assert question_card("Add a cache", shop(), lexicon) == ()


def test_a_word_that_is_a_product_only_sometimes_is_no_technology(lexicon: Lexicon) -> None:
    assert question_card("A place where people go and react", Diagram(), lexicon) == CARD


def test_answers_are_put_below_the_request_in_the_order_of_the_card() -> None:
    merged = with_answers("A shop ", {"technology": "AWS", "scale": " Millions\n a day ", "latency": ""})
    assert merged == "A shop\n\n- How many people use it? Millions a day\n- What should it be built with? AWS"


def test_a_card_that_was_skipped_changes_nothing() -> None:
    assert with_answers("A shop ", {"scale": " ", "unknown": "x"}) == "A shop "


def nodes(count: int, **fields: object) -> list[Node]:
    return [node(f"n{n}", **fields) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "gone", "expected"),
    [(6, 2, False), (6, 3, True), (1, 1, False), (2, 2, True), (3, 1, False), (100, 34, True)],
)
def test_more_than_a_third_of_the_nodes_is_destructive_unless_it_is_one(count: int, gone: int, expected: bool) -> None:
    base = nodes(count)
    assert is_destructive(build_diagram(base), build_diagram(base[gone:])) is expected


def test_changed_content_counts_and_places_groups_and_edges_do_not() -> None:
    base = build_diagram(nodes(4))
    assert is_destructive(base, build_diagram(nodes(4, technology="Go")))
    moved = build_diagram([*nodes(4, x=50.0, pinned=True), edge("n0", "n1")])
    assert not is_destructive(base, moved)
