"""The accessibility tree of the running program as Qt offers it to assistive programs, walked in this process."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

ROLES = QAccessible.Role

MUST_BE_NAMED = {
    ROLES.PushButton, ROLES.ButtonMenu, ROLES.ButtonDropDown, ROLES.CheckBox, ROLES.RadioButton, ROLES.ComboBox,
    ROLES.EditableText, ROLES.SpinBox, ROLES.Slider, ROLES.ProgressBar, ROLES.List, ROLES.Tree, ROLES.Table,
    ROLES.ListItem, ROLES.TreeItem, ROLES.MenuItem, ROLES.PageTab, ROLES.Dialog, ROLES.Canvas,
    ROLES.Link, ROLES.Grouping, ROLES.Note, ROLES.Window,
}  # fmt: skip
"""Roles of what does something or is a thing of its own; panes only hold others, and icons stand beside words."""

MEANINGLESS = {ROLES.NoRole, ROLES.Client}
"""Roles of what a person cannot know how to use; nothing that takes the keyboard may have them."""


def walk(root: QWidget) -> Iterator[QAccessibleInterface]:
    """`root` and everything shown below it, outer before inner."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        face = waiting.pop()
        if face is None or not face.isValid() or face.state().invisible:
            continue
        yield face
        waiting.extend(face.child(index) for index in reversed(range(face.childCount())))


def complaints(root: QWidget) -> list[str]:
    """Everything shown below `root` that has no name though it needs one, or takes the keyboard as nothing known."""
    found = []
    for face in walk(root):
        name, state, widget = face.text(QAccessible.Text.Name).strip(), face.state(), face.object()
        takes_keys = state.focusable and not state.disabled
        if not name and (takes_keys or face.role() in MUST_BE_NAMED) and not (_is_inner(face) or _is_empty_bar(face)):
            found.append(f"no name: {_told(face)}")
        elif takes_keys and face.role() in MEANINGLESS:
            found.append(f"no role: {_told(face)} {name!r} {widget!r}")
    return found


def _is_inner(face: QAccessibleInterface) -> bool:
    """Parts of a larger thing that is named: the viewport of a list, the field of a spin box, a scroll bar."""
    widget = face.object()
    return isinstance(widget, QWidget) and widget.objectName().startswith("qt_")


def _is_empty_bar(face: QAccessibleInterface) -> bool:
    """What the window keeps of panels that are hidden, without tabs and beyond the border of the screen."""
    children = (face.child(index) for index in range(face.childCount()))
    return face.role() == ROLES.PageTabList and not any(child.text(QAccessible.Text.Name) for child in children)


def _told(face: QAccessibleInterface) -> str:
    chain = []
    above = face
    while above is not None and len(chain) < 5:
        thing = above.object()
        chain.append(type(thing).__name__ if thing is not None else above.role().name)
        above = above.parent()
    return f"{face.role().name} in {' < '.join(chain)}"
