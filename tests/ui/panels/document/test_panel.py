"""The panel of the design document: it follows the diagram, is written in, and says where the two disagree."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.design_doc.drift import Cause
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.ui.panels.docks import RIGHT_WIDTH
from infrasketch_desktop.ui.panels.document.panel import DocumentPanel
from tests.support.credits_desk import RecordingOpener
from tests.ui.panels.document.conftest import SmallEditor

CONTROL = Qt.KeyboardModifier.ControlModifier


def text_of(panel: DocumentPanel) -> str:
    return panel.browser.toPlainText()


def choose(panel: DocumentPanel, key: str) -> None:
    """Put the cursor into a block."""
    for chapter in Chapter:
        panel.show_chapter(chapter)
        while panel.page is not None and panel.page.chapter is chapter:
            place = panel.page.place_of(key)
            if place is not None:
                panel.browser.go_to(place)
                return
            if panel.page.number == panel.page.of:
                break
            panel.chapters.stepped.emit(1)
    raise AssertionError(key)


def write(panel: DocumentPanel, qtbot: QtBot, text: str) -> None:
    """Edit the current block as a person does, with the keyboard alone."""
    qtbot.keyClick(panel.browser, Qt.Key.Key_F2)
    panel.writing.text.selectAll()
    qtbot.keyClicks(panel.writing.text, text)
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Return, CONTROL)


def test_the_document_follows_the_diagram(panel: DocumentPanel, small_editor: SmallEditor, settled) -> None:
    assert "three components" in text_of(panel)
    with small_editor.document.edit("Rename") as edit:
        edits.rename(edit, "api", "Order API")
    settled()
    panel.show_element("api")
    assert "Order API" in text_of(panel)


def test_chapters_are_chosen_from_a_list(panel: DocumentPanel, qtbot: QtBot) -> None:
    panel.chapters.chapters.setFocus()
    qtbot.keyClick(panel.chapters.chapters, Qt.Key.Key_End)
    assert panel.page.chapter is Chapter.IMPLEMENTATION_PHASES
    assert "Phase 1" in text_of(panel)


def test_selecting_on_the_canvas_shows_the_component(panel: DocumentPanel, small_editor: SmallEditor) -> None:
    small_editor.selection.set(["postgresql"])
    assert panel.page.chapter is Chapter.COMPONENT_DETAILS
    assert panel.block.key == "component-details/postgresql/purpose"


def test_a_link_to_a_component_selects_it_on_the_canvas(panel: DocumentPanel, small_editor: SmallEditor) -> None:
    panel.browser.anchorClicked.emit(QUrl("#api"))
    assert small_editor.selection.ids == ("api",)
    assert panel.block.key == "component-details/api/purpose"


def test_only_pages_of_the_web_are_opened_and_only_when_clicked(panel: DocumentPanel, opener: RecordingOpener) -> None:
    for address in ("javascript:alert(1)", "file:///etc/passwd", "#nobody", "other.md"):
        panel.browser.anchorClicked.emit(QUrl(address))
    assert opener.pages == []
    panel.browser.anchorClicked.emit(QUrl("https://example.com/a"))
    assert opener.pages == ["https://example.com/a"]


def test_where_no_browser_answers_the_address_is_said(panel: DocumentPanel, opener: RecordingOpener) -> None:
    said: list[str] = []
    panel.said.connect(said.append)
    opener.works = False
    panel.browser.anchorClicked.emit(QUrl("https://example.com/a"))
    assert [text.split()[-1] for text in said] == ["https://example.com/a"]


def test_a_block_is_edited_with_the_keyboard_as_one_undo_step(
    panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot, settled
) -> None:
    choose(panel, "component-details/api/purpose")
    write(panel, qtbot, "It **takes** orders.")
    settled()
    assert [p.text for p in small_editor.document.diagram.passages.values()] == ["It **takes** orders."]
    assert "It takes orders." in text_of(panel)
    assert panel.block.key == "component-details/api/purpose"
    assert small_editor.document.undo_title == "Edit the document"
    small_editor.document.undo()
    settled()
    assert not small_editor.document.diagram.passages
    assert "It takes orders." not in text_of(panel)


def test_what_is_typed_is_shown_in_its_place(panel: DocumentPanel, qtbot: QtBot) -> None:
    choose(panel, "component-details/api/purpose")
    panel.bar.edit.click()
    with qtbot.waitSignal(panel.writing.typed):
        qtbot.keyClicks(panel.writing.text, " _More_.")
    assert "More." in text_of(panel)


def test_escape_gives_up_what_was_typed(panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot) -> None:
    before = text_of(panel)
    panel.bar.edit.click()
    qtbot.keyClicks(panel.writing.text, "nonsense")
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Escape)
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Escape)
    assert not panel.writing.isVisible()
    assert text_of(panel) == before
    assert not small_editor.document.diagram.passages


def test_one_escape_by_mistake_loses_nothing(panel: DocumentPanel, qtbot: QtBot) -> None:
    panel.bar.edit.click()
    qtbot.keyClicks(panel.writing.text, "Much work")
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Escape)
    assert panel.writing.isVisible()
    qtbot.keyClicks(panel.writing.text, ".")
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Escape)
    assert panel.writing.markdown.endswith("Much work.")


def test_escape_leaves_at_once_where_nothing_was_typed(panel: DocumentPanel, qtbot: QtBot) -> None:
    panel.bar.edit.click()
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Escape)
    assert not panel.writing.isVisible()


def test_the_bar_of_a_written_block_needs_no_wider_panel(panel: DocumentPanel, qtbot: QtBot, settled) -> None:
    write(panel, qtbot, "Mine.")
    settled()
    assert panel.bar.reset.isVisible()
    assert panel.minimumSizeHint().width() <= RIGHT_WIDTH


def test_saving_without_a_change_changes_nothing(panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot) -> None:
    before = small_editor.document.revision
    panel.bar.edit.click()
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Return, CONTROL)
    assert small_editor.document.revision == before


def test_the_generated_text_can_be_had_back(
    panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot, settled
) -> None:
    write(panel, qtbot, "Mine")
    settled()
    panel.bar.reset.click()
    assert not small_editor.document.diagram.passages


def test_a_paragraph_is_added_to_the_chapter_that_is_shown(
    panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot, settled
) -> None:
    panel.show_chapter(Chapter.SECURITY)
    panel.bar.add.click()
    qtbot.keyClicks(panel.writing.title, "Audit")
    qtbot.keyClicks(panel.writing.text, "Every year.")
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Return, CONTROL)
    settled()
    (passage,) = small_editor.document.diagram.passages.values()
    assert (passage.chapter, passage.title, passage.text) == (Chapter.SECURITY, "Audit", "Every year.")
    assert panel.block.passage == passage.id


def test_a_note_is_pinned_to_the_selected_component(
    panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot, settled
) -> None:
    small_editor.selection.set(["api"])
    panel.bar.pin.click()
    qtbot.keyClicks(panel.writing.text, "Ask Kim.")
    qtbot.keyClick(panel.writing.text, Qt.Key.Key_Return, CONTROL)
    settled()
    (passage,) = small_editor.document.diagram.passages.values()
    assert (passage.chapter, passage.element) == (Chapter.COMPONENT_DETAILS, "api")
    assert "Ask Kim." in text_of(panel)


def test_what_differs_from_the_diagram_is_listed_and_settled(
    panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot, settled
) -> None:
    choose(panel, "component-details/api/purpose")
    write(panel, qtbot, "It reads [Postgres](#postgresql).")
    settled()
    assert not panel.drift.shown
    with small_editor.document.edit("Describe") as edit:
        edits.update(edit, "api", description="Takes orders.")
        edits.rename(edit, "postgresql", "Orders")
    settled()
    assert [found.cause for found in panel.drift.shown] == [Cause.CHANGED, Cause.RENAMED]
    assert panel.drift.count.text() == "2 points differ from the diagram"
    panel.drift.toggle()
    buttons = {b.text(): b for b in panel.drift.findChildren(QPushButton)}
    buttons["Use the name of the diagram"].click()
    assert "[Orders](#postgresql)" in next(iter(small_editor.document.diagram.passages.values())).text
    assert small_editor.document.undo_title == "Use the name of the diagram"
    high = panel.drift.height()
    settled()
    assert [found.cause for found in panel.drift.shown] == [Cause.CHANGED]
    assert panel.drift.sizeHint().height() < high, "one card leaves the room of the other to the page"


def test_both_texts_are_shown_where_the_generated_one_has_changed(
    panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot, settled
) -> None:
    choose(panel, "component-details/api/purpose")
    write(panel, qtbot, "Mine.")
    settled()
    with small_editor.document.edit("Describe") as edit:
        edits.update(edit, "api", description="The new one.")
    settled()
    panel.drift.place_wanted.emit(panel.drift.shown[0])
    assert "Mine." in text_of(panel)
    assert "The new one." in text_of(panel)


def test_everything_has_a_name_for_a_screen_reader(panel: DocumentPanel) -> None:
    assert panel.browser.accessibleName() == "Design document"
    assert panel.chapters.chapters.accessibleName() == "Chapter"
    assert panel.writing.text.accessibleName() == "Text in Markdown"
    assert panel.bar.pin.accessibleName().startswith("Pin a note to")


def test_an_empty_sketch_says_how_to_begin(make_panel) -> None:
    panel = make_panel(SmallEditor(Diagram()))
    assert panel.empty.isVisible()
    assert not panel.browser.isVisible()


def test_what_the_diagram_refuses_stays_in_the_editor(panel: DocumentPanel, small_editor: SmallEditor) -> None:
    panel.bar.edit.click()
    panel.writing.text.setPlainText("x" * 20_001)
    panel.writing.saved.emit()
    assert not small_editor.document.diagram.passages
    assert len(panel.writing.markdown) == 20_001
    assert panel.writing.isVisible()


def test_a_text_whose_block_goes_while_it_is_typed_becomes_a_paragraph(
    panel: DocumentPanel, small_editor: SmallEditor, qtbot: QtBot, settled
) -> None:
    choose(panel, "component-details/redis/purpose")
    panel.bar.edit.click()
    qtbot.keyClicks(panel.writing.text, " Mine.")
    small_editor.edit("Remove", lambda edit: edits.remove(edit, ["redis"]))
    settled()
    assert panel.writing.markdown.endswith(" Mine.")
    assert not panel.bar.isVisible()
    panel.writing.saved.emit()
    (passage,) = small_editor.document.diagram.passages.values()
    assert passage.text.endswith(" Mine.")
    assert (passage.block, passage.element) == ("", "")


def test_a_link_to_what_has_no_section_is_told(panel: DocumentPanel, small_editor: SmallEditor, settled) -> None:
    note = Note(id="note", text="Not a component")
    small_editor.edit("Note", lambda edit: edit.put(note))
    small_editor.edit("Add", lambda edit: passages.add(edit, Chapter.SECURITY, "", "", "[N](#note)"))
    settled()
    assert [found.cause for found in panel.drift.shown] == [Cause.UNKNOWN_NAME]
