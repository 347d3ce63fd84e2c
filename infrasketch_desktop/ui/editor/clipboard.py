"""The clipboard of the system, filled from an editor and pasted into one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.clipboard import MIME_TYPE, copy_records, is_payload, paste, paste_offset, read_payload
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.exchange.badges import program_badges
from infrasketch_desktop.formats.result import Written
from infrasketch_desktop.formats.table import format_named
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.picture.errors import PictureTooLargeError
from infrasketch_desktop.picture.qt.rendering import render_image
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.tasks import Progress, Tasks

DUPLICATE_OFFSET = Point(20, 20)
_MAX_TEXT = 20_000


class Clipper:
    """Cut, copy, paste and duplicate for one editor; pasted prose goes to `described`, which sketches it.

    `say` is told of what cannot be seen. Pictures and texts for other programs are copied for nothing: a clipboard
    cannot be delivered as a file is, once and for certain, and only what is delivered is charged.
    """

    def __init__(
        self,
        editor: Editor,
        clipboard: QClipboard,
        described: Callable[[str], None],
        say: Callable[[str], None],
        tasks: Tasks,
    ) -> None:
        self._tasks = tasks
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
            picture = render_image(
                self._editor.document.diagram,
                canvas.theme,
                scale=canvas.devicePixelRatioF(),
                badge_for=program_badges(),
            )
        except PictureTooLargeError as error:
            self._editor.refused.emit(str(error))
        else:
            self._clipboard.setImage(picture)
            self._say(tr("The picture is on the clipboard."))

    def copy_svg(self) -> None:
        """Put the whole diagram on the clipboard as SVG that names its fonts: for a document, and for nothing."""
        theme = self._editor.canvas.theme

        def work(diagram: Diagram, _progress: Progress) -> bytes:
            from infrasketch_desktop.picture.svg import FontUse, SvgOptions, render_svg  # noqa: PLC0415 - read late

            return render_svg(diagram, theme, SvgOptions(fonts=FontUse.NAMED), badge_for=program_badges())

        def arrived(content: bytes) -> None:
            mime = QMimeData()
            mime.setData("image/svg+xml", content)
            mime.setText(content.decode())
            self._clipboard.setMimeData(mime)
            self._say(tr("The picture is on the clipboard as SVG."))

        self._make(tr("Copying as SVG"), work, arrived)

    def copy_mermaid(self) -> None:
        """Put the whole diagram on the clipboard as a Mermaid flowchart: for a wiki, and for nothing."""

        def work(diagram: Diagram, _progress: Progress) -> Written:
            return format_named("mermaid").write(diagram)

        def arrived(written: Written) -> None:
            self._clipboard.setText(written.content.decode())
            lost = tr_count("%n thing could not be carried.", "%n things could not be carried.", len(written.losses))
            done = tr("The diagram is on the clipboard as Mermaid.")
            self._say(f"{done} {lost}" if written.losses else done)

        self._make(tr("Copying as Mermaid"), work, arrived)

    def _make(self, title: str, work: Callable[[Diagram, Progress], Any], arrived: Callable[[Any], None]) -> None:
        """Make something of the diagram as it is now on another thread; it is copied even if the work goes on."""
        snapshot = self._editor.document.snapshot()
        self._tasks.run(title, lambda progress: work(snapshot, progress), arrived)

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
