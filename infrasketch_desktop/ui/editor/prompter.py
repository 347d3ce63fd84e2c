"""Carries sentences from the prompt line to the engine and what they come to back into the document."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.transforming import transform
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.editor.drafts import Draft
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.editor.prompt_line import PromptLine
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks

_QUOTED = re.compile("“(.+?)”")


class Prompter(QObject):
    """One sentence at a time. A diagram that was edited meanwhile gets the sentence again, on its newest state."""

    def __init__(self, editor: Editor, line: PromptLine, engine: Engine, tasks: Tasks) -> None:
        super().__init__(line)
        self._editor = editor
        self._line = line
        self._engine = engine
        self._tasks = tasks
        self._task: Task | None = None
        self._asked: tuple[str, str] | None = None
        self._told_step: str | None = None
        line.sent.connect(self.run)
        line.answered.connect(self._answer)
        line.undo_wanted.connect(self._undo)
        editor.document_changed.connect(self._on_document_changed)

    def run(self, sentence: str) -> None:
        """Do what `sentence` says, or ask the one question it needs."""
        if self._task is not None:
            self._task.cancel()
        focus = self._editor.selection.ids

        def work(diagram: Diagram, progress: Progress) -> Draft:
            if not (diagram.nodes or diagram.groups):
                return self._engine.describe(sentence, diagram, progress)
            return self._engine.command(sentence, diagram, focus)

        self._task = self._tasks.run_on(
            self._editor.document,
            tr("Reading the sentence"),
            work,
            lambda draft: self._take(sentence, draft),
            lambda _draft: self.run(sentence),
        )

    def show(self, draft: Draft, sentence: str) -> None:
        """Tell what a draft that is already in the document came to."""
        self._line.show_reply(draft.reply)
        self._line.box.set_history([*self._line.box.history, sentence])
        self._told_step = self._editor.document.undo_title

    def _take(self, sentence: str, draft: Draft) -> None:
        self._task = None
        self._asked = (sentence, draft.reply.question) if draft.reply.question else None
        if draft.target is not None and not self.apply(draft):
            return
        if draft.reply.changed or not draft.reply.question:
            self._line.box.accept()
        self._line.show_reply(draft.reply)
        self._told_step = self._editor.document.undo_title

    def apply(self, draft: Draft) -> bool:
        """Put the draft into the document as one undo step and show what is new."""
        target = draft.target
        assert target is not None
        before = self._editor.document.snapshot()
        if not self._editor.edit(draft.title, lambda edit: transform(edit, target)):
            return False
        new = [i for i in (*target.nodes, *target.groups) if i not in before]
        if not before.nodes:
            # Only when the answer has taken its room below the canvas.
            QTimer.singleShot(0, self._editor.canvas, self._editor.canvas.fit_all)
        elif new:
            self._editor.selection.set(new)
            self._editor.canvas.reveal(target.shown(i) for i in new)
        return True

    def _answer(self, option: str) -> None:
        if self._asked is None:
            return
        sentence, question = self._asked
        self.run(answered(sentence, question, option))

    def _undo(self) -> None:
        self._editor.undo()
        self._line.clear_reply()

    def _on_document_changed(self, _changes: ChangeSet) -> None:
        if self._told_step is not None and self._editor.document.undo_title != self._told_step:
            self._line.forget_undo()
            self._told_step = None


def answered(sentence: str, question: str, option: str) -> str:
    """The sentence again, with what the question was about named by the option; quotes keep a label in one piece."""
    found = _QUOTED.search(question)
    quoted = f'"{option}"'
    if found is not None:
        changed, count = re.subn(re.escape(found[1]), lambda _match: quoted, sentence, count=1, flags=re.IGNORECASE)
        if count:
            return changed
    return f"{sentence} {quoted}"
