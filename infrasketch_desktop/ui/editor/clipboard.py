"""The clipboard of the system, filled from an editor and pasted into one."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.clipboard import MIME_TYPE, copy_records, is_payload, paste, paste_offset, read_payload
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.picture.qt import PictureTooLargeError, render_image
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.text import tr

DUPLICATE_OFFSET = Point(20, 20)
_MAX_TEXT = 20_000


class Clipper:
    """Cut, copy, paste and duplicate for one editor; pasted prose goes to `described`, which sketches it.

    `say` is told of what cannot be seen.
    """

    def __init__(
        self,
        editor: Editor,
        clipboard: QClipboard,
        described: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        self._editor = editor
        self._clipboard = clipboard
        self._described = described
        self._say = say

    def copy(self) -> bool:
        """Put the selection on the clipboard, for InfraSketch as records and for everyone else as text."""
        try:
            clip = copy_records(self._editor.document.diagram, self._editor.placed_selection())
        except DiagramError as error:
            self._editor.refused.emit(str(error))
            return False
        mime = QMimeData()
        mime.setData(MIME_TYPE, clip.payload.encode("utf-8", "surrogatepass"))
        mime.setText(clip.text)
        self._clipboard.setMimeData(mime)
        return True

    def cut(self) -> None:
        ids = self._editor.placed_selection()
        if self.copy():
            self._editor.edit(tr("Cut"), lambda edit: edits.remove(edit, ids))

    def paste(self) -> None:
        """Paste records; text of another program is read as a description."""
        # An empty clipboard answers None, whatever the stubs say.
        mime = cast("QMimeData | None", self._clipboard.mimeData()) or QMimeData()
        text = mime.text() if mime.hasText() else ""
        if mime.hasFormat(MIME_TYPE):
            self._paste_payload(bytes(mime.data(MIME_TYPE).data()).decode("utf-8", "replace"))
        elif is_payload(text):
            self._paste_payload(text)
        elif text.strip():
            self._described(text.strip()[:_MAX_TEXT])
        else:
            self._editor.refused.emit(tr("The clipboard holds nothing that can be pasted here."))

    def duplicate(self) -> None:
        """Copy the selection beside itself and select the copies."""
        ids = self._editor.placed_selection()
        made: list[str] = []

        def verb(edit: Edit) -> None:
            copies = edits.duplicate(edit, ids, DUPLICATE_OFFSET)
            made.extend(copies[i] for i in ids if i in copies)

        if self._editor.edit(tr("Duplicate"), verb):
            self._editor.selection.set(made)

    def copy_picture(self) -> None:
        """Put a picture of the whole diagram on the clipboard, as sharp as the screen: for a chat, and for nothing."""
        canvas = self._editor.canvas
        try:
            picture = render_image(self._editor.document.diagram, canvas.theme, scale=canvas.devicePixelRatioF())
        except PictureTooLargeError as error:
            self._editor.refused.emit(str(error))
        else:
            self._clipboard.setImage(picture)
            self._say(tr("The picture is on the clipboard."))

    def _paste_payload(self, payload: str) -> None:
        editor = self._editor
        try:
            records = read_payload(payload)
        except DiagramError as error:
            editor.refused.emit(str(error))
            return
        offset = paste_offset(editor.document.diagram, records, editor.canvas.viewport.visible)
        current = editor.selection.current
        into = current if isinstance(editor.document.diagram.get(current or ""), Group) else None
        tops = {record.id for record in records if getattr(record, "group", None) is None}
        made: list[str] = []

        def verb(edit: Edit) -> None:
            copies = paste(edit, records, offset, into=into)
            made.extend(new for old, new in copies.items() if old in tops)

        was_empty = len(editor.document.diagram) == 1
        if editor.edit(tr("Paste"), verb):
            editor.selection.set(i for i in made if editor.document.diagram.placed(i) is not None)
            if was_empty:
                editor.canvas.fit_all()
            else:
                editor.canvas.reveal(editor.selection.ids)
