"""Shows a free preview: a picture, the pages of a document below each other, or a text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.exporting.picture_pane import PicturePane
from infrasketch_desktop.ui.exporting.previews import PagesPreview, PicturePreview, Preview, TextPreview
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.widgets.roles import label, set_role

_MARGIN = 16
_PAGE_WIDTH = 620


class PreviewPane(QStackedWidget):
    """`preview` is what is shown now; None while the first is being made, and after one could not be."""

    def __init__(self, skin: Skin) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self.picture = PicturePane(skin)
        self.pages = _PagesPane()
        self.text = _TextPane()
        for pane in (self.picture, self.pages, self.text):
            self.addWidget(pane)
        self.setMinimumSize(360, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def room(self) -> QSize:
        """What a picture may fill, in logical pixels."""
        return QSize(max(self.width() - 2 * _MARGIN, 64), max(self.height() - 2 * _MARGIN, 64))

    @property
    def page_room(self) -> QSize:
        """What a page may fill: as wide as can be read, and a strip of the scroll bar is left."""
        return QSize(min(self.room.width() - 24, _PAGE_WIDTH), self.room.height())

    def show_preview(self, preview: Preview) -> None:
        self.preview = preview
        match preview:
            case PicturePreview():
                self.picture.show_preview(preview)
                self.setCurrentWidget(self.picture)
            case PagesPreview():
                self.pages.show_preview(preview)
                self.setCurrentWidget(self.pages)
            case TextPreview():
                self.text.show_preview(preview)
                self.setCurrentWidget(self.text)

    def say(self, text: str) -> None:
        """Show words instead of a preview."""
        self.preview = None
        self.picture.say(text)
        self.setCurrentWidget(self.picture)


class _PagesPane(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        set_role(self, "page")
        self.setAccessibleName(tr("Preview of the pages"))

    def show_preview(self, preview: PagesPreview) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_MARGIN)
        for at, page in enumerate(preview.pages, start=1):
            shown = QLabel()
            shown.setPixmap(QPixmap.fromImage(page))
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            shown.setFrameShape(QFrame.Shape.NoFrame)
            shown.setAccessibleName(_page_name(at, preview))
            layout.addWidget(shown)
        more = _more(preview)
        if more:
            rest = label(more, "muted")
            rest.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(rest)
        layout.addStretch(1)
        self.setWidget(content)


def _page_name(page: int, preview: PagesPreview) -> str:
    if preview.is_cut:
        return tr("Page {number}", number=number(page))
    return tr("Page {number} of {count}", number=number(page), count=number(preview.count))


def _more(preview: PagesPreview) -> str:
    """What follows the pages that are shown, if anything does."""
    if preview.is_cut:
        return tr("The document goes on; its own contents list all of it.")
    more = preview.count - len(preview.pages)
    return tr_count("%n more page", "%n more pages", more) if more else ""


class _TextPane(QPlainTextEdit):
    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Preview of the text"))
        set_role(self, "code")

    def show_preview(self, preview: TextPreview) -> None:
        cut = tr("… and more") if preview.is_cut else ""
        self.setPlainText("\n".join(part for part in (preview.text, cut) if part))
