"""Actions that arrange what is selected: align, distribute, stack, group, fold, lock, nudge, tidy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.align import Alignment, Axis
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.kinds import Direction, EdgeStyle
from infrasketch_desktop.diagram.records import SHEET_ID
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category, Scope
from infrasketch_desktop.ui.actions.conditions import (
    groups,
    has_content,
    has_editor,
    has_group_selected,
    has_groups,
    has_pair,
    has_placed,
    has_trio,
    open_editor,
    placed,
)
from infrasketch_desktop.ui.actions.window import Window

GRID = 20
Verb = Callable[[Edit, Iterable[str]], object]


def arranging_actions() -> tuple[Action, ...]:
    return (
        *_tidy_actions(),
        *_align_actions(),
        *_stack_actions(),
        *_group_actions(),
        *_mark_actions(),
        *_nudge_actions(),
    )


def _on_placed(title: str, verb: Verb) -> Callable[[Window], object]:
    """A perform that runs `verb` on the selected nodes, groups and notes as the undo step `title`."""
    return lambda window: open_editor(window).edit(title, lambda edit: verb(edit, placed(window)))


def _tidy_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="arrange.tidy",
            title=tr("Tidy…"),
            category=Category.ARRANGE,
            shortcuts=("Ctrl+Shift+T",),
            icon="tidy",
            perform=lambda w: w.sketch.tidy(),
            enabled=has_content,
            keywords=tr("layout arrange automatic clean"),
        ),
        *(_direction_action(*row) for row in _directions()),
        *(_style_action(*row) for row in _styles()),
    )


def _directions() -> tuple[tuple[Direction, str, str], ...]:
    return (
        (Direction.DOWN, tr("Read top to bottom"), "down"),
        (Direction.RIGHT, tr("Read left to right"), "right"),
    )


def _styles() -> tuple[tuple[EdgeStyle, str, str], ...]:
    return (
        (EdgeStyle.ORTHOGONAL, tr("Right-angled connections"), "orthogonal"),
        (EdgeStyle.CURVED, tr("Curved connections"), "curved"),
        (EdgeStyle.STRAIGHT, tr("Straight connections"), "straight"),
    )


def _direction_action(direction: Direction, title: str, icon: str) -> Action:
    return Action(
        id=f"arrange.direction-{direction.value}",
        title=title,
        category=Category.ARRANGE,
        icon=icon,
        perform=lambda w: w.sketch.turn(direction),
        enabled=has_editor,
        checked=lambda w: w.editor is not None and w.editor.document.diagram.sheet.direction is direction,
        keywords=tr("direction layout orientation"),
    )


def _style_action(style: EdgeStyle, title: str, icon: str) -> Action:
    return Action(
        id=f"arrange.style-{style.value}",
        title=title,
        category=Category.ARRANGE,
        icon=icon,
        perform=lambda w: open_editor(w).edit(title, lambda edit: edits.update(edit, SHEET_ID, edge_style=style)),
        enabled=has_editor,
        checked=lambda w: w.editor is not None and w.editor.document.diagram.sheet.edge_style is style,
        keywords=tr("edge style lines"),
    )


def _align_actions() -> tuple[Action, ...]:
    rows = (
        ("left", tr("Align left edges"), Alignment.LEFT, "Ctrl+Shift+Left"),
        ("center", tr("Align centres across"), Alignment.CENTER, ""),
        ("right", tr("Align right edges"), Alignment.RIGHT, "Ctrl+Shift+Right"),
        ("top", tr("Align top edges"), Alignment.TOP, "Ctrl+Shift+Up"),
        ("middle", tr("Align middles"), Alignment.MIDDLE, ""),
        ("bottom", tr("Align bottom edges"), Alignment.BOTTOM, "Ctrl+Shift+Down"),
    )
    spread = (
        ("across", tr("Distribute across"), Axis.HORIZONTAL, "Alt+Shift+H"),
        ("down", tr("Distribute down"), Axis.VERTICAL, "Alt+Shift+V"),
    )
    return (
        *(_align_action(*row) for row in rows),
        *(_distribute_action(*row) for row in spread),
    )


def _align_action(name: str, title: str, how: Alignment, keys: str) -> Action:
    return Action(
        id=f"arrange.align-{name}",
        title=title,
        category=Category.ARRANGE,
        shortcuts=(keys,) if keys else (),
        icon=f"align-{name}",
        perform=_on_placed(title, lambda edit, ids: edits.align(edit, ids, how)),
        enabled=has_pair,
    )


def _distribute_action(name: str, title: str, axis: Axis, keys: str) -> Action:
    return Action(
        id=f"arrange.distribute-{name}",
        title=title,
        category=Category.ARRANGE,
        shortcuts=(keys,),
        icon=f"distribute-{name}",
        perform=_on_placed(title, lambda edit, ids: edits.distribute(edit, ids, axis)),
        enabled=has_trio,
        keywords=tr("equal gaps spacing"),
    )


def _stack_actions() -> tuple[Action, ...]:
    rows: tuple[tuple[str, str, Verb, str, str], ...] = (
        ("front", tr("Bring to front"), edits.bring_to_front, "Ctrl+Shift+]", "front"),
        ("forward", tr("Bring forward"), edits.bring_forward, "Ctrl+]", ""),
        ("backward", tr("Send backward"), edits.send_backward, "Ctrl+[", ""),
        ("back", tr("Send to back"), edits.send_to_back, "Ctrl+Shift+[", "back"),
    )
    return tuple(
        Action(
            id=f"arrange.{name}",
            title=title,
            category=Category.ARRANGE,
            shortcuts=(keys,),
            icon=icon,
            perform=_on_placed(title, verb),
            enabled=has_placed,
            keywords=tr("order stack over under"),
        )
        for name, title, verb, keys, icon in rows
    )


def _group_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="arrange.group",
            title=tr("Group"),
            category=Category.ARRANGE,
            shortcuts=("Ctrl+G",),
            icon="group",
            perform=lambda w: open_editor(w).group_selection(),
            enabled=has_placed,
            keywords=tr("frame"),
        ),
        Action(
            id="arrange.ungroup",
            title=tr("Ungroup"),
            category=Category.ARRANGE,
            shortcuts=("Ctrl+Shift+G",),
            icon="ungroup",
            perform=lambda w: open_editor(w).ungroup_selection(),
            enabled=has_group_selected,
        ),
        Action(
            id="arrange.fold",
            title=tr("Fold or unfold group"),
            category=Category.ARRANGE,
            shortcuts=("Ctrl+.",),
            icon="fold",
            perform=_fold_selected,
            enabled=has_group_selected,
            keywords=tr("collapse expand"),
        ),
        Action(
            id="arrange.fold-all",
            title=tr("Fold all groups"),
            category=Category.ARRANGE,
            shortcuts=("Ctrl+Home",),
            icon="fold",
            perform=lambda w: open_editor(w).edit(tr("Fold all groups"), edits.fold_all),
            enabled=has_groups,
            keywords=tr("collapse"),
        ),
        Action(
            id="arrange.unfold-all",
            title=tr("Unfold all groups"),
            category=Category.ARRANGE,
            shortcuts=("Ctrl+End",),
            icon="unfold",
            perform=lambda w: open_editor(w).edit(tr("Unfold all groups"), edits.unfold_all),
            enabled=has_groups,
            keywords=tr("expand"),
        ),
    )


def _fold_selected(window: Window) -> None:
    editor, chosen = open_editor(window), groups(window)
    if all(editor.document.diagram.groups[i].collapsed for i in chosen):
        editor.edit(tr("Unfold group"), lambda edit: edits.expand(edit, chosen))
    else:
        editor.edit(tr("Fold group"), lambda edit: edits.collapse(edit, chosen))


def _mark_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="arrange.lock",
            title=tr("Lock"),
            category=Category.ARRANGE,
            shortcuts=("Ctrl+L",),
            icon="lock",
            perform=_toggle_lock,
            enabled=has_placed,
            checked=_all_locked,
            keywords=tr("unlock protect"),
        ),
        Action(
            id="arrange.pin",
            title=tr("Keep in place when tidying"),
            category=Category.ARRANGE,
            shortcuts=("P",),
            icon="pin",
            scope=Scope.CANVAS,
            perform=_toggle_pin,
            enabled=has_placed,
            checked=_all_pinned,
            keywords=tr("pin unpin hand placed"),
        ),
    )


def _all_locked(window: Window) -> bool:
    """Whether all that can be locked is; mostly the first tells that it is not."""
    if not has_placed(window):
        return False
    diagram, selection = open_editor(window).document.diagram, open_editor(window).selection
    return all(record.locked for i in selection if (record := diagram.placed(i)) is not None)


def _toggle_lock(window: Window) -> None:
    verb, title = (edits.unlock, tr("Unlock")) if _all_locked(window) else (edits.lock, tr("Lock"))
    _on_placed(title, verb)(window)


def _all_pinned(window: Window) -> bool:
    """Whether all nodes are that tidying could move; mostly the first tells that they are not."""
    chosen = placed(window)
    known = open_editor(window).document.diagram.nodes if chosen else {}
    if not all(known[i].pinned for i in chosen if i in known):
        return False
    found = open_editor(window).nodes_within(chosen) if chosen else ()
    return bool(found) and all(node.pinned for node in found)


def _toggle_pin(window: Window) -> None:
    verb, title = (edits.unpin, tr("Let tidy move it")) if _all_pinned(window) else (edits.pin, tr("Keep in place"))
    _on_placed(title, verb)(window)


def _nudge_actions() -> tuple[Action, ...]:
    ways = (
        ("left", tr("Nudge left"), tr("Nudge left by the grid"), -1, 0),
        ("right", tr("Nudge right"), tr("Nudge right by the grid"), 1, 0),
        ("up", tr("Nudge up"), tr("Nudge up by the grid"), 0, -1),
        ("down", tr("Nudge down"), tr("Nudge down by the grid"), 0, 1),
    )
    small = (_nudge_action(name, title, dx, dy, name.capitalize()) for name, title, _, dx, dy in ways)
    large = (
        _nudge_action(f"{name}-grid", title, dx * GRID, dy * GRID, f"Shift+{name.capitalize()}")
        for name, _, title, dx, dy in ways
    )
    return (*small, *large)


def _nudge_action(name: str, title: str, dx: int, dy: int, keys: str) -> Action:
    return Action(
        id=f"arrange.nudge-{name}",
        title=title,
        category=Category.ARRANGE,
        shortcuts=(keys,),
        icon="nudge",
        scope=Scope.CANVAS,
        perform=lambda window: _nudge(window, dx, dy),
        enabled=lambda window: has_placed(window) or next(_labelled(window), None) is not None,
        keywords=tr("move label"),
    )


def _nudge(window: Window, dx: int, dy: int) -> None:
    """Move what is selected; where only connections are, their labels."""
    editor, chosen = open_editor(window), placed(window)
    labels = {} if chosen else {i: editor.canvas.label_point(i) for i in _labelled(window)}

    def verb(edit: Edit) -> None:
        edits.nudge(edit, chosen, dx, dy)
        for edge_id, place in labels.items():
            edits.place_label(edit, edge_id, place.moved(dx, dy))

    editor.edit(tr("Nudge"), verb)


def _labelled(window: Window) -> Iterator[str]:
    """The selected connections whose label can be seen."""
    editor = window.editor
    if editor is None:
        return
    known = editor.document.diagram.edges
    yield from (i for i in editor.selection if i in known and known[i].label and editor.canvas.line(i))
