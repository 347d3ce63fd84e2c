"""Actions on the assistant."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category
from infrasketch_desktop.ui.actions.conditions import groups, has_editor, nodes
from infrasketch_desktop.ui.actions.window import Window


def chat_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="chat.talk",
            title=tr("Talk to the assistant"),
            category=Category.TOOLS,
            shortcuts=("Ctrl+Shift+J",),
            icon="chat",
            perform=lambda w: w.assistant.talk(),
            enabled=has_editor,
            keywords=tr("chat claude ai ask question"),
        ),
        Action(
            id="chat.ask",
            title=tr("Ask about this"),
            category=Category.TOOLS,
            icon="chat",
            perform=lambda w: w.assistant.ask_about(_ends(w)),
            enabled=_has_ends,
            keywords=tr("chat claude ai explain node"),
        ),
        Action(
            id="chat.preview",
            title=tr("What will be sent…"),
            category=Category.TOOLS,
            icon="eye",
            perform=lambda w: w.assistant.preview(),
            enabled=has_editor,
            keywords=tr("privacy secrets request assistant"),
        ),
        Action(
            id="chat.sources",
            title=tr("Assistant…"),
            category=Category.TOOLS,
            icon="properties",
            perform=lambda w: w.assistant.choose_source(),
            keywords=tr("settings key api model ollama relay claude anthropic"),
        ),
    )


def _ends(window: Window) -> tuple[str, ...]:
    return (*nodes(window), *groups(window))


def _has_ends(window: Window) -> bool:
    return len(_ends(window)) > 0
