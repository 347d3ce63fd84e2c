"""What holds for every command: all or nothing, the same every time, one question at most, never a crash."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.sketcher.commands.interpret import MAX_SUMMARY, interpret
from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.sketcher.commands.support import Speaker, drawn, shop

WORDS = st.sampled_from(
    ["add", "a", "the", "cache", "queue", "between", "and", "in", "front", "of", "remove", "rename", "to", "connect",
     "Stripe", "order", "service", "gateway", "database", "it", "them", "everything", "with", "for", "all", ",", ".",
     "?", "instead", "split", "into", "group", "as", "web", "shop", "that", "calls", "via", "through", "another",
     "two", "more", "should", "not", "talk", "label", "arrow", "from", "make", "API", "Redis", "Kafka", "is",
     "called", "replace", "swap", "behind", "so",
     "group", "ungroup", "VPC", "move", "split", "merge", "scale", "copy", "label", "keep", "only", '"', "'", "->"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=25).map(" ".join))


def test_clauses_are_carried_out_in_order(say: Speaker) -> None:
    after = say("rename Stripe to Adyen, remove the catalog db and put a CDN in front of the web shop", shop())
    assert {"Adyen", "CDN"} <= after.labels
    assert "Catalog DB" not in after.labels


def test_one_unclear_clause_stops_them_all(say: Speaker) -> None:
    after = say("remove Stripe and delete the mainframe", shop())
    assert after.result.question
    assert "mainframe" in after.result.unknown
    assert not after.result.operations


def test_it_may_be_what_is_selected(say: Speaker) -> None:
    assert "Stripe" not in say("delete it", shop(), focus=("pay",)).labels


def test_politeness_changes_nothing(say: Speaker) -> None:
    assert say("Could you please remove Stripe, thanks?", shop()).labels == say("remove Stripe", shop()).labels


def test_a_typing_error_is_forgiven(say: Speaker) -> None:
    assert "Stripe" not in say("remove the strpe", shop()).labels


def test_nonsense_is_not_understood(say: Speaker) -> None:
    result = say("purple monkey dishwasher", shop()).result
    assert not result.understood
    assert result.question


def test_on_an_empty_sheet_a_description_is_sketched(say: Speaker) -> None:
    after = say("A web app behind a load balancer, with PostgreSQL and a Redis cache", drawn(""))
    assert {"Load balancer", "Web app", "PostgreSQL", "Redis cache"} <= after.labels


def test_an_empty_sheet_can_be_built_up_step_by_step(say: Speaker) -> None:
    after = say("add a Vue frontend, a Django API and a Postgres database, and connect them in that order", drawn(""))
    assert after.arrows == {"vue-frontend>django-api", "django-api>postgresql-database"}


def test_too_many_steps_are_asked_back(say: Speaker) -> None:
    result = say("add a cache. " * 30, shop()).result
    assert result.question
    assert not result.operations


def test_the_summary_is_one_short_line(say: Speaker) -> None:
    summary = say("remove Stripe   and\n rename the catalog service to " + "Very " * 20 + "Long", shop()).result.summary
    assert "\n" not in summary
    assert len(summary) <= MAX_SUMMARY + 1


@pytest.mark.parametrize("command", ["Why is there a gateway?", "is Stripe needed", "explain the data flow"])
def test_a_question_changes_nothing_and_is_answered(say: Speaker, command: str) -> None:
    result = say(command, shop()).result
    assert not result.operations
    assert result.question is None
    assert result.notes


def framed() -> Diagram:
    return drawn(
        "a:service:Order Service@in, b:cache:Redis@in, c:queue:Kafka@out, d:client:Web",
        "d>a a>b a>c",
        "out:VPC, in:Group",
    )


@given(text=TEXTS, diagram=st.sampled_from([shop(), framed(), drawn("")]))
def test_any_text_gives_the_same_applicable_operations_twice(say: Speaker, text: str, diagram: Diagram) -> None:
    first, second = say(text, diagram), say(text, diagram)
    assert first.result == second.result
    assert not (first.result.question and first.result.operations)
    edges = [(edge.source, edge.target) for edge in first.diagram.edges.values()]
    assert len(edges) == len(set(edges))
    assert all(source != target for source, target in edges)
    assert all(re.fullmatch(r"[a-z0-9-]{1,64}", name) for name in (*first.diagram.nodes, *first.diagram.edges))


@given(text=TEXTS.filter(bool), gap=st.sampled_from(["", " ", " and ", ". "]))
def test_ten_kilobytes_do_no_harm(lexicon: Lexicon, text: str, gap: str) -> None:
    interpret(((text + gap) * 10_000)[:10_000], shop(), lexicon)


@pytest.mark.benchmark
def test_a_command_takes_less_than_twenty_milliseconds(lexicon: Lexicon) -> None:
    command = "rename Stripe to Adyen, remove the catalog db and put a queue between the order service and Adyen"
    interpret(command, shop(), lexicon)
    begin = time.perf_counter()
    for _ in range(20):
        interpret(command, shop(), lexicon)
    took = (time.perf_counter() - begin) / 20 * 1000
    print(f"one command: {took:.2f} ms")
    assert took < 20
