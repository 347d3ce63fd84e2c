"""Actions on connections, and the keys that walk and grow along them."""

from __future__ import annotations

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Side
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category, Scope
from infrasketch_desktop.ui.actions.conditions import (
    edge_records,
    edges,
    has_connectable,
    has_edge_selected,
    has_selection,
    open_editor,
)
from infrasketch_desktop.ui.actions.window import Window


def connecting_actions() -> tuple[Action, ...]:
    return (
        _grow_action(Side.TOP, tr("Connect to a new node up"), "Up"),
        _grow_action(Side.RIGHT, tr("Connect to a new node to the right"), "Right"),
        _grow_action(Side.BOTTOM, tr("Connect to a new node down"), "Down"),
        _grow_action(Side.LEFT, tr("Connect to a new node to the left"), "Left"),
        _walk_action(Side.TOP, tr("Walk along a connection up"), "Up"),
        _walk_action(Side.RIGHT, tr("Walk along a connection to the right"), "Right"),
        _walk_action(Side.BOTTOM, tr("Walk along a connection down"), "Down"),
        _walk_action(Side.LEFT, tr("Walk along a connection to the left"), "Left"),
        *_edge_actions(),
    )


def _grow_action(side: Side, title: str, key: str) -> Action:
    return Action(
        id=f"connect.new-{key.lower()}",
        title=title,
        category=Category.CONNECT,
        shortcuts=(f"Alt+Shift+{key}",),
        icon="connect-new",
        perform=lambda w: _grow(w, side),
        enabled=has_connectable,
        keywords=tr("add grow"),
    )


def _grow(window: Window, side: Side) -> None:
    """The new node is named at once; Enter, and the next one can grow out of it."""
    if open_editor(window).connect_to_new(side):
        window.sketch.edit_label()


def _walk_action(side: Side, title: str, key: str) -> Action:
    return Action(
        id=f"connect.walk-{key.lower()}",
        title=title,
        category=Category.CONNECT,
        shortcuts=(f"Alt+{key}",),
        scope=Scope.CANVAS,
        perform=lambda w: open_editor(w).walk(side),
        enabled=has_selection,
        keywords=tr("go to neighbour next"),
    )


def _edge_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="connect.reverse",
            title=tr("Reverse connection"),
            category=Category.CONNECT,
            shortcuts=("R",),
            icon="edge",
            scope=Scope.CANVAS,
            perform=_reverse,
            enabled=has_edge_selected,
            keywords=tr("swap direction flip"),
        ),
        Action(
            id="connect.animate",
            title=tr("Animate connection"),
            category=Category.CONNECT,
            icon="animate",
            perform=_toggle_animated,
            enabled=has_edge_selected,
            checked=_all_animated,
            keywords=tr("flow moving"),
        ),
        Action(
            id="connect.straighten",
            title=tr("Remove bends made by hand"),
            category=Category.CONNECT,
            perform=_forget_waypoints,
            enabled=_has_bends,
            keywords=tr("waypoints route reset"),
        ),
        Action(
            id="connect.free-label",
            title=tr("Place label automatically"),
            category=Category.CONNECT,
            perform=_free_labels,
            enabled=_has_pinned_labels,
            keywords=tr("text position reset"),
        ),
    )


def _reverse(window: Window) -> None:
    chosen = edges(window)

    def verb(edit: Edit) -> None:
        for edge_id in chosen:
            edits.reverse_edge(edit, edge_id)

    open_editor(window).edit(tr("Reverse connection"), verb)


def _all_animated(window: Window) -> bool:
    return has_edge_selected(window) and all(edge.animated for edge in edge_records(window))


def _toggle_animated(window: Window) -> None:
    chosen, animated = edges(window), not _all_animated(window)

    def verb(edit: Edit) -> None:
        for edge_id in chosen:
            edits.update(edit, edge_id, animated=animated)

    open_editor(window).edit(tr("Animate connection") if animated else tr("Stop animation"), verb)


def _has_bends(window: Window) -> bool:
    return any(edge.waypoints for edge in edge_records(window))


def _forget_waypoints(window: Window) -> None:
    chosen = edges(window)

    def verb(edit: Edit) -> None:
        for edge_id in chosen:
            edits.set_waypoints(edit, edge_id, ())

    open_editor(window).edit(tr("Remove bends"), verb)


def _has_pinned_labels(window: Window) -> bool:
    return any(edge.label_pinned for edge in edge_records(window))


def _free_labels(window: Window) -> None:
    chosen = edges(window)

    def verb(edit: Edit) -> None:
        for edge_id in chosen:
            edits.free_label(edit, edge_id)

    open_editor(window).edit(tr("Place label automatically"), verb)
