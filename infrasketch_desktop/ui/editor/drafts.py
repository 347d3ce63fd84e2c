"""What a sentence comes to, found away from the window: the diagram as it would be, and what to say about it."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.ui.editor.prompt_line import Reply


@dataclass(frozen=True, slots=True)
class Draft:
    """`target` None means that nothing is to change; `title` names the undo step."""

    title: str
    target: Diagram | None
    reply: Reply
