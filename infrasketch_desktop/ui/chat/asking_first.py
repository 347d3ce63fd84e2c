"""Decides whether a request is asked back about before it is sent, and shows the card that does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from infrasketch_desktop.assistant.questions import CardQuestion, question_card, with_answers
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.brief_card import BriefCard, BriefQuestion
from infrasketch_desktop.ui.chat.keeping import Keeper
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.tasks import Progress, Tasks

Send = Callable[[str], object]


class AskingFirst(QObject):
    """One request at a time waits for its answers; a newer one takes its place."""

    def __init__(self, card: BriefCard, keeper: Keeper, editor: Editor, engine: Engine, tasks: Tasks) -> None:
        super().__init__(card)
        self._card = card
        self._keeper = keeper
        self._editor = editor
        self._engine = engine
        self._tasks = tasks
        self._waiting: tuple[str, Send] | None = None
        card.answered.connect(self._on_answered)
        card.given_up.connect(self.give_up)

    def ask(self, text: str, send: Send) -> None:
        """Call `send` with the request and what was answered; at once where nothing needs to be asked."""
        diagram = self._editor.document.snapshot()
        if diagram.nodes or not self._keeper.asks_first(self._editor.session):
            send(text)
            return

        def work(_progress: Progress) -> tuple[CardQuestion, ...]:
            return question_card(text, diagram, self._engine.lexicon())

        self._tasks.run(tr("Reading the request"), work, partial(self._show, text, send), quiet=True)

    def give_up(self) -> None:
        """Ask nothing and send nothing; what was typed is still in the box."""
        self._waiting = None
        self._card.hide()

    def _show(self, text: str, send: Send, questions: tuple[CardQuestion, ...]) -> None:
        if not questions:
            send(text)
            return
        self._waiting = text, send
        self._card.ask(tuple(BriefQuestion(each.id, tr(each.text), tuple(map(tr, each.options))) for each in questions))

    def _on_answered(self, answers: dict[str, str]) -> None:
        if self._waiting is None:
            return
        (text, send), self._waiting = self._waiting, None
        if self._card.never.isChecked():
            self._keeper.ask_no_more(self._editor.session)
        self._card.hide()
        send(with_answers(text, answers))
