"""The import commands of one window: choose files or a folder, or take what was dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.transforming import transform
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.files.blank import blank
from infrasketch_desktop.ui.files.commands import FileCommands
from infrasketch_desktop.ui.importing.drops import Dropped, sorted_out
from infrasketch_desktop.ui.importing.losses_dialog import LossesDialog
from infrasketch_desktop.ui.importing.work import Reading, read, title_for
from infrasketch_desktop.ui.proposals.notices import REFUSED
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Tasks
from infrasketch_desktop.ui.widgets.banner import Choice, Notice, Tone

if TYPE_CHECKING:
    from infrasketch_desktop.ui.workbench import Workbench


_IMPORTED = "imported"


class Place(Protocol):
    """What an import needs of its window."""

    @property
    def bench(self) -> Workbench | None: ...
    @property
    def shows_home(self) -> bool: ...
    @property
    def files(self) -> FileCommands: ...
    @property
    def tasks(self) -> Tasks: ...

    def begin(self, diagram: Diagram) -> None:
        """Open a new sketch that starts as `diagram`."""

    def show_notice(self, notice: Notice) -> None: ...
    def clear_notice(self, key: str) -> None: ...
    def tell_error(self, error: Exception) -> None: ...


class ImportCommands:
    """On the home page an import makes a new sketch; in an open one it is a proposal. `widget` holds dialogs."""

    def __init__(self, place: Place, widget: QWidget, services: Services) -> None:
        self._place = place
        self._widget = widget
        self._services = services

    def choose_files(self) -> None:
        """Ask for one file or several of one format."""
        paths = self._services.chooser.files_to_import(self._widget, self._folder())
        if paths:
            self._services.preferences.change(last_folder=str(paths[0].parent))
            self.take(sorted_out(paths))

    def choose_folder(self) -> None:
        """Ask for the folder of a repository."""
        path = self._services.chooser.folder_to_import(self._widget, self._folder())
        if path is not None:
            self._services.preferences.change(last_folder=str(path.parent))
            self.import_paths([path])

    def take(self, dropped: Dropped) -> None:
        """Open the sketches and import the rest."""
        for path in dropped.sketches:
            self._place.files.open(path)
        if dropped.others:
            self.import_paths(dropped.others)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Read files, or one folder, on a worker and show what they say."""
        for earlier in (_IMPORTED, REFUSED):
            self._place.clear_notice(earlier)
        bench = None if self._place.shows_home else self._place.bench
        diagram = bench.editor.document.snapshot() if bench is not None else blank(self._services.preferences.current)
        shown: Callable[[Reading], None] = self._begin if bench is None else partial(self._propose, bench)
        engine = self._services.engine

        def work(progress: Progress) -> Reading:
            return read(paths, diagram, engine, progress)

        self._place.tasks.run(title_for(paths), work, shown, self._tell_failure)

    def _begin(self, reading: Reading) -> None:
        """A new sketch; the import is its first undo step."""
        if not reading.proposal:
            self._tell_nothing(reading)
            return
        target = reading.proposal.target
        self._place.begin(blank(self._services.preferences.current))
        bench = self._place.bench
        assert bench is not None
        if bench.editor.edit(reading.proposal.title, lambda edit: transform(edit, target)):
            bench.editor.canvas.fit_all()
            self._tell_done(reading)

    def _propose(self, bench: Workbench, reading: Reading) -> None:
        if bench is not self._place.bench:
            return  # another sketch has taken its place meanwhile
        if not reading.proposal:
            self._tell_nothing(reading)
            return
        bench.review.open(reading.proposal, reading.losses)

    def _tell_failure(self, error: Exception) -> None:
        """One message about imports at a time: the next attempt takes it away."""
        if is_expected(error):
            self._place.show_notice(Notice(str(error), Tone.DANGER, key=_IMPORTED))
        else:
            self._place.tell_error(error)

    def _tell_done(self, reading: Reading) -> None:
        diagram = reading.proposal.target
        nodes = tr_count("%n node", "%n nodes", len(diagram.nodes))
        edges = tr_count("%n connection", "%n connections", len(diagram.edges))
        text = tr("{title}: {nodes} and {edges}.", title=reading.proposal.title, nodes=nodes, edges=edges)
        self._tell(text, Tone.INFO, reading)

    def _tell_nothing(self, reading: Reading) -> None:
        text = tr("{title}: nothing that can be drawn was found. Nothing was imported.", title=reading.proposal.title)
        self._tell(text, Tone.WARNING, reading)

    def _tell(self, text: str, tone: Tone, reading: Reading) -> None:
        choices: tuple[Choice, ...] = ()
        if reading.losses:
            count = len(reading.losses)
            text += " " + tr_count("%n thing could not be carried.", "%n things could not be carried.", count)
            choices = (Choice(tr("Show what"), partial(self._show_losses, reading)),)
        self._place.show_notice(Notice(text, tone, choices, passing=not choices, key=_IMPORTED))

    def _show_losses(self, reading: Reading) -> None:
        LossesDialog(reading.proposal.title, reading.losses, self._widget).open()

    def _folder(self) -> Path:
        last = self._services.preferences.current.last_folder
        return Path(last) if last and Path(last).is_dir() else self._services.documents_folder
