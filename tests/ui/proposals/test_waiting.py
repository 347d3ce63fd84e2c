"""What another program proposed is offered in the window of its sketch, and waits until somebody decides."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import Proposal, propose
from infrasketch_desktop.storage.proposals import WaitingProposals
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.proposals.waiting import WaitingOffer, notice_of
from tests.support.diagrams import document, node
from tests.ui.proposals.conftest import Table

API, CACHE = node("api", 0, 0, label="API"), node("cache", 0, 200, label="Cache")
BASE = document(API).diagram


def proposal(title: str = "Add a cache") -> Proposal:
    return propose(title, BASE, document(API, CACHE).diagram)


@pytest.fixture
def sketch(tmp_path: Path) -> Path:
    return tmp_path / "shop.infrasketch"


@pytest.fixture
def waiting(tmp_path: Path) -> WaitingProposals:
    return WaitingProposals(tmp_path / "state")


@pytest.fixture
def table(lay: Callable[[Diagram], Table], sketch: Path) -> Table:
    table = lay(BASE)
    table.editor.session.save_as(sketch)
    return table


@pytest.fixture
def offer(table: Table, waiting: WaitingProposals) -> WaitingOffer:
    return WaitingOffer(table.editor, table.review, waiting)


def test_what_waits_is_offered_once_and_shown_when_wanted(
    table: Table, offer: WaitingOffer, waiting: WaitingProposals, sketch: Path, qtbot: QtBot
) -> None:
    waiting.put(sketch, proposal())
    with qtbot.waitSignal(offer.offered) as told:
        offer.look()
    assert told.args == ["Add a cache"]
    assert table.review.proposal is None
    with qtbot.assertNotEmitted(offer.offered):
        offer.look()
    offer.show()
    assert table.proposal.all == {"cache"}


def test_what_is_taken_waits_no_more(
    table: Table, offer: WaitingOffer, waiting: WaitingProposals, sketch: Path
) -> None:
    waiting.put(sketch, proposal())
    offer.look()
    offer.show()
    assert table.review.accept()
    assert "cache" in table.diagram
    assert waiting.find(sketch, table.diagram) is None


@pytest.mark.parametrize("looked", [True, False])
def test_what_is_refused_waits_no_more(
    table: Table, offer: WaitingOffer, waiting: WaitingProposals, sketch: Path, looked: bool
) -> None:
    waiting.put(sketch, proposal())
    offer.look()
    if looked:
        offer.show()
        table.review.refuse()
    else:
        offer.refuse()
    assert not waiting.path_for(sketch).exists()
    assert "cache" not in table.diagram


def test_a_newer_one_that_came_meanwhile_stays(
    table: Table, offer: WaitingOffer, waiting: WaitingProposals, sketch: Path
) -> None:
    waiting.put(sketch, proposal())
    offer.look()
    offer.show()
    waiting.put(sketch, proposal("Add a faster cache"))
    os.utime(waiting.path_for(sketch), ns=(1, 1))
    table.review.refuse()
    found = waiting.find(sketch, table.diagram)
    assert found is not None
    assert found.proposal.title == "Add a faster cache"


def test_nothing_is_offered_while_something_else_is_under_review(
    table: Table, offer: WaitingOffer, waiting: WaitingProposals, sketch: Path, qtbot: QtBot
) -> None:
    table.review.open(proposal("An import"))
    waiting.put(sketch, proposal())
    with qtbot.assertNotEmitted(offer.offered):
        offer.look()
    table.review.refuse()
    with qtbot.waitSignal(offer.offered):
        offer.look()


def test_what_is_damaged_or_out_of_date_goes_in_silence(
    table: Table, offer: WaitingOffer, waiting: WaitingProposals, sketch: Path, qtbot: QtBot
) -> None:
    waiting.put(sketch, proposal())
    waiting.path_for(sketch).write_bytes(b"{")
    with qtbot.assertNotEmitted(offer.offered):
        offer.look()
    assert not waiting.path_for(sketch).exists()
    waiting.put(sketch, propose("Nothing", BASE, BASE))
    with qtbot.assertNotEmitted(offer.offered):
        offer.look()
    assert not waiting.path_for(sketch).exists()


def test_the_message_names_what_is_proposed(offer: WaitingOffer) -> None:
    notice = notice_of(offer, "Add a cache")
    assert notice.text == "Another assistant proposes: Add a cache"
    assert [choice.title for choice in notice.choices] == ["Review", "Refuse"]


def test_a_press_in_the_message_opens_the_review(
    sketched: MainWindow, tmp_path: Path, idle: Callable[[MainWindow], None], qtbot: QtBot
) -> None:
    bench = sketched.bench
    assert bench is not None
    sketch = tmp_path / "shop.infrasketch"
    bench.editor.session.save_as(sketch)
    before = bench.editor.document.snapshot()
    target = build_diagram([*before, CACHE])
    sketched.services.workspace.proposals.put(sketch, propose("Add a cache", before, target))
    bench.offer.look()
    press(sketched, "Review", qtbot)
    assert bench.review.proposal is not None
    assert bench.review.proposal.all == {"cache"}
    assert bench.review.accept()
    idle(sketched)
    assert "cache" in bench.editor.document.diagram


def press(window: MainWindow, title: str, qtbot: QtBot) -> None:
    button = next(each for each in window.banners.findChildren(QPushButton) if each.text() == title)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
