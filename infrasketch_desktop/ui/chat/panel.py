"""The chat as a panel: the conversation, what is asked before drawing, and the box to type in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.chat.asking_first import AskingFirst
from infrasketch_desktop.ui.chat.brief_card import BriefCard
from infrasketch_desktop.ui.chat.composer import Composer
from infrasketch_desktop.ui.chat.focus_chips import NAMED
from infrasketch_desktop.ui.chat.hooks import ChatHooks
from infrasketch_desktop.ui.chat.talk import Talk
from infrasketch_desktop.ui.chat.transcript import Transcript
from infrasketch_desktop.ui.describing import name_of
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.opener import try_page
from infrasketch_desktop.ui.panels.document.page_html import make_parser
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

TYPING_MS = 800
"""Pause in typing after which what is typed is kept."""


class ChatPanel(QWidget):
    """Shows a `Talk`. What is typed stays with the sketch until it is sent.

    `said` carries what the window should say.
    """

    said = Signal(str)

    def __init__(self, editor: Editor, talk: Talk, services: Services, tasks: Tasks, hooks: ChatHooks) -> None:
        super().__init__()
        self._editor = editor
        self.talk = talk
        self._assistant = assistant = services.assistant
        self._keeper = services.keeper
        self._skin = services.skin
        self._opener = services.opener
        icons = services.icons
        self._hooks = hooks
        self._whole = False
        self._is_answering = False
        self.source = label("", "hint", wrap=True)
        self.connect_model = button(tr("Connect a model…"), hooks.choose_source, "link")
        self.new = icon_button(icons, "plus", tr("New conversation"), talk.forget, "muted")
        self.transcript = Transcript(icons)
        self.brief = BriefCard()
        self.asking = AskingFirst(self.brief, services.keeper, editor, services.engine, tasks)
        self.composer = Composer(icons, assistant.choice, hooks.choose_model)
        self._following = QTimer(self, singleShot=True, interval=0)
        self._following.timeout.connect(self._follow)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.flush)
        self._build()
        self._connect()
        self._follow()
        self._follow_focus()
        self._keeper.when_ready(self._restore, self)
        tasks.run(tr("Loading"), lambda _progress: make_parser(), lambda _parser: None, quiet=True)

    @property
    def focus(self) -> tuple[str, ...]:
        """Ids of what the next request is about; none for the whole system."""
        diagram = self._editor.document.diagram
        if self._whole:
            return ()
        return tuple(i for i in self._editor.selection.ids if i in diagram.nodes or i in diagram.groups)

    def refresh(self) -> None:
        """Show everything in the colours of now."""
        self._follow()

    def ask_about(self, ids: Sequence[str]) -> None:
        """Begin a request about these."""
        self._whole = False
        self._editor.selection.set(ids)
        self._follow_focus()
        self.composer.box.setFocus()

    def send(self, text: str) -> None:
        """Send a request, after the questions that a vague one needs."""
        if self.talk.is_running or not text.strip():
            return
        if self._assistant.is_connected:
            self.asking.ask(text, lambda full: self.talk.send(full, self.focus))
        else:
            self.talk.send(text, self.focus)

    def flush(self) -> None:
        """Keep what is typed, now."""
        self._typing.stop()
        self._keeper.keep_draft(self._editor.session, self.composer.box.text)

    def _restore(self) -> None:
        """Go on where the last run ended."""
        session = self._editor.session
        if not self.talk.log.entries and not self.talk.is_running:
            self.talk.restore(self._keeper.log(session))
        if not self.composer.box.text:
            self.composer.box.set_text(self._keeper.draft(session))
        self.composer.box.set_history([entry.exchange.asked for entry in self.talk.log.entries])

    def _build(self) -> None:
        set_role(self, "panel")
        head = QHBoxLayout()
        head.setContentsMargins(14, 6, 8, 0)
        head.setSpacing(4)
        head.addWidget(self.source, 1)
        head.addWidget(self.connect_model)
        head.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.transcript, 1)
        self.transcript.add_foot(self.brief)
        layout.addWidget(self.composer)
        self.setFocusProxy(self.composer)

    def _connect(self) -> None:
        talk, transcript, composer = self.talk, self.transcript, self.composer
        talk.changed.connect(self._following.start)  # in a turn of its own: at the end of an answer the reviewer opens
        talk.taken.connect(self._on_taken)
        talk.too_few.connect(self._on_too_few)
        self._assistant.changed.connect(self._follow)
        self._assistant.choice.changed.connect(self._follow_price)
        self._editor.selection.changed.connect(self._on_selected)
        self._editor.document_changed.connect(lambda _changes: self._follow_price())
        composer.sent.connect(self.send)
        composer.stopped.connect(talk.stop)
        composer.decided.connect(lambda accept: talk.decide(accept=accept))
        composer.typed.connect(self._typing.start)
        composer.typed.connect(self._follow_price)
        composer.preview_wanted.connect(self._hooks.preview)
        composer.focus.removed.connect(self._on_whole)
        transcript.answered.connect(self.send)
        transcript.retry_wanted.connect(talk.retry)
        transcript.local_wanted.connect(lambda: talk.retry(local=True))
        transcript.review_wanted.connect(lambda number: talk.review(number // 2))
        transcript.refused.connect(lambda number: talk.refuse(number // 2))
        transcript.link_clicked.connect(self._on_link)

    # --- following

    def _follow(self) -> None:
        self.transcript.show_messages(self.talk.views, self._skin.colors, _welcome(self._assistant.is_connected))
        self.composer.show_running(self.talk.is_running)
        self.composer.is_reviewing = self.talk.is_reviewing
        if self.composer.suggestions != self.talk.suggestions:
            self.composer.show_suggestions(self.talk.suggestions)
        self.new.setVisible(bool(self.talk.log.entries))
        self.new.setEnabled(not self.talk.is_running)
        self.source.setText(self._assistant.line)
        self.connect_model.setVisible(not self._assistant.is_connected)
        self._follow_price()
        self._tell_answer()

    def _tell_answer(self) -> None:
        """Have an answer read aloud once it is complete; what streams would be read in pieces."""
        if self._is_answering and not self.talk.is_running and self.talk.views:
            answer = QTextDocumentFragment.fromMarkdown(self.talk.views[-1].text)
            announce(self.transcript, answer.toPlainText())
        self._is_answering = self.talk.is_running

    def _follow_price(self) -> None:
        self.composer.estimate.setText(self._assistant.estimate_line(self.talk.item))

    def _on_selected(self) -> None:
        self._whole = False
        self._follow_focus()

    def _on_whole(self) -> None:
        self._whole = True
        self._follow_focus()

    def _follow_focus(self) -> None:
        diagram, focus = self._editor.document.diagram, self.focus
        records = (diagram.get(i) for i in focus[:NAMED])
        names = [name_of(record) for record in records if record is not None]
        self.composer.focus.show_names(names, len(focus) - len(names))

    def _on_taken(self, asked: str) -> None:
        """The box empties itself of what was sent; a suggestion or an answer by button leaves what is typed there."""
        if asked.startswith(self.composer.box.text):
            self.composer.box.accept()
        self.flush()
        self.transcript.go_to_end()

    def _on_too_few(self, required: int) -> None:
        self._hooks.buy(required, self._send_again)

    def _send_again(self) -> None:
        """The credits have arrived: go on with what waits in the box, or with what failed for want of them."""
        if self.composer.box.text:
            self.send(self.composer.box.text)
        else:
            self.talk.retry()

    def _on_link(self, address: QUrl) -> None:
        if address.scheme() in ("http", "https"):
            trouble = try_page(self._opener, address.toString())
            if trouble:
                self.said.emit(trouble)


def _welcome(connected: bool) -> str:
    if connected:
        return tr(
            "Ask about this system or one part of it, or say what should change. Changes appear on the canvas first, "
            "and you decide about each."
        )
    return tr(
        "Say what should change: the sketcher on this computer understands plain sentences, without a network. Connect "
        "a model to talk about the system."
    )
