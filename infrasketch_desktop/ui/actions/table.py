"""The table itself: every action of the program in the order menus and palette show them."""

from __future__ import annotations

from infrasketch_desktop.ui.actions.action import Action
from infrasketch_desktop.ui.actions.arranging import arranging_actions
from infrasketch_desktop.ui.actions.chatting import chat_actions
from infrasketch_desktop.ui.actions.coding import coding_actions
from infrasketch_desktop.ui.actions.connecting import connecting_actions
from infrasketch_desktop.ui.actions.credits import credits_actions
from infrasketch_desktop.ui.actions.editing import editing_actions
from infrasketch_desktop.ui.actions.files import file_actions
from infrasketch_desktop.ui.actions.helping import help_actions
from infrasketch_desktop.ui.actions.inserting import inserting_actions
from infrasketch_desktop.ui.actions.tools import tool_actions
from infrasketch_desktop.ui.actions.viewing import viewing_actions


def all_actions() -> tuple[Action, ...]:
    """Made after the translator is installed, because titles are translated as they are made."""
    return (
        *file_actions(),
        *editing_actions(),
        *arranging_actions(),
        *connecting_actions(),
        *inserting_actions(),
        *tool_actions(),
        *chat_actions(),
        *coding_actions(),
        *viewing_actions(),
        *credits_actions(),
        *help_actions(),
    )
