"""The six tools of the canvas."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category, Scope
from infrasketch_desktop.ui.actions.conditions import has_editor


def tool_actions() -> tuple[Action, ...]:
    rows = (
        ("select", tr("Select and move"), "V"),
        ("hand", tr("Hand: move the sheet"), "H"),
        ("node", tr("Draw a node"), "N"),
        ("edge", tr("Draw a connection"), "A"),
        ("text", tr("Write a note"), "T"),
        ("group", tr("Draw a group"), "G"),
    )
    return tuple(_tool_action(*row) for row in rows)


def _tool_action(name: str, title: str, key: str) -> Action:
    return Action(
        id=f"tool.{name}",
        title=title,
        category=Category.TOOLS,
        shortcuts=(key,),
        icon=name,
        scope=Scope.CANVAS,
        perform=lambda w: w.sketch.choose_tool(name),
        enabled=has_editor,
        checked=lambda w: w.editor is not None and w.sketch.tool == name,
        keywords=tr("tool"),
    )
