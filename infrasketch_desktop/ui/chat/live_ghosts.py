"""What a turn has drawn so far, as ghosts on the canvas; what that takes to find out is done on a worker."""

from __future__ import annotations

from PySide6.QtCore import QObject

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import propose
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.ghosts import Ghosts
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.proposals.ghosts import ghosts_of
from infrasketch_desktop.ui.tasks import Progress, Tasks


class LiveGhosts(QObject):
    """Follows the newest target; one comparison is under way at a time, and older ones are skipped.

    After an edit of the document nothing is shown any more until the end: the reviewer brings both together then.
    """

    def __init__(self, editor: Editor, tasks: Tasks) -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = tasks
        self._base: Diagram | None = None
        self._shown: Diagram | None = None
        self._wanted: Diagram | None = None
        self._revision = -1
        self._is_busy = False

    def begin(self, base: Diagram) -> None:
        """A turn about `base` begins."""
        self._base = self._shown = self._wanted = base
        self._revision = self._editor.document.revision

    def follow(self, target: Diagram) -> None:
        """Show `target` as soon as the comparison before has ended."""
        self._wanted = target
        self._next()

    def end(self) -> None:
        """Take the ghosts away."""
        if self._base is not None and self._shown is not self._base:
            self._editor.canvas.clear_ghosts()
        self._base = self._shown = self._wanted = None

    def _next(self) -> None:
        base, target = self._base, self._wanted
        if base is None or target is None or target is self._shown or self._is_busy:
            return
        if self._editor.document.revision != self._revision:
            self._editor.canvas.clear_ghosts()
            return
        self._is_busy, self._shown = True, target

        def work(_progress: Progress) -> Ghosts:
            proposal = propose("", base, target)
            return ghosts_of(proposal, proposal.all, None)

        def done(ghosts: Ghosts) -> None:
            self._is_busy = False
            if self._base is base:
                self._editor.canvas.show_ghosts(ghosts)
            self._next()

        self._tasks.run(tr("Drawing what is proposed"), work, done, stopped=self._on_stopped, quiet=True)

    def _on_stopped(self) -> None:
        self._is_busy = False
