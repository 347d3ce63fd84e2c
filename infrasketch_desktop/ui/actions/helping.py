"""Actions that find other actions, and tell about the program or about trouble with it."""

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
            keywords=tr("run search actions"),
        ),
        Action(
            id="help.shortcuts",
            title=tr("Keyboard shortcuts"),
            category=Category.HELP,
            shortcuts=("?", "F1"),
            icon="keyboard",
            perform=lambda w: w.help.show_shortcuts(),
            keywords=tr("keys help"),
        ),
        Action(
            id="help.tour",
            title=tr("Take the tour"),
            category=Category.HELP,
            perform=lambda w: w.help.take_tour(),
            keywords=tr("introduction first steps guide learn"),
        ),
        Action(
            id="help.report",
            title=tr("Report a problem…"),
            category=Category.HELP,
            perform=lambda w: w.help.report_problem(),
            keywords=tr("crash bug error feedback support"),
        ),
        Action(
            id="help.updates",
            title=tr("Check for updates…"),
            category=Category.HELP,
            perform=lambda w: w.updates.check(),
            keywords=tr("new version release upgrade"),
        ),
        Action(
            id="help.about",
            title=tr("About InfraSketch"),
            category=Category.HELP,
            icon="info",
            perform=lambda w: w.help.show_about(),
            keywords=tr("version licences vendor profile"),
        ),
    )
