"""Above the page: which chapter is shown, and the way to the next page."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from infrasketch_desktop.design_doc.headings import CHAPTER_TITLES
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import tr, tr_in
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.panels.document.pages import Page
from infrasketch_desktop.ui.widgets.roles import icon_button, label, name_menu


class ChapterBar(QWidget):
    """`chapter_chosen` carries the chapter, `stepped` -1 or 1."""

    chapter_chosen = Signal(object)
    stepped = Signal(int)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.chapters = QComboBox()
        name_menu(self.chapters, tr("Chapter"))
        self.chapters.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for at, (chapter, title) in enumerate(CHAPTER_TITLES.items(), 1):
            self.chapters.addItem(tr("{number}. {title}", number=number(at), title=tr(title)), chapter)
        self.part = label("", "hint")
        self.back = icon_button(icons, "chevron-up", tr("Previous page (Page Up)"), lambda: self.stepped.emit(-1))
        self.on = icon_button(icons, "chevron-down", tr("Next page (Page Down)"), lambda: self.stepped.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(4)
        row.addWidget(self.chapters, 1)
        row.addWidget(self.part)
        row.addWidget(self.back)
        row.addWidget(self.on)
        self.chapters.activated.connect(self._on_activated)

    def show_page(self, page: Page, *, is_first: bool, is_last: bool) -> None:
        with QSignalBlocker(self.chapters):
            self.chapters.setCurrentIndex(list(Chapter).index(page.chapter))
        self.part.setVisible(page.of > 1)
        self.part.setText(tr_in("page", "{number}/{total}", number=number(page.number), total=number(page.of)))
        self.part.setAccessibleName(tr("Page {number} of {total}", number=number(page.number), total=number(page.of)))
        self.back.setEnabled(not is_first)
        self.on.setEnabled(not is_last)

    def _on_activated(self, index: int) -> None:
        self.chapter_chosen.emit(Chapter(self.chapters.itemData(index)))
