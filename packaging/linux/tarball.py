"""The archive for every other Linux: unpack and start, or let its `install` fit it into a user's desktop."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from linux.archive import write_tar_xz
from linux.tree import PROGRAM_MODE, Entry, arrange, below, text

_SCRIPTS = Path(__file__).with_name("scripts")


def write_tarball(program: Iterable[Entry], integration: Iterable[Entry], name: str, target: Path, moment: int) -> None:
    """Write the archive: one folder `name` with `program`, `share`, and scripts to install and uninstall."""
    scripts = [
        Entry(script, (_SCRIPTS / script).read_bytes(), PROGRAM_MODE if script != "README.txt" else 0o644)
        for script in ("README.txt", "install", "uninstall")
    ]
    entries = [*program, *integration, *scripts]
    entries.append(text("files", "".join(f"{entry.path}\n" for entry in arrange(entries))))
    with target.open("wb") as file:
        write_tar_xz(arrange(below(name, entries)), file, moment)
