"""What can be done with the versions of one sketch: look at them beside each other, go back to one."""

from __future__ import annotations

from functools import partial

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.transforming import transform
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Tasks


class VersionCommands:
    """A version is known by its number in the library, and shown by the moment at which it was saved."""

    def __init__(self, editor: Editor, services: Services, tasks: Tasks) -> None:
        self._editor = editor
        self._services = services
        self._tasks = tasks

    def compare(self, chosen: list[tuple[int, str]]) -> None:
        """Show a version beside the diagram of now, or two versions, the newer first, beside each other."""
        from infrasketch_desktop.ui.versions.dialog import Compared, ComparisonDialog  # noqa: PLC0415 - draws

        *newer, (version_id, moment) = chosen
        before = self._services.shelf.version(version_id)
        after = self._services.shelf.version(newer[0][0]) if newer else self._editor.document.snapshot()
        if before is None or after is None:
            return
        compared = Compared(before, after, moment, newer[0][1] if newer else tr("now"))
        go_back = partial(self.restore, version_id, moment)
        ComparisonDialog(compared, self._services, self._tasks, go_back, self._editor.canvas.window()).open()

    def restore(self, version_id: int, moment: str) -> None:
        """Go back to a version as an ordinary edit, so that it can be undone."""
        diagram = self._services.shelf.version(version_id)
        if diagram is None:
            return

        def verb(edit: Edit) -> None:
            transform(edit, diagram)

        if self._editor.edit(tr("Restore the version of {moment}", moment=moment), verb):
            self._editor.canvas.fit_all()
