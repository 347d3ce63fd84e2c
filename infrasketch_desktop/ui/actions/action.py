"""What one action is: a name, what it does, when it can be done, and the keys that do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.language import later
from infrasketch_desktop.ui.actions.window import Window


class Category(StrEnum):
    """The heading an action stands under in menus, palette and list of shortcuts; the value is its English name."""

    FILE = later("File")
    EDIT = later("Edit")
    ARRANGE = later("Arrange")
    CONNECT = later("Connections")
    INSERT = later("Insert")
    VIEW = later("View")
    TOOLS = later("Tools")
    CREDITS = later("Credits")
    HELP = later("Help")


class Scope(StrEnum):
    """Where the keys of an action work: anywhere in the window, or only while the canvas has the focus."""

    WINDOW = "window"
    CANVAS = "canvas"


def always(_window: Window) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing a user can do; what `perform` returns is of no use to anyone.

    `checked` makes it a switch; `label` replaces `title` where it depends on the moment.
    `shortcuts` are written as Qt reads them ("Ctrl+Shift+Z"); the first is the one shown. `keywords` are further
    words under which the command palette finds it.
    """

    id: str
    title: str
    category: Category
    perform: Callable[[Window], object]
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    enabled: Callable[[Window], bool] = always
    checked: Callable[[Window], bool] | None = None
    label: Callable[[Window], str] | None = None
    scope: Scope = Scope.WINDOW
    keywords: str = ""
