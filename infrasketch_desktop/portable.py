"""Portable mode: everything of a person lies in one folder beside the program, for a stick that goes from desk to desk.

Who makes a folder `InfraSketch-data` beside the executable has asked for it: marker and place are one, nothing can say
portable and mean another place, and to copy the two folders is to copy everything. Only a bundle looks for it; in a
checkout there is `--profile`. On macOS the folder lies beside the application, which may not be written into.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = "InfraSketch-data"
SECRETS_STAY = "secrets-stay-here"
"""A file of this name in a data folder keeps secrets out of the keyring, which stays behind with its computer."""


def portable_folder() -> Path | None:
    """The folder of portable mode, None when nobody asked for it."""
    if not getattr(sys, "frozen", False):
        return None
    executable = Path(sys.executable)
    folder = beside(executable, sys.platform)
    return folder if folder.is_dir() and is_of_same_owner(folder, executable) else None


def beside(executable: Path, platform: str) -> Path:
    """Where portable mode of a program with this executable would keep its things."""
    application = next((parent for parent in executable.parents if parent.suffix == ".app"), None)
    return (application or executable).with_name(FOLDER) if platform == "darwin" else executable.with_name(FOLDER)


def is_of_same_owner(folder: Path, executable: Path) -> bool:
    """Whether the folder is of whoever put the program there, or of this user.

    In a folder that others may write to, somebody else could make it and read along. Who owns the program could change
    that as well; on a stick without owners everything has the same one, as on Windows.
    """
    if sys.platform == "win32":
        return True
    try:
        owner = folder.lstat().st_uid
        return owner == os.getuid() or owner == executable.stat().st_uid
    except OSError:
        return False


def keeps_secrets(data_folder: Path) -> bool:
    """Whether the secrets of this profile lie in files of their own on every computer."""
    return (data_folder / SECRETS_STAY).exists()
