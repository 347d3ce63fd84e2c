"""What can go wrong with files of this machine: what happened, what was kept, what to do next."""

from __future__ import annotations

import errno


class StorageError(Exception):
    """An expected failure around files; `str()` of it is a message for the person at the screen."""

    def __init__(self, what: str, *, kept: str = "", advice: str = "") -> None:
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.what = what
        self.kept = kept
        self.advice = advice


class OpenError(StorageError):
    """A file could not be read; nothing of it was loaded and nothing on disk was changed."""


class TooLargeError(OpenError):
    """A file is larger than anything this program writes; it was not read."""


class SketchFormatError(OpenError):
    """The content of a sketch file is not what the format allows; nothing was loaded."""


class NewerVersionError(SketchFormatError):
    """A file was written by a newer version of the program."""


class SaveError(StorageError):
    """A file could not be written; the one that was there before is untouched."""


class ChangedOnDiskError(SaveError):
    """Another program wrote the file since it was read; it was not overwritten."""


class AlreadyOpenError(OpenError):
    """The sketch is being edited in another window or another run of the program."""


class RecoveryError(StorageError):
    """A journal could not be turned back into a sketch."""


class ProfileError(StorageError):
    """The folders for settings and the library cannot be used."""


class LibraryError(StorageError):
    """The library of recent sketches could not be read or written; sketch files are not affected."""


_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, or save to another place."),
    errno.EDQUOT: ("your disk quota is used up", "Free some space, or save to another place."),
    errno.EFBIG: ("the disk does not take a file of this size", "Save to another place."),
    errno.EACCES: ("this account has no right to it", "Change the rights, or choose another place."),
    errno.EPERM: ("this account has no right to it", "Change the rights, or choose another place."),
    errno.EROFS: ("the disk is read-only", "Choose another place."),
    errno.ENOENT: ("it or its folder does not exist", "Check the path, or choose another place."),
    errno.ENOTDIR: ("a part of its path is not a folder", "Check the path."),
    errno.EISDIR: ("it is a folder, not a file", "Choose a file."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
    errno.ELOOP: ("its links lead around in a circle", "Check the links."),
    errno.EBUSY: ("another program is using it", "Close the other program and try again."),
    errno.EIO: ("the disk reports a fault", "Check the disk, and save to another one."),
}


def reason(error: OSError | ValueError) -> tuple[str, str]:
    """Why the operating system refused, and what can be done about it, both in plain words."""
    if not isinstance(error, OSError):
        return "its name is not allowed", "Choose another name."
    known = _REASONS.get(error.errno or 0)
    return (
        known if known is not None else (error.strerror or "of an unknown fault", "Try again, or choose another place.")
    )
