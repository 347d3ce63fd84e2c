"""The `infrasketch` command: the program's work without a window, and the door to the window.

The parser knows every command but imports none of them; `program` loads the one that was asked for, so that
`infrasketch --version` does not pay for layout and pictures and `infrasketch sketch` never loads Qt.
"""

from infrasketch_desktop.cli.program import main

__all__ = ["main"]
