"""Files of other tools in the window: chosen or dropped, a new sketch from the home page, a proposal in an open one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.ui.importing.drops import Dropped, sorted_out
from infrasketch_desktop.ui.importing.losses_dialog import LossesDialog
from infrasketch_desktop.ui.importing.work import title_for
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.desktop import FakeChooser
from tests.support.diagrams import document, node

COMPOSE = """\
services:
  api:
    image: shop/api:3
    environment:
      DATABASE_URL: postgres://shop:hush@db:5432/shop
  db:
    image: postgres:16
"""
Idle = Callable[[MainWindow], None]


@pytest.fixture
def compose(tmp_path: Path) -> Path:
    path = tmp_path / "compose.yaml"
    path.write_text(COMPOSE)
    return path


def drop(target: QWidget, *paths: Path) -> bool:
    """Drag files onto a widget and let them go; whether they were taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle, action = target.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle, action, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(middle), action, mime, left, none))
    return enter.isAccepted()


def nodes(window: MainWindow) -> dict[str, Node]:
    return dict(window.editor.document.diagram.nodes)


def test_an_import_on_the_home_page_is_a_new_sketch(
    window: MainWindow, chooser: FakeChooser, compose: Path, idle: Idle
) -> None:
    chooser.path = compose
    window.commands.perform("file.import")
    idle(window)
    assert not window.shows_home
    assert {n.label: n.origin for n in nodes(window).values()} == {"api": "compose.yaml:2", "db": "compose.yaml:6"}
    assert {(e.source, e.target) for e in window.editor.document.diagram.edges.values()} == {("api", "db")}
    assert window.editor.document.undo_title == "Import compose.yaml"
    assert window.editor.session.path is None
    assert not any("hush" in repr(record) for record in window.editor.document.diagram)


def test_an_import_into_an_open_sketch_is_a_proposal(
    sketched: MainWindow, chooser: FakeChooser, compose: Path, idle: Idle
) -> None:
    before = sketched.editor.document.snapshot()
    chooser.path = compose
    sketched.commands.perform("file.import")
    idle(sketched)
    assert sketched.editor.document.diagram.same_records(before)
    review = sketched.bench.review
    assert review.proposal.title == "Import compose.yaml"
    assert review.accept()
    after = sketched.editor.document.diagram
    assert all(after.get(record.id) == record for record in before)
    assert len(after.nodes) == len(before.nodes) + 2
    assert sketched.editor.document.undo_title == "Import compose.yaml"


def test_editing_while_files_are_read_is_no_harm(
    sketched: MainWindow, chooser: FakeChooser, compose: Path, idle: Idle
) -> None:
    chooser.path = compose
    sketched.commands.perform("file.import")
    sketched.commands.perform("insert.queue")
    idle(sketched)
    sketched.bench.review.accept()
    assert sorted(n.kind.value for n in nodes(sketched).values()).count("queue") == 1
    assert {"api", "db"} <= {n.label for n in nodes(sketched).values()}


def test_a_file_that_cannot_be_read_is_told_in_words_and_nothing_changes(
    sketched: MainWindow, chooser: FakeChooser, compose: Path, tmp_path: Path, idle: Idle
) -> None:
    before = sketched.editor.document.snapshot()
    chooser.path = tmp_path / "photo.bin"
    chooser.path.write_bytes(b"\x00\x01\x02")
    sketched.commands.perform("file.import")
    idle(sketched)
    (notice,) = sketched.banners.notices
    assert "photo.bin" in notice.text
    assert "Nothing was imported." in notice.text
    assert sketched.editor.document.diagram.same_records(before)
    assert sketched.bench.review.proposal is None
    sketched.importer.import_paths([compose])
    idle(sketched)
    assert not sketched.banners.notices


