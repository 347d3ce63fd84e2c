"""The folders in which one person's settings, library and journals lie on this machine."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.errors import ProfileError, reason

APPLICATION = "infrasketch"


@dataclass(frozen=True, slots=True)
class Profile:
    """Where things lie. Nothing is made until `prepare`; the folders are closed to other accounts."""

    settings_folder: Path
    data_folder: Path
    state_folder: Path
    cache_folder: Path

    @classmethod
    def standard(cls) -> Profile:
        """The folders that this system gives to programs."""
        from platformdirs import PlatformDirs  # noqa: PLC0415 - not needed when a folder is given

        found = PlatformDirs(APPLICATION, appauthor=False, roaming=False)
        return cls(found.user_config_path, found.user_data_path, found.user_state_path, found.user_cache_path)

    @classmethod
    def at(cls, folder: Path) -> Profile:
        """Everything under one folder, as `--profile DIR` asks for."""
        folder = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as the user named them
        return cls(folder, folder / "data", folder / "state", folder / "cache")

    @property
    def settings_file(self) -> Path:
        return self.settings_folder / "settings.json"

    @property
    def library_file(self) -> Path:
        return self.data_folder / "library.sqlite"

    def prepare(self) -> None:
        """Make the folders that are missing and try that each takes a file.

        Raises:
            ProfileError: one does not; the program can go on with `temporary_profile`.
        """
        for folder in (self.settings_folder, self.data_folder, self.state_folder, self.cache_folder):
            try:
                _make(folder)
                with tempfile.TemporaryFile(dir=folder):
                    pass
            except (OSError, ValueError) as error:
                why, _ = reason(error)
                raise ProfileError(
                    tr("The profile folder “{folder}” cannot be used: {why}.", folder=folder, why=why),
                    kept=tr("Sketches can be opened and saved, but settings and recent sketches are not remembered."),
                    advice=tr("Make the folder writable, or start with --profile and another folder."),
                ) from error


@contextlib.contextmanager
def temporary_profile() -> Iterator[Profile]:
    """A profile that goes with the block: how the program goes on when its own cannot be used.

    Journals in it still give back the work of a killed run as long as the system keeps its temporary files, because a
    killed run does not come to the end of the block.
    """
    with tempfile.TemporaryDirectory(prefix=f"{APPLICATION}-", ignore_cleanup_errors=True) as folder:
        profile = Profile.at(Path(folder))
        profile.prepare()
        yield profile


def _make(folder: Path) -> None:
    """Make `folder` and what is missing above it; only this account may look into what was made."""
    if not folder.parent.exists():
        _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
