"""The dialog that generates: see what will happen and what it costs, choose, confirm, get the code and a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from infrasketch_desktop.codegen.updating.change import State
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.change_pane import ChangePane
from infrasketch_desktop.ui.code.choosing import Choice, chosen
from infrasketch_desktop.ui.code.file_tree import FileTree
from infrasketch_desktop.ui.code.heading import CodeHeading
from infrasketch_desktop.ui.code.listing import Listing
from infrasketch_desktop.ui.code.prices import code_offer, price_of, together
from infrasketch_desktop.ui.code.reasons import reason
from infrasketch_desktop.ui.code.receipt import CodeReceipt
from infrasketch_desktop.ui.code.survey import Survey, survey
from infrasketch_desktop.ui.code.words import counted, files_text, same_text, state_standing, state_standings
from infrasketch_desktop.ui.code.work import Outcome, PaidCode
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.price import Offer
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.numbers import percent, size_text
from infrasketch_desktop.ui.paid.dialog import PAYABLE, Around, PaidDialog, Phrases
from infrasketch_desktop.ui.paid.work import PaidWork, watched
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.theme.measures import grown
from infrasketch_desktop.ui.widgets.roles import set_role

_SIZE = QSize(1120, 700)
_TREE_WIDTH = 320


@dataclass(frozen=True, slots=True)
class Request:
    """For which nodes of a diagram code is wanted (none: all), what that is called, and where it would go."""

    diagram: Diagram
    nodes: tuple[str, ...]
    title: str
    folder: Path


class GenerateDialog(PaidDialog[Outcome]):
    """One generation at a time. `delivered` follows each; `folder` is where the code went or will go."""

    delivered = Signal()

    def __init__(
        self, request: Request, services: Services, commands: CreditsCommands, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(_phrases(), Around(services, commands, tasks, parent), _SIZE)
        self._request = request
        self._looking: Task | None = None
        self.folder = request.folder
        self.survey: Survey | None = None
        self._listing = Listing.of({})
        self.outcome: Outcome | None = None
        self.heading = CodeHeading(request.title)
        self.files = FileTree(services.icons)
        self.same = QCheckBox()
        self.change = ChangePane(services.skin, services.icons, tasks)
        self._build()
        self._connect()
        self._follow()
        self._controller.prepare()
        self.look()

    # --- looking

    def look(self) -> None:
        """Plan for the folder as it is now; what was chosen for files is forgotten."""
        if self._looking is not None:
            self._looking.cancel()
        self.survey = None
        self.heading.show_folder(self.folder)
        self.heading.show_happens(tr("Looking at what is there…"))
        request, folder, is_there, all_files = self._request, self.folder, lifeline(self), self.same.isChecked()

        def work(progress: Progress) -> tuple[Survey, Listing]:
            found = survey(request.diagram, folder, request.nodes, watched(progress))
            return found, _listing(found, all_files=all_files)

        def arrived(looked: tuple[Survey, Listing]) -> None:
            if is_there():
                self._looking = None
                self._arrived(*looked)

        def failed(error: Exception) -> None:
            if is_there():
                self._looking = None
                self._look_failed(error)

        self._looking = self._tasks.run(tr("Looking at the code"), work, arrived, failed, quiet=True)
        self._follow()

    def _show_looking(self) -> None:
        if self._looking is not None and self._looking.fraction:
            share = percent(self._looking.fraction)
            self.heading.show_happens(tr("Looking at what is there… {percent}", percent=share))

    def _look_failed(self, error: Exception) -> None:
        self.heading.show_happens("")
        self.files.show_listing(Listing.of({}))
        self._follow()
        self._tell(error, tr("The code could not be planned. Nothing was changed."))

    def _arrived(self, found: Survey, listing: Listing) -> None:
        same = len(found.planned.update.of(State.SAME))
        self.same.setText(same_text(same))
        self.same.setVisible(0 < same < len(found.by_path))
        self.heading.show_remarks([*filter(None, [self._hint(found)]), *found.remarks])
        self._show(found, listing)
        self._say("")

    def _show(self, found: Survey, listing: Listing) -> None:
        self.survey, self._listing = found, listing
        self.files.show_listing(listing)
        self.heading.show_happens(_happens(found))
        if not self.files.path:
            self.files.choose(_most_urgent(found))
        self._show_file(self.files.path)
        self._follow()

    def _hint(self, found: Survey) -> str:
        if not found.nodes:
            return ""
        return together(found.wanted, len(found.planned.project.parts), self._controller.known.prices)

    def _list(self) -> None:
        """List the files that something happens to, and the others where they are asked for."""
        found, is_there, all_files = self.survey, lifeline(self), self.same.isChecked()
        if found is None:
            return

        def arrived(listing: Listing) -> None:
            if is_there() and self.survey is found and self.same.isChecked() == all_files:
                self._listing = listing
                self.files.show_listing(listing)

        self._tasks.run(
            tr("Looking at the code"), lambda _progress: _listing(found, all_files=all_files), arrived, quiet=True
        )

    def _show_file(self, path: str) -> None:
        if self.survey is not None and path in self.survey.by_path:
            self.change.show_change(self.survey.by_path[path], self.survey.choices.get(path, Choice.PLANNED))

    def _choose(self, path: str, choice: Choice) -> None:
        if self.survey is not None and not self.is_running:
            standing = state_standing(chosen(self.survey.by_path[path], choice))
            self._show(self.survey.choosing(path, choice), self._listing.with_standings({path: standing}))

    def choose_folder(self) -> None:
        """Ask for another folder."""
        start = next(folder for folder in (self.folder, *self.folder.parents) if folder.is_dir())
        found = self._services.chooser.folder_to_fill(self, start)
        if found is not None and found != self.folder:
            self.folder = found
            self.look()

    # --- the price

    def _follow(self) -> None:
        """Show the price by what is known now, and offer only what can be done."""
        shown, running = self._offer(), self.is_running
        if shown is not None:
            self.bar.show_offer(shown)
        ready = shown is not None and shown.verdict in PAYABLE and not self._is_nothing()
        self.bar.show_running(running=running, ready=ready)
        self.bar.price.setVisible(not running and shown is not None)
        for part in (self.heading.choose, self.files, self.change):
            part.setEnabled(not running)

    def _offer(self) -> Offer | None:
        return code_offer(self.survey.wanted, self._controller.known) if self.survey is not None else None

    def _is_nothing(self) -> bool:
        """Whether nothing would be written; a decision to keep a file is worth being remembered, though."""
        return self.survey is not None and self.survey.is_delivered and self.survey.planned.update.is_empty

    # --- generating

    def _price(self) -> int:
        return (price_of(self.survey.wanted, self._controller.known.prices) or 0) if self.survey is not None else 0

    def _order(self) -> None:
        if self.survey is not None:
            code = self.survey.code
            title = tr("Generating code into “{name}”", name=code.folder.name)
            self._start(title, PaidCode(self._payer(), code))

    @cached_property
    def receipt(self) -> CodeReceipt:
        made = CodeReceipt(self._services.icons, self._services.opener)
        self._take_in(made)
        made.check_wanted.connect(self.accept)
        return made

    def _written(self, _work: PaidWork[Outcome], done: Outcome) -> CodeReceipt:
        self.outcome = done
        self.receipt.show_outcome(done, low=self._is_low(done.paid))
        self.delivered.emit()
        return self.receipt

    def _why(self, error: Exception) -> str:
        return reason(error)

    def _leave(self) -> None:
        if self._looking is not None:
            self._looking.cancel()

    # --- putting together

    def _build(self) -> None:
        middle, side = QSplitter(Qt.Orientation.Horizontal), QWidget()
        self.trouble.setContentsMargins(20, 8, 20, 8)
        for part in (self.heading, middle, self.trouble, self.bar):
            self.column.addWidget(part, 1 if part is middle else 0)
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(1)
        set_role(middle, "files")
        middle.addWidget(side)
        middle.addWidget(self.change)
        middle.setSizes([grown(_TREE_WIDTH), grown(_SIZE.width() - _TREE_WIDTH)])
        middle.setStretchFactor(1, 1)
        set_role(side, "panel")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.files, 1)
        column.addWidget(self.same)
        self.same.hide()  # until it is known how many are the same
        self.files.setFocus()

    def _connect(self) -> None:
        super()._connect()
        self.heading.folder_wanted.connect(self.choose_folder)
        self.files.chosen.connect(self._show_file)
        self.same.toggled.connect(lambda _shown: self._list())
        self._tasks.changed.connect(self._show_looking)
        self.change.choice_made.connect(self._choose)


def _phrases() -> Phrases:
    return Phrases(
        title=tr("Generate code"),
        begin=tr("Generate"),
        buy=tr("Buy credits and generate"),
        wanted=tr("The code"),
        cancelled=tr("Cancelled. Nothing was written, and nothing was charged."),
        failed=tr("The code could not be generated. Nothing was charged."),
    )


def _listing(found: Survey, *, all_files: bool) -> Listing:
    """The files that something happens to; with `all_files`, or where nothing happens to any, the others too."""
    changes, choices = found.by_path.values(), found.choices
    is_all = all_files or all(change.state is State.SAME for change in changes)
    shown = (change for change in changes if is_all or change.state is not State.SAME)
    return Listing.of(state_standings(chosen(change, choices.get(change.path, Choice.PLANNED)) for change in shown))


def _happens(found: Survey) -> str:
    files, size, counts = files_text(len(found.update.changes)), size_text(found.size), counted(found.update.changes)
    if counts:
        told = tr("{files}, {size}: {counts}.", files=files, size=size, counts=counts)
    else:
        told = tr("{files}, {size}. Everything is there as it would be generated.", files=files, size=size)
    return " ".join((told, tr("The folder holds other files; they stay as they are."))) if found.is_strange else told


def _most_urgent(found: Survey) -> str:
    """The file to look at first: one with a conflict, else one that changes, else the README."""
    changes = found.planned.update.changes
    states = State.CONFLICT, State.MERGED, State.CHANGED
    urgent = (change.path for state in states for change in changes if change.state is state)
    readmes = (path for path in found.by_path if path.endswith("README.md"))
    return next(chain(urgent, readmes, found.by_path), "")
