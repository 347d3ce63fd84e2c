"""The folders in which one person's settings, library and journals lie on this machine."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.portable import SECRETS_STAY, portable_folder
from infrasketch_desktop.storage.errors import ProfileError, reason

APPLICATION = "infrasketch"
NOWHERE = Path(os.devnull, APPLICATION)
"""A place where nothing can be made, for want of a better one."""
_LITTLE = 16 * 1024
"""Bytes that settings, journal and library need at least; a full disk takes empty files."""


class Origin(Enum):
    """How a profile came to be the one in use."""

    STANDARD = "standard"
    GIVEN = "given"
    """By `--profile DIR`."""
    PORTABLE = "portable"
    TEMPORARY = "temporary"
    """Its own cannot be used; everything in it goes with the program."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Where things lie. Nothing is made until `prepare`; the folders are closed to other accounts."""

    settings_folder: Path
    data_folder: Path
    state_folder: Path
    cache_folder: Path
    origin: Origin = Origin.STANDARD

    @classmethod
    def chosen(cls, folder: Path | None) -> Profile:
        """The profile of a start: in `folder` if one was given, else beside a portable program, else the standard."""
        if folder is not None:
            return cls.at(folder)
        portable = portable_folder()
        return cls.standard() if portable is None else cls.at(portable, Origin.PORTABLE)

    @classmethod
    def standard(cls) -> Profile:
        """The folders that this system gives to programs; below `NOWHERE` for an account without a home."""
        from platformdirs import PlatformDirs  # noqa: PLC0415 - not needed when a folder is given

        found = PlatformDirs(APPLICATION, appauthor=False, roaming=False)
        try:
            return cls(found.user_config_path, found.user_data_path, found.user_state_path, found.user_cache_path)
        except RuntimeError:  # the system knows no home of this account
            return cls.at(NOWHERE, Origin.STANDARD)

    @classmethod
    def at(cls, folder: Path, origin: Origin = Origin.GIVEN) -> Profile:
        """Everything under one folder, as `--profile DIR` asks for."""
        folder = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as the user named them
        return cls(folder, folder / "data", folder / "state", folder / "cache", origin)

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
                _try(folder)
            except (OSError, ValueError) as error:
                why, _ = reason(error)
                raise ProfileError(
                    tr("The profile folder “{folder}” cannot be used: {why}.", folder=folder, why=why)
                    if self.settings_folder != NOWHERE
                    else tr("This account has no home folder."),
                    kept=tr("Sketches can be opened and saved, but settings and recent sketches are not remembered."),
                    advice=self._advice(error),
                ) from error
        if self.origin is Origin.PORTABLE:
            (self.data_folder / SECRETS_STAY).touch()

    def _advice(self, error: OSError | ValueError) -> str:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return tr("Free some space, or start with --profile and another folder.")
        if self.settings_folder == NOWHERE:
            return tr("Start with --profile and a folder that can be written.")
        if self.origin is Origin.PORTABLE:
            return tr("Copy InfraSketch and this folder to a place that can be written, and start it there.")
        return tr("Make the folder writable, or start with --profile and another folder.")


@contextlib.contextmanager
def temporary_profile() -> Iterator[Profile]:
    """A profile that goes with the block: how the program goes on when its own cannot be used.

    Journals in it still give back the work of a killed run as long as the system keeps its temporary files, because a
    killed run does not come to the end of the block.

    Raises:
        ProfileError: no folder for temporary files takes any either.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix=f"{APPLICATION}-", ignore_cleanup_errors=True)
    except OSError as error:
        raise ProfileError(
            tr("No folder takes a file: neither that of the profile nor one for temporary files."),
            advice=tr("Make room on the disk or a folder writable, and name it by --profile or TMPDIR."),
        ) from error
    with folder as name:
        profile = Profile.at(Path(name), Origin.TEMPORARY)
        profile.prepare()
        yield profile


def _try(folder: Path) -> None:
    """Raises OSError or ValueError when `folder` is not there, cannot be made or does not take a little file."""
    _make(folder)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(_LITTLE))


def _make(folder: Path) -> None:
    """Make `folder` and what is missing above it; only this account may look into what was made."""
    if not folder.parent.exists():
        _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
