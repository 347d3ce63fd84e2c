"""An editor with its reviewer, without the rest of the window around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import Proposal
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.editor.page import EditorPage
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.proposals.panel import ReviewPanel
from infrasketch_desktop.ui.proposals.review import Review
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.theme.skin import Skin
from tests.storage.workspaces import workspace
from tests.support.skins import worn


@dataclass(frozen=True, slots=True)
class Table:
    """What lies on it: a page on the screen, and a review that may be open."""

    editor: Editor
    page: EditorPage
    review: Review
    panel: ReviewPanel
    tasks: Tasks

    @property
    def diagram(self) -> Diagram:
        return self.editor.document.diagram

    @property
    def proposal(self) -> Proposal:
        assert self.review.proposal is not None
        return self.review.proposal


@pytest.fixture
def skin(qapp: QApplication) -> Iterator[Skin]:
    with worn(qapp) as made:
        yield made


@pytest.fixture
def lay(qtbot: QtBot, tmp_path: Path, skin: Skin) -> Iterator[Callable[[Diagram], Table]]:
    """Puts a diagram on a table of its own."""
    icons = Icons(skin)
    laid: list[Table] = []

    def make(diagram: Diagram) -> Table:
        editor = Editor(workspace(tmp_path).new(diagram), skin.theme)
        page = EditorPage(editor, icons)
        qtbot.addWidget(page)
        tasks = Tasks(lambda error: pytest.fail(str(error)), editor)
        review = Review(editor, tasks)
        panel = ReviewPanel(review, editor.canvas, icons, KindIcons(icons, skin))
        page.add_side(panel)
        page.resize(1000, 700)
        page.show()
        laid.append(Table(editor, page, review, panel, tasks))
        return laid[-1]

    yield make
    for table in laid:
        table.tasks.close()
        table.editor.close()
        table.editor.session.close()
