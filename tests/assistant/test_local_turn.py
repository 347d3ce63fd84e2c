"""Turns of the sketcher: the same result as those of a model, without a network, for nothing."""

import pytest

from infrasketch_desktop.assistant.conversation import Fate
from infrasketch_desktop.assistant.local_turn import NOTHING_FOUND, run_local_turn
from infrasketch_desktop.assistant.turns import Asked, Ending, TurnResult
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.assistant.shop import shop


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(resource_path("lexicon"))


@pytest.fixture
def laid_out() -> list[Diagram]:
    """What was given to the layout."""
    return []


@pytest.fixture
def run(lexicon: Lexicon, laid_out: list[Diagram]):
    def run(text: str, diagram: Diagram, *focus: str) -> TurnResult:
        def lay_out(drawn: Diagram) -> Diagram:
            laid_out.append(drawn)
            return drawn

        return run_local_turn(Asked(text, diagram, focus=focus), lexicon, lay_out)

    return run


def test_a_description_is_drawn_and_laid_out_as_a_proposal(run, laid_out: list[Diagram]) -> None:
    result = run("A web app calls an API that stores orders in PostgreSQL", Diagram())
    assert result.ending is Ending.ANSWERED
    assert result.text == "Drew 3 nodes and 2 connections."
    assert result.title.startswith("Sketch “A web app")
    assert result.target is laid_out[0]
    assert result.proposal is not None
    assert (result.exchange.model, result.exchange.fate) == ("", Fate.OPEN)
    assert 0 < len(result.suggestions) <= 3


def test_what_stands_on_the_sheet_already_stays(run) -> None:
    base = build_diagram([Note(id="note", text="Draft")])
    assert run("A web app with PostgreSQL", base).target.notes == base.notes


def test_a_command_changes_what_is_and_leaves_the_rest_in_its_place(run, laid_out: list[Diagram]) -> None:
    base = shop()
    result = run("put a queue between the web app and the API", base)
    assert [n.id for n in result.target.nodes.values() if n.id not in base.nodes] == ["queue"]
    assert all(result.target.nodes[i] == base.nodes[i] for i in base.nodes)
    assert laid_out == []
    assert result.title == result.text == result.exchange.title


def test_a_question_changes_nothing(run) -> None:
    base = shop()
    result = run("remove the flux capacitor", base)
    assert result.ending is Ending.ASKED
    assert result.question is not None
    assert "flux capacitor" in result.question.text
    assert result.exchange.question == result.question.text
    assert result.target is base


def test_text_without_any_part_of_a_system_is_said_to_be_so(run) -> None:
    base = Diagram()
    result = run("the quick brown fox", base)
    assert (result.text, result.title, result.proposal) == (NOTHING_FOUND, "", None)
    assert result.target is base


def test_focus_tells_what_it_means(run) -> None:
    result = run("remove it", shop(), "db")
    assert "db" not in result.target.nodes


def test_secrets_are_not_remembered(run) -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    assert key not in run(f"add a cache called {key}", shop()).exchange.asked
