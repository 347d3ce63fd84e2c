"""The design document on the screen: it follows the diagram, shows what was selected, and is written in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import QVBoxLayout

from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.drift import Cause, Disagreement, Remedy
from infrasketch_desktop.design_doc.markup import escaped
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.describing import name_of
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.opener import Opener, try_page
from infrasketch_desktop.ui.panels.document.block_bar import BlockBar
from infrasketch_desktop.ui.panels.document.block_editor import BlockEditor
from infrasketch_desktop.ui.panels.document.book import Book, Place
from infrasketch_desktop.ui.panels.document.browser import PageBrowser
from infrasketch_desktop.ui.panels.document.chapter_bar import ChapterBar
from infrasketch_desktop.ui.panels.document.drift_list import DriftList
from infrasketch_desktop.ui.panels.document.making import DocumentMaker, Made
from infrasketch_desktop.ui.panels.document.page_html import PageWriter, style
from infrasketch_desktop.ui.panels.document.pages import Page
from infrasketch_desktop.ui.panels.document.target import Target
from infrasketch_desktop.ui.panels.seen import SeenPanel
from infrasketch_desktop.ui.tasks import Task, Tasks
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.widgets.roles import label, set_role

QUIET_MS = 300
"""Pause after the last edit before the document is written again."""


class DocumentPanel(SeenPanel):
    """Writes the document on a worker while it can be seen. The page, the current block and what is typed stay.

    `said` carries what the window should say.
    """

    said = Signal(str)

    def __init__(self, editor: Editor, tasks: Tasks, icons: Icons, skin: Skin, opener: Opener) -> None:
        super().__init__()
        self._editor = editor
        self._tasks = tasks
        self._skin = skin
        self._opener = opener
        self._maker, self._writer = DocumentMaker(), PageWriter()
        self._made: Made | None = None
        self._book = Book()
        self._at = 0
        self._shown_html = ""
        self._compared = ""
        self._wanted_passage = ""
        self._wanted_element = ""
        self._task: Task | None = None
        self._is_old, self._is_making = True, False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(QUIET_MS)
        self._pause.timeout.connect(self._make)
        self.chapters, self.browser = ChapterBar(icons), PageBrowser()
        self.drift, self.bar, self.writing = DriftList(icons), BlockBar(icons), BlockEditor()
        self.empty = label(
            tr("The document is written from the diagram. Add a component to begin."), "muted", wrap=True
        )
        self._build()
        self._connect()

    @property
    def made(self) -> Made | None:
        """The document that is shown; None before the first one has been written."""
        return self._made

    @property
    def is_behind(self) -> bool:
        """Whether the diagram has changed since the document that is shown was written."""
        return self._is_old or self._is_making

    @property
    def page(self) -> Page | None:
        return self._book.pages[self._at] if self._book.pages else None

    @property
    def block(self) -> Block | None:
        """The block the cursor is in."""
        page, place = self.page, self.browser.current
        return page.blocks[place] if page is not None and 0 <= place < len(page.blocks) else None

    def refresh(self) -> None:
        """Show the page in the colours of now."""
        self._shown_html = ""
        self.drift.refresh()
        self._show_page()

    def flush(self) -> None:
        """Save what is being typed, now."""
        if self.writing.is_changed:
            self._save()

    def show_chapter(self, chapter: Chapter) -> None:
        self._turn_to(self._book.of_chapter(chapter))

    def show_element(self, element: str) -> None:
        """Bring the section of a node or group into sight; once the document is written, if that is still to come."""
        if self.is_behind:
            self._wanted_element = element
        else:
            self._turn_to(self._book.of_element(element))

    def catch_up(self) -> None:
        """Do what was put off while nobody could see it."""
        if self.is_seen:
            if self._is_old:
                self._make()
            self._follow_selection()

    # --- writing the document

    def _on_edited(self) -> None:
        self._is_old = True
        if self.is_seen:
            self._pause.start()

    def _make(self) -> None:
        self._pause.stop()
        if self._task is not None:
            self._task.cancel()
        diagram, maker, is_there = self._editor.document.snapshot(), self._maker, lifeline(self)

        def arrived(made: Made) -> None:
            if is_there():
                self._is_making = False
                self._show(made)

        self._is_old, self._is_making = False, True
        self._task = self._tasks.run(
            tr("Writing the document"), lambda progress: maker.make(diagram, progress), arrived, quiet=True
        )

    def _show(self, made: Made) -> None:
        before, block = self.page, self.block
        self._made = made
        self._book = Book.of(made.document)
        self._at = self._book.same_page(before, block)
        self.drift.show_disagreements(made.disagreements)
        is_empty = not self._editor.document.diagram.nodes and not self._editor.document.diagram.passages
        self.empty.setVisible(is_empty)
        self.chapters.setVisible(not is_empty)
        self.browser.setVisible(not is_empty)
        self.bar.setVisible(not is_empty and self.writing.target is None)
        self._show_page(block.key if block else "")
        self._go_where_wanted()

    def _go_where_wanted(self) -> None:
        """To a text that was just saved, or to an element that was asked for while the document was being written."""
        passage, self._wanted_passage = self._wanted_passage, ""
        element, self._wanted_element = self._wanted_element, ""
        if passage:
            self._turn_to(self._book.of_passage(passage))
        elif element:
            self.show_element(element)

    # --- showing pages

    def _turn_to(self, place: Place | None) -> None:
        if place is None or not 0 <= place.at < len(self._book.pages):
            return
        if place.at != self._at:
            self._compared = ""
        self._at = place.at
        self._show_page()
        self.browser.go_to(place.place)

    def _step(self, step: int) -> None:
        self._turn_to(Place(self._at + step))

    def _show_page(self, key: str = "") -> None:
        """Render the page; the cursor goes to the block with `key`, the scroll bar stays where it was."""
        page = self._with_draft(self.page)
        if page is None:
            return
        drafts = {self.writing.target.key: self.writing.markdown} if self.writing.target else {}
        html = self._writer.html(page, drafts, self._compared)
        last = len(self._book.pages) - 1
        self.chapters.show_page(page, is_first=self._at == 0, is_last=self._at == last)
        if html != self._shown_html:
            scrolled = self.browser.verticalScrollBar().value()
            colors = self._skin.colors
            self.browser.show_html(html, style(colors), colors.accent)
            self._shown_html = html
            self.browser.go_to(page.place_of(key) or 0, scroll=False)
            self.browser.verticalScrollBar().setValue(scrolled)
        self._show_bar()

    def _with_draft(self, page: Page | None) -> Page | None:
        """The page with a new paragraph that is being typed at its end."""
        target = self.writing.target
        if page is None or target is None or target.block is not None:
            return page
        draft = Block("", self.writing.markdown, title=escaped(self.writing.title.text()))
        return replace(page, blocks=(*page.blocks, draft))

    def _show_bar(self) -> None:
        element = self._component()
        record = self._editor.document.diagram.placed(element)
        self.bar.show_block(self.block, name_of(record) if record else "")

    # --- following the canvas

    def _follow_selection(self) -> None:
        """One selected node or group is shown; while something is typed the page stays."""
        if self.is_seen and self.writing.target is None and len(self._editor.selection) == 1:
            self.show_element(self._editor.selection.current or "")
        self._show_bar()

    def _on_link(self, address: QUrl) -> None:
        if address.isRelative() and address.hasFragment() and not address.path():
            element = address.fragment()
            if self._editor.document.diagram.placed(element):
                self._editor.go_to(element)
                self.show_element(element)
        elif address.scheme() in ("http", "https"):
            trouble = try_page(self._opener, address.toString())
            if trouble:
                self.said.emit(trouble)

    def _component(self) -> str:
        """The node or group a note would be pinned to: what is selected, else what the current block is about."""
        diagram, current = self._editor.document.diagram, self._editor.selection.current or ""
        for element in (current, self.block.element if self.block else ""):
            if element in diagram.nodes or element in diagram.groups:
                return element
        return ""

    # --- writing in it

    def _edit(self) -> None:
        block, page = self.block, self.page
        if block is not None and page is not None and self.writing.target is None:
            self._open(Target(page.chapter, block), tr("Editing this part; the page shows what becomes of it."))

    def _add(self) -> None:
        if self.page is not None:
            self._open(Target(self.page.chapter), tr("A new paragraph at the end of this chapter."))

    def _pin(self) -> None:
        element, diagram = self._component(), self._editor.document.diagram
        record = diagram.placed(element)
        if record is not None:
            chapter = Chapter.COMPONENT_DETAILS if element in diagram.nodes else Chapter.SYSTEM_OVERVIEW
            self._open(Target(chapter, element=element), tr("A note on {name}.", name=name_of(record)))

    def _open(self, target: Target, name: str) -> None:
        self.flush()
        self.bar.hide()
        self.writing.open(target, name)
        self._show_page(target.key)

    def _save(self) -> None:
        target, made = self.writing.target, self._made
        title, markdown = self.writing.title.text().strip(), self.writing.markdown
        if target is None or made is None:
            return
        saved: list[str] = []
        is_empty = target.block is None and not markdown.strip()
        if (
            self.writing.is_changed
            and not is_empty
            and not self._editor.edit(
                target.step, lambda edit: saved.append(target.write(edit, made.document, title, markdown))
            )
        ):
            return  # what was typed stays, the window says why
        self._wanted_passage = saved[0] if saved else ""
        self._close_writing()
        if self._is_old:
            self._make()

    def _close_writing(self) -> None:
        key = self.block.key if self.block else ""
        self.browser.setFocus()  # first: hiding what has the focus gives it to whatever comes next in the window
        self.writing.close_editor()
        self.bar.setVisible(True)
        self._show_page(key)

    def _reset(self) -> None:
        block = self.block
        if block is not None and block.passage:
            title = tr("Use the generated text") if block.generated else tr("Remove a paragraph")
            self._editor.edit(title, lambda edit: passages.reset(edit, block))

    def _settle(self, remedy: Remedy) -> None:
        self._editor.edit(remedy.title, remedy.verb)

    def _show_disagreement(self, found: Disagreement) -> None:
        """Go to its block; where the generated text has changed, show that below the written one."""
        place = self._book.of_key(found.key)
        if place is not None:
            self._turn_to(place)
            self._compared = found.key if found.cause is Cause.CHANGED else ""
            self._show_page(found.key)
            self.browser.go_to(place.place)
            self.browser.setFocus()

    # --- putting together

    def _build(self) -> None:
        set_role(self, "panel")
        self.empty.setContentsMargins(16, 16, 16, 16)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self.browser, "document")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.chapters)
        layout.addWidget(self.drift)
        layout.addWidget(self.empty)
        layout.addWidget(self.browser, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.writing)
        self.setFocusProxy(self.browser)
        for part in (self.chapters, self.browser, self.bar):
            part.hide()

    def _connect(self) -> None:
        self._editor.document_changed.connect(lambda _changes: self._on_edited())
        self._editor.selection.changed.connect(self._follow_selection)
        self.chapters.chapter_chosen.connect(self.show_chapter)
        self.chapters.stepped.connect(self._step)
        self.browser.stepped.connect(self._step)
        self.browser.anchorClicked.connect(self._on_link)
        self.browser.current_changed.connect(lambda _place: self._show_bar())
        self.browser.edit_wanted.connect(self._edit)
        self.bar.edit_wanted.connect(self._edit)
        self.bar.reset_wanted.connect(self._reset)
        self.bar.add_wanted.connect(self._add)
        self.bar.pin_wanted.connect(self._pin)
        self.writing.typed.connect(lambda: self._show_page(self.writing.target.key if self.writing.target else ""))
        self.writing.saved.connect(self._save)
        self.writing.given_up.connect(self._close_writing)
        self.drift.remedy_chosen.connect(self._settle)
        self.drift.place_wanted.connect(self._show_disagreement)
