"""What the executable runs: the program, or one of the helpers that would be `python -m` and `python -c` elsewhere."""

from __future__ import annotations

import contextlib
import os
import sys

SERVER = "--built-in-server"
"""The first word with which the wallet starts the sandbox's server (`wallet.local_server`)."""
_TRACKER = "from multiprocessing.resource_tracker import main;main("

_WINDOW = (
    "PySide6/Qt/lib/libQt6Core.so.6",
    "PySide6/Qt/lib/libQt6Gui.so.6",
    "PySide6/Qt/lib/libQt6Widgets.so.6",
    "PySide6/QtCore.abi3.so",
    "PySide6/QtGui.abi3.so",
    "PySide6/QtWidgets.abi3.so",
)
"""The largest files that a window waits for."""


def read_ahead(folder: str) -> None:
    """Have Linux read them in `folder` while Python still works: from a cold disk the window is there sooner."""
    for name in _WINDOW if sys.platform == "linux" else ():
        with contextlib.suppress(OSError), open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - no `pathlib` yet
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)


def main() -> int:
    """Run what the arguments ask for, and return the exit code."""
    words = sys.argv[1:]
    if words[:1] == ["--multiprocessing-fork"]:
        from multiprocessing.spawn import freeze_support  # noqa: PLC0415 - each of these for its own start alone

        freeze_support()  # leaves
    if words[-2:-1] == ["-c"] and words[-1].startswith(_TRACKER):
        from multiprocessing.resource_tracker import main as track  # noqa: PLC0415

        track(int(words[-1].removeprefix(_TRACKER).rstrip(")")))
        return 0
    if words[:1] == [SERVER]:
        from licensing_server.cli import main as serve  # noqa: PLC0415

        return serve(words[1:])
    if not words or words[0] == "open" or words[0].endswith(".infrasketch"):
        read_ahead(getattr(sys, "_MEIPASS", ""))
    from infrasketch_desktop.cli import main as run  # noqa: PLC0415

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