def test_a_cancelled_import_changes_nothing(
    sketched: MainWindow, chooser: FakeChooser, compose: Path, idle: Idle
) -> None:
    before = sketched.editor.document.snapshot()
    chooser.path = compose
    sketched.commands.perform("file.import")
    (task,) = sketched.tasks.running
    assert task.title == "Import compose.yaml"
    task.cancel()
    idle(sketched)
    assert sketched.bench.review.proposal is None
    assert sketched.editor.document.diagram.same_records(before)
    assert not sketched.banners.notices


def test_files_that_draw_nothing_are_told(window: MainWindow, tmp_path: Path, idle: Idle) -> None:
    path = tmp_path / "empty.mmd"
    path.write_text("flowchart TD\n")
    window.importer.import_paths([path])
    idle(window)
    (notice,) = window.banners.notices
    assert "Nothing was imported." in notice.text
    assert window.shows_home


def test_what_could_not_be_carried_is_one_click_away(window: MainWindow, tmp_path: Path, idle: Idle) -> None:
    path = tmp_path / "flow.mmd"
    path.write_text("flowchart TD\n  a[Web] --> b[API]\n  classDef hot fill:#f00\n  class a hot\n  click a callback\n")
    window.importer.import_paths([path])
    idle(window)
    (notice,) = window.banners.notices
    assert notice.text.startswith("Import flow.mmd: 2 nodes and 1 connection.")
    assert "could not be carried." in notice.text
    notice.choices[0].chosen()
    dialog = window.findChild(LossesDialog)
    assert dialog.list.count() > 0
    dialog.close()


def test_a_folder_is_read_as_a_repository(window: MainWindow, chooser: FakeChooser, tmp_path: Path, idle: Idle) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "compose.yaml").write_text(COMPOSE)
    chooser.path = folder
    window.commands.perform("file.import-folder")
    idle(window)
    assert {"api", "db"} <= {n.label for n in nodes(window).values()}
    assert window.editor.document.undo_title == "Import shop"


def test_a_cancelled_choice_does_nothing(window: MainWindow) -> None:
    window.commands.perform("file.import")
    window.commands.perform("file.import-folder")
    assert window.shows_home
    assert not window.tasks.busy


def test_dropped_files_are_imported_and_sketches_opened(
    window: MainWindow, compose: Path, tmp_path: Path, idle: Idle
) -> None:
    sketch = tmp_path / "shop.infrasketch"
    sketches.save(sketch, document(node("web")).diagram)
    assert drop(window.home, compose)
    idle(window)
    assert {n.label for n in nodes(window).values()} == {"api", "db"}
    assert drop(window, compose)
    idle(window)
    assert window.bench.review.proposal is not None
    window.bench.review.refuse()
    dropped = sorted_out([compose, sketch])
    assert (dropped.sketches, dropped.others) == ((sketch,), (compose,))


def test_a_sketch_under_another_name_is_opened(tmp_path: Path) -> None:
    sketches.save(tmp_path / "shop.infrasketch", document(node("web")).diagram)
    copy = (tmp_path / "shop.infrasketch").rename(tmp_path / "shop.json")
    missing, folder = tmp_path / "missing.json", tmp_path
    assert sorted_out([copy, missing, folder]) == Dropped((copy,), (missing, folder))


def test_links_to_the_network_are_not_taken(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/compose.yaml")])
    middle = window.rect().center()
    enter = QDragEnterEvent(
        middle, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_several_files_share_one_title() -> None:
    assert title_for([Path("a/main.tf")]) == "Import main.tf"
    assert title_for([Path("main.tf"), Path("db.tf")]) == "Import main.tf and 1 more file"
    assert title_for([Path("main.tf"), Path("db.tf"), Path("net.tf")]) == "Import main.tf and 2 more files"


def test_the_properties_say_where_a_node_was_read(window: MainWindow, compose: Path, idle: Idle) -> None:
    window.importer.import_paths([compose])
    idle(window)
    panel = window.bench.panels.properties
    window.editor.selection.set(["db"])
    assert panel._origin.text() == "From compose.yaml:6"
    assert not panel._origin.isHidden()
    window.editor.selection.set(["db", "api"])
    assert panel._origin.isHidden()
