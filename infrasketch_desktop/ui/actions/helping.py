"""Actions that find other actions."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category


def help_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="help.palette",
            title=tr("Command palette…"),
            category=Category.HELP,
            shortcuts=("Ctrl+K", "Ctrl+Shift+P"),
            icon="command",
            perform=lambda w: w.show_palette(),
            keywords="run search actions",
        ),
        Action(
            id="help.shortcuts",
            title=tr("Keyboard shortcuts"),
            category=Category.HELP,
            shortcuts=("?", "F1"),
            icon="keyboard",
            perform=lambda w: w.show_shortcuts(),
            keywords="keys help",
        ),
    )
