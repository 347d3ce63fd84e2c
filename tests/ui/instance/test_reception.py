"""What the running program does with what other starts and links ask for."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.instance.entering import Entry, Outcome
from infrasketch_desktop.instance.links import Link
from infrasketch_desktop.instance.request import Request
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.ui.credits.controller import Link as State
from infrasketch_desktop.ui.credits.purchase import Stage
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.wallet.purchases import PurchaseState
from tests.support.credits_desk import MemoryDesk

DONE, STRANGE = (Link.PURCHASE_DONE,), (Link.UNKNOWN,)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.infrasketch"
    sketches.save(path, Diagram())
    return path


@pytest.fixture
def raised(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The windows that were told to take the keyboard, with the token that was in force at that moment."""
    told: list[str] = []
    monkeypatch.setattr(
        "infrasketch_desktop.ui.windows.bring_forward",
        lambda window: told.append(f"{window.windowTitle()} {os.environ.get('XDG_ACTIVATION_TOKEN', '')}".strip()),
    )
    return told


def test_a_file_opens_in_the_free_window_and_comes_to_the_front(program: Program, shop: Path, raised: list[str]):
    program.reception.carry_out(Request((str(shop),), activation_token="token"))
    assert len(program.windows.all) == 1
    assert raised == ["shop[*] – InfraSketch (profile) token"]
    assert "XDG_ACTIVATION_TOKEN" not in os.environ


def test_a_file_that_is_open_comes_to_the_front_and_stays_once(program: Program, shop: Path, raised: list[str]):
    for _ in range(2):
        program.reception.carry_out(Request((str(shop),)))
    program.reception.carry_out(Request((str(shop.parent / "x" / ".." / shop.name),)))
    assert len(program.windows.all) == 1
    assert len(raised) >= 3
    assert not program.windows.all[0].banners.notices


def test_a_second_file_gets_a_window_of_its_own(program: Program, shop: Path, tmp_path: Path, raised: list[str]):
    other = tmp_path / "other.infrasketch"
    sketches.save(other, Diagram())
    program.reception.carry_out(Request((str(shop), str(other))))
    assert len(program.windows.all) == 2
    assert raised[-1].startswith("other")


def test_what_is_no_sketch_is_imported_beside_what_is_open(
    program: Program, shop: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    mermaid = tmp_path / "flow.mmd"
    mermaid.write_text("flowchart TD\n  web --> db\n")
    program.reception.carry_out(Request((str(shop), str(mermaid))))
    first, second = program.windows.all
    qtbot.waitUntil(lambda: second.bench is not None, timeout=20_000)
    assert {node.label for node in second.bench.editor.document.diagram.nodes.values()} == {"web", "db"}
    assert not first.bench.editor.document.diagram.nodes
    assert not first.banners.notices


def test_a_missing_file_is_told_about_in_front(program: Program, tmp_path: Path, raised: list[str]) -> None:
    program.reception.carry_out(Request((str(tmp_path / "missing.infrasketch"),)))
    assert "missing.infrasketch" in program.windows.all[0].banners.notices[0].text
    assert raised


def test_nothing_asked_for_brings_the_window_up_that_was_used_last(
    program: Program, qtbot: QtBot, raised: list[str]
) -> None:
    first, second = program.windows.all[0], program.windows.add()
    qtbot.waitUntil(lambda: program.windows.front is second)
    first.activateWindow()
    qtbot.waitUntil(lambda: program.windows.front is first)
    first.setWindowTitle("the first one")
    program.reception.carry_out(Request())
    assert raised == ["the first one"]
    assert len(program.windows.all) == 2


def test_a_window_in_the_task_bar_comes_out_of_it(program: Program, window: MainWindow) -> None:
    window.showMinimized()
    program.reception.carry_out(Request())
    assert not window.isMinimized()
    assert window.isVisible()


def test_a_new_window_is_one_more(program: Program, raised: list[str]) -> None:
    program.reception.carry_out(Request(new_window=True))
    assert len(program.windows.all) == 2
    assert program.windows.all[1].shows_home


def test_a_strange_link_does_nothing_but_say_so(program: Program, desk: MemoryDesk, rest: Callable[[], None]) -> None:
    rest()
    before = list(desk.calls)
    program.reception.carry_out(Request(links=STRANGE))
    notice = program.windows.all[0].banners.notices[0]
    assert notice.text == "This link is not one that InfraSketch understands. Nothing was done."
    assert notice.passing
    rest()
    assert desk.calls == before


def test_the_end_of_a_purchase_syncs(program: Program, desk: MemoryDesk, rest: Callable[[], None]) -> None:
    rest()
    before = desk.calls.count("sync")
    program.reception.carry_out(Request(links=DONE))
    rest()
    assert desk.calls.count("sync") == before + 1
    assert program.services.credits.known.link is State.SYNCED


def test_a_purchase_that_is_watched_goes_on(program: Program, desk: MemoryDesk, qtbot: QtBot) -> None:
    watch = program.services.credits.purchase
    watch.pauses = lambda: itertools.repeat(3600.0)  # by itself it would look in an hour
    begun = desk.buy("pro")
    watch.follow(begun)
    desk.settle(PurchaseState.PAID)
    program.reception.carry_out(Request(links=DONE))
    qtbot.waitUntil(lambda: watch.current is not None and watch.current.stage is Stage.ADDED)


def test_a_wallet_that_never_met_a_server_is_not_led_to_one(
    program: Program, desk: MemoryDesk, rest: Callable[[], None]
) -> None:
    rest()
    desk.met = None
    before = desk.calls.count("sync")
    program.reception.carry_out(Request(links=DONE))
    rest()
    assert desk.calls.count("sync") == before


def test_a_link_of_the_start_waits_for_the_wallet(program: Program, desk: MemoryDesk, rest: Callable[[], None]) -> None:
    rest()
    program.reception._waiting = []
    before = desk.calls.count("sync")
    program.reception.begin(Request(links=DONE), Entry(Outcome.ALONE))
    rest()
    assert desk.calls.count("sync") == before
    program.reception.open_up()
    rest()
    assert desk.calls.count("sync") == before + 1


def test_a_program_beside_a_silent_one_says_so(program: Program) -> None:
    program.reception.begin(Request(), Entry(Outcome.UNANSWERED))
    assert "already open but does not answer" in program.windows.all[0].banners.notices[0].text


class Other:
    """Another start that waits for an answer."""

    def __init__(self, request: Request, *, is_wanted: bool = True) -> None:
        self.request = request
        self.is_wanted = is_wanted
        self.answers: list[str] = []

    def take(self) -> None:
        self.answers.append("taken")

    def decline(self) -> None:
        self.answers.append("declined")


def test_another_start_is_answered_and_served(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":7.0")
    request = Request(new_window=True, screen=":7")
    here, elsewhere, gone = Other(request), Other(replace(request, screen=":8")), Other(request, is_wanted=False)
    for other in (elsewhere, gone, here):
        program.reception._receive(other)  # type: ignore[arg-type]
    assert (here.answers, elsewhere.answers, gone.answers) == (["taken"], ["declined"], [])
    assert len(program.windows.all) == 2
