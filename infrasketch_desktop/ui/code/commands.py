"""What can be done about generated code in one window: generate for nodes or for all, check, open the folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.describing import name_of
from infrasketch_desktop.ui.files.names import file_name
from infrasketch_desktop.ui.opener import try_folder
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.widgets.banner import Notice, Tone

if TYPE_CHECKING:  # made when a sketch is opened or a dialog is asked for, not before the first paint
    from infrasketch_desktop.ui.chat.commands import ChatCommands
    from infrasketch_desktop.ui.code.dialog import GenerateDialog
    from infrasketch_desktop.ui.code.filling.dialog import FillDialog
    from infrasketch_desktop.ui.code.project import CodeProject
    from infrasketch_desktop.ui.editor.editor import Editor


class Place(Protocol):
    """What these commands need of their window."""

    @property
    def editor(self) -> Editor | None: ...
    @property
    def code_project(self) -> CodeProject | None:
        """What is known of the code of the open sketch, None while there is none."""

    @property
    def known_code(self) -> CodeProject | None:
        """The same, None while nobody has asked for it."""

    @property
    def code_folder(self) -> Path | None:
        """Where the code of the open sketch was generated to."""

    @property
    def tasks(self) -> Tasks: ...
    @property
    def credits(self) -> CreditsCommands: ...
    @property
    def assistant(self) -> ChatCommands: ...
    def reveal(self, panel: str) -> None: ...
    def show_notice(self, notice: Notice) -> None: ...


class CodeCommands:
    """`widget` is the parent of dialogs."""

    def __init__(self, place: Place, widget: QWidget, services: Services) -> None:
        self._place = place
        self._widget = widget
        self._services = services

    @property
    def has_folder(self) -> bool:
        """Whether code of the open sketch was generated before."""
        return self._place.code_folder is not None

    def generate(self, nodes: Sequence[str] = ()) -> GenerateDialog | None:
        """Open the dialog for some nodes, or for all."""
        from infrasketch_desktop.ui.code.dialog import GenerateDialog, Request  # noqa: PLC0415 - see the head

        editor, project = self._place.editor, self._place.code_project
        if editor is None or project is None:
            return None
        folder = project.folder or self._suggested(editor)
        request = Request(editor.document.snapshot(), tuple(nodes), _title(editor, nodes), folder)
        dialog = GenerateDialog(request, self._services, self._place.credits, self._place.tasks, self._widget)
        dialog.delivered.connect(lambda: self._delivered(project, dialog.folder))
        dialog.receipt.check_wanted.connect(self.check)
        dialog.open()
        return dialog

    def check(self) -> None:
        """Run the checks that this computer has, and show how far each file got."""
        project = self._place.code_project
        if project is not None:
            self._place.reveal("code")
            project.check()

    @property
    def can_fill(self) -> bool:
        """Whether the file that the panel shows has regions that a model may write."""
        return bool(self._regions())

    def fill(self) -> FillDialog | None:
        """Have a model write regions of the file that the panel shows."""
        from infrasketch_desktop.ui.code.filling.dialog import Around, Subject  # noqa: PLC0415 - see the head
        from infrasketch_desktop.ui.code.filling.entry import open_fill  # noqa: PLC0415 - likewise

        place, names = self._place, self._regions()
        editor, project = place.editor, place.code_project
        if editor is None or project is None or project.folder is None or not names:
            return None
        subject = Subject(project.folder, project.open_path, names, editor.document.snapshot())
        around = Around(self._services, place.tasks, place.credits, place.assistant.choose_source, self._widget)
        dialog = open_fill(subject, around)
        dialog.written.connect(project.look)
        return dialog

    def _regions(self) -> tuple[str, ...]:
        from infrasketch_desktop.ui.code.filling.finding import region_names  # noqa: PLC0415 - see the head

        project = self._place.known_code
        if project is None or project.survey is None or project.folder is None:
            return ()
        change = project.survey.by_path.get(project.open_path)
        return region_names(project.open_path, change.mine or "") if change is not None else ()

    def open_folder(self) -> None:
        folder = self._place.code_folder
        if folder is not None:
            trouble = try_folder(self._services.opener, folder)
            if trouble:
                self._place.show_notice(Notice(trouble, Tone.WARNING))

    def _delivered(self, project: CodeProject, folder: Path) -> None:
        project.use_folder(folder)
        self._place.reveal("code")

    def _suggested(self, editor: Editor) -> Path:
        """Beside the sketch, in a folder of its own."""
        path = editor.session.path
        beside = path.parent if path is not None else self._services.documents_folder
        return beside / f"{file_name(editor)}-code"


def _title(editor: Editor, nodes: Sequence[str]) -> str:
    if not nodes:
        return tr("Generate all code")
    if len(nodes) == 1:
        return tr("Generate code for “{name}”", name=name_of(editor.document.diagram.nodes[nodes[0]]))
    return tr_count("Generate code for %n node", "Generate code for %n nodes", len(nodes))
