"""One action for each kind of node, so that every kind can be added by its name."""

from __future__ import annotations

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category
from infrasketch_desktop.ui.actions.conditions import has_editor, open_editor


def inserting_actions() -> tuple[Action, ...]:
    return tuple(_insert_action(kind) for kind in NodeKind)


def _insert_action(kind: NodeKind) -> Action:
    name = tr(kind.display_name)
    return Action(
        id=f"insert.{kind.value.replace('_', '-')}",
        title=tr("Add {kind}", kind=name),
        category=Category.INSERT,
        icon="node",
        perform=lambda w: open_editor(w).insert(kind, name),
        enabled=has_editor,
        keywords=tr("node new insert"),
    )
