"""The name of a sketch as a name for files that are made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infrasketch_desktop.language import tr

if TYPE_CHECKING:
    from infrasketch_desktop.ui.editor.editor import Editor


_MOST = 120


def file_name(editor: Editor) -> str:
    """What every file system takes, without an ending."""
    name = editor.session.name or tr("Untitled")
    clean = "".join("-" if letter in '/\\:*?"<>|' or ord(letter) < ord(" ") else letter for letter in name)
    return clean[:_MOST].strip() or "diagram"
