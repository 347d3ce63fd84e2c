"""Nodes, edges, groups and notes have names, places, states, relations and actions for assistive programs."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QLineEdit

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.ui.accessible import factory
from tests.support.desk import Desk
from tests.support.large_diagrams import large_diagram
from tests.ui.accessible.conftest import close

NAME = QAccessible.Text.Name


def face_of(sheet: Desk) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(sheet.view)


def below(face: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [face.child(index) for index in range(face.childCount())]


def names(face: QAccessibleInterface) -> list[str]:
    return [child.text(NAME) for child in below(face)]


def find(face: QAccessibleInterface, start: str) -> QAccessibleInterface:
    found = [child for child in below(face) if child.text(NAME).startswith(start)]
    return found[0] if found else next(inner for child in below(face) if (inner := find(child, start)))


def test_records_stand_below_the_canvas_as_in_the_outline_and_edges_after_them(sheet: Desk) -> None:
    face = face_of(sheet)
    assert (face.role(), face.text(NAME)) == (QAccessible.Role.Canvas, "Diagram")
    assert names(face) == [
        "Backend, group: 2 members",
        "Web, service: 0 in, 1 out",
        "Note: Ask Ada",
        "Api to Orders, request",
        "Web to Api, request: HTTPS",
    ]
    assert names(face.child(0)) == ["Api, service, FastAPI: 1 in, 1 out", "Orders, service: 1 in, 0 out"]


def test_every_record_knows_its_parent_its_index_and_its_depth(sheet: Desk) -> None:
    waiting = [(face_of(sheet), 0)]
    while waiting:
        face, depth = waiting.pop()
        for index, child in enumerate(below(face)):
            assert child.parent() is face
            assert face.indexOfChild(child) == index
            level = child.attributesInterface().attributeValue(QAccessible.Attribute.Level)
            assert level == depth + 1
            waiting.append((child, depth + 1))


def test_roles_tell_groups_notes_and_the_rest_apart(sheet: Desk) -> None:
    roles = [child.role() for child in below(face_of(sheet))]
    kinds = QAccessible.Role
    assert roles == [kinds.Grouping, kinds.ListItem, kinds.Note, kinds.ListItem, kinds.ListItem]


def test_places_on_the_screen_follow_pan_and_zoom(sheet: Desk) -> None:
    api = find(face_of(sheet), "Api, ")
    sheet.view.set_viewport(sheet.view.viewport.zoomed(0.5).panned(37, 11))
    expected = sheet.view.viewport.rect_to_view(sheet.diagram.nodes["api"].rect)
    corner = sheet.view.mapToGlobal(QPoint(round(expected.x), round(expected.y)))
    assert api.rect().topLeft() == corner
    assert (api.rect().width(), api.rect().height()) == (90, 40)
    line = find(face_of(sheet), "Web to Api").rect()
    assert line.width() > 50
    assert line.height() >= 2


def test_a_point_of_the_screen_leads_to_what_lies_there_level_by_level(sheet: Desk) -> None:
    face = face_of(sheet)
    middle = find(face, "Orders").rect().center()
    backend = face.childAt(middle.x(), middle.y())
    assert backend.text(NAME).startswith("Backend")
    assert backend.childAt(middle.x(), middle.y()).text(NAME).startswith("Orders")
    assert face.childAt(-500, -500) is None


def test_states_say_what_is_selected_focused_locked_and_out_of_sight(sheet: Desk) -> None:
    orders, api = find(face_of(sheet), "Orders"), find(face_of(sheet), "Api, ")
    sheet.view.setFocus()
    sheet.selection.set(["db"])
    assert (orders.state().selected, orders.state().readOnly, orders.state().movable) == (1, 1, 0)
    assert (api.state().selected, api.state().readOnly, api.state().movable) == (0, 0, 1)
    assert orders.text(QAccessible.Text.Description) == "Locked."
    assert api.state().offscreen == 0
    sheet.view.set_viewport(sheet.view.viewport.panned(9000, 0))
    assert api.state().offscreen == 1


def test_a_folded_group_says_so_and_holds_nothing(sheet: Desk) -> None:
    face = face_of(sheet)
    backend = find(face, "Backend")
    assert (backend.state().expanded, backend.state().collapsed, backend.childCount()) == (1, 0, 2)
    with sheet.document.edit("Fold") as edit:
        edits.collapse(edit, ["backend"])
    assert (backend.state().expanded, backend.state().collapsed, backend.childCount()) == (0, 1, 0)
    assert "Api to Orders, request" not in names(face)
    sheet.document.undo()
    assert backend.childCount() == 2


def test_relations_lead_along_the_flow(sheet: Desk) -> None:
    flags = QAccessible.RelationFlag
    api = find(face_of(sheet), "Api, ")
    related = [(face.text(NAME).partition(",")[0], flag) for face, flag in api.relations()]
    assert related == [("Web", flags.FlowsTo), ("Orders", flags.FlowsFrom)]
    line = find(face_of(sheet), "Web to Api")
    assert [(f.text(NAME)[:3], flag) for f, flag in line.relations()] == [
        ("Web", flags.FlowsTo),
        ("Api", flags.FlowsFrom),
    ]


def test_actions_select_rename_open_the_menu_and_fold(sheet: Desk) -> None:
    asked: list[object] = []
    sheet.view.label_edit_requested.connect(lambda i: asked.append(("label", i)))
    sheet.view.context_menu_requested.connect(lambda hit, at: asked.append(("menu", hit.id, at)))
    names_of = QAccessibleActionInterface
    orders, backend = find(face_of(sheet), "Orders"), find(face_of(sheet), "Backend")
    actions = orders.actionInterface()
    assert actions.actionNames() == [names_of.pressAction(), "Rename", names_of.showMenuAction()]
    words = [actions.localizedActionName(name) for name in actions.actionNames()]
    assert words == ["Select", "Rename", "Open the menu"]
    actions.doAction(names_of.pressAction())
    assert sheet.selection.ids == ("db",)
    actions.doAction("Rename")
    actions.doAction(names_of.showMenuAction())
    assert asked == [("label", "db"), ("menu", "db", orders.rect().center() + QPoint(1, 1))]
    backend.actionInterface().doAction(names_of.toggleAction())
    assert sheet.diagram.groups["backend"].collapsed
    sheet.document.undo()
    assert not sheet.diagram.groups["backend"].collapsed


def test_what_a_record_is_not_is_answered_with_nothing(sheet: Desk) -> None:
    canvas = face_of(sheet)
    for face in (canvas, *below(canvas)):
        assert face.tableCellInterface() is None
        assert face.textInterface() is None
        assert face.actionInterface() is not None


def test_the_selection_is_read_and_changed_from_outside(sheet: Desk) -> None:
    face = face_of(sheet)
    choice = face.selectionInterface()
    choice.select(find(face, "Web, "))
    choice.select(find(face, "Orders"))
    assert sheet.selection.ids == ("web", "db")
    assert [item.text(NAME)[:3] for item in choice.selectedItems()] == ["Web", "Ord"]
    choice.unselect(find(face, "Web, "))
    assert sheet.selection.ids == ("db",)
    choice.clear()
    assert not sheet.selection.ids


def test_what_floats_over_the_canvas_comes_after_the_records(sheet: Desk) -> None:
    field = QLineEdit(sheet.view)
    field.setAccessibleName("Label")
    face = face_of(sheet)
    assert names(face)[-1] == "Label"
    assert face.indexOfChild(face.child(face.childCount() - 1)) == face.childCount() - 1


def test_edits_and_undo_leave_no_face_behind_and_break_none(sheet: Desk) -> None:
    face = face_of(sheet)
    for _ in range(3):
        before = names(face)
        gone = find(face, "Orders")
        with sheet.document.edit("Remove") as edit:
            edits.remove(edit, ["db"])
        gc.collect()
        assert not shiboken6.isValid(gone)
        assert names(face.child(0)) == ["Api, service, FastAPI: 1 in, 0 out"]
        sheet.document.undo()
        assert names(face) == before


def test_closing_the_canvas_takes_all_faces_with_it(sheet: Desk) -> None:
    face = face_of(sheet)
    child = find(face, "Orders")
    close(sheet)
    gc.collect()
    assert not shiboken6.isValid(face)
    assert not shiboken6.isValid(child)
    assert not factory._alive


@pytest.mark.usefixtures("listening")
def test_thousands_of_records_are_found_and_given_back() -> None:
    sheet = Desk(Document(large_diagram(2000)))
    face = face_of(sheet)
    assert len(below(face)) == face.childCount() > 2000
    gc.collect()
    assert find(face, "").parent() is face
    close(sheet)
    assert not factory._alive
