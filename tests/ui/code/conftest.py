"""The dialog and the panel over small makers of their own: what templates say is of no interest here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.codegen import generator
from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.levels import BEGIN, END, UNKNOWN
from infrasketch_desktop.codegen.project import Part, Project, Role
from infrasketch_desktop.codegen.rendering import Templates
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.storage.settings import SettingsStore
from infrasketch_desktop.ui.code.dialog import GenerateDialog, Request
from infrasketch_desktop.ui.code.panel import CodePanel
from infrasketch_desktop.ui.code.project import CodeProject
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.selection import Selection
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.theme.colors import window_colors
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.desktop import FakeChooser
from tests.support.diagrams import edge, node
from tests.support.dialogs import press

SECONDS = 20_000
APP = "\n".join(["def begin():", *(f"    step({i})" for i in range(20)), "", "", "def end():", "    stop()", ""])


@pytest.fixture(autouse=True)
def small_makers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every node becomes a program of twenty-five lines that names its technology, the project a README."""

    def part_maker(_project: Project, part: Part, _templates: Templates) -> Iterator[CodeFile]:
        text = APP.replace("step(10)", f"step({part.technology.short()!r})")
        yield CodeFile(path=f"{part.folder}/src/app.py", text=text, part=part.id)
        yield CodeFile(path=f"{part.folder}/Dockerfile", text="FROM scratch\n", part=part.id)

    def project_maker(project: Project, _templates: Templates) -> Iterator[CodeFile]:
        text = f"# {project.name}\n\nParts: {len(project.parts)}\n\n{BEGIN}\n{UNKNOWN}\n{END}\n"
        yield CodeFile(path="README.md", text=text)

    monkeypatch.setattr(generator, "PART_MAKERS", dict.fromkeys(Role, part_maker))
    monkeypatch.setattr(generator, "PROJECT_MAKERS", (project_maker,))


@pytest.fixture
def diagram() -> Diagram:
    """An API with a cache and a database."""
    return build_diagram(
        (
            node("api", kind=NodeKind.API, label="Orders", technology="FastAPI"),
            node("redis", y=100, kind=NodeKind.CACHE, label="Redis", technology="Redis"),
            node("db", y=200, kind=NodeKind.DATABASE, label="Store", technology="PostgreSQL"),
            edge("api", "redis"),
            edge("api", "db"),
        )
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shop-code"


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    failures: list[Exception] = []
    tasks = Tasks(failures.append)
    yield tasks
    tasks.close()
    assert failures == []


class Sales:
    """Instead of the dialogs about credits: what was wanted for sale, and for how much."""

    def __init__(self) -> None:
        self.wanted: list[int] = []
        self.then: Callable[[], object] = lambda: None

    def buy(
        self, _parent: QWidget, *, wanted: str = "", price: int = 0, then: Callable[[], object] = lambda: None
    ) -> None:
        assert wanted
        self.wanted.append(price)
        self.then = then


@pytest.fixture
def sales() -> Sales:
    return Sales()


@pytest.fixture
def services(
    desk: MemoryDesk, opener: RecordingOpener, chooser: FakeChooser, tmp_path: Path
) -> Iterator[SimpleNamespace]:
    """What dialog and panel ask of the program."""
    failures: list[Exception] = []
    skin = SimpleNamespace(colors=window_colors(light_theme()))
    controller = CreditsController(lambda: desk, failures.append)
    yield SimpleNamespace(
        skin=skin,
        icons=Icons(skin),
        credits=controller,
        opener=opener,
        chooser=chooser,
        preferences=Preferences(SettingsStore(tmp_path / "settings.json"), failures.append),
        new_id=lambda: uuid4().hex,
        documents_folder=tmp_path,
        crashed=failures.append,
    )
    controller.close()
    assert failures == []


Open = Callable[..., GenerateDialog]


@pytest.fixture
def open_dialog(  # noqa: PLR0917 - fixtures are asked for by name
    qtbot: QtBot, diagram: Diagram, services: SimpleNamespace, sales: Sales, tasks: Tasks, folder: Path
) -> Open:
    """Opens the dialog and waits until price and files are there."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def begin(*nodes: str, changed: Diagram | None = None) -> GenerateDialog:
        request = Request(changed or diagram, nodes, "Generate", folder)
        dialog = GenerateDialog(request, services, sales, tasks, parent)
        dialog.show()
        settle(qtbot, services, tasks)
        return dialog

    return begin


@pytest.fixture
def settled(qtbot: QtBot, services: SimpleNamespace, tasks: Tasks) -> Callable[[], None]:
    return lambda: settle(qtbot, services, tasks)


def settle(qtbot: QtBot, services: SimpleNamespace, tasks: Tasks) -> None:
    """Until nothing runs elsewhere and nothing is asked of the wallet."""
    qtbot.waitUntil(lambda: not tasks.busy and not services.credits.busy, timeout=SECONDS)


class SmallEditor(QObject):
    """What the panel asks of an editor."""

    document_changed = Signal(object)

    def __init__(self, diagram: Diagram, path: Path | None = None) -> None:
        super().__init__()
        self.document = Document(diagram)
        self.session = SimpleNamespace(path=path)
        self.selection = Selection(self)
        self.document.subscribe(self.document_changed.emit)


@pytest.fixture
def small_editor(diagram: Diagram, tmp_path: Path) -> SmallEditor:
    return SmallEditor(diagram, tmp_path / "shop.infrasketch")


@pytest.fixture
def project(small_editor: SmallEditor, services: SimpleNamespace, tasks: Tasks) -> CodeProject:
    return CodeProject(small_editor, tasks, services.preferences)


@pytest.fixture
def panel(  # noqa: PLR0917 - fixtures are asked for by name
    project: CodeProject,
    small_editor: SmallEditor,
    services: SimpleNamespace,
    tasks: Tasks,
    qtbot: QtBot,
    settled: Callable[[], None],
) -> CodePanel:
    panel = CodePanel(project, small_editor, services, tasks)
    qtbot.addWidget(panel)
    panel.resize(320, 700)
    panel.show()
    services.credits.refresh()
    settled()
    return panel


@pytest.fixture
def delivered(  # noqa: PLR0917 - fixtures are asked for by name
    panel: CodePanel, project: CodeProject, open_dialog: Open, folder: Path, settled: Callable[[], None], qtbot: QtBot
) -> Path:
    dialog = open_dialog()
    press(qtbot, dialog.bar.go)
    settled()
    dialog.accept()
    project.use_folder(folder)
    settled()
    return folder
