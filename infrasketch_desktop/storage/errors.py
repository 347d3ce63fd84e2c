"""What can go wrong with files of this machine: what happened, what was kept, what to do next."""

from __future__ import annotations

import errno

from infrasketch_desktop.language import later, tr


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
    errno.ENOSPC: (later("the disk is full"), later("Free some space, or save to another place.")),
    errno.EDQUOT: (later("your disk quota is used up"), later("Free some space, or save to another place.")),
    errno.EFBIG: (later("the disk does not take a file of this size"), later("Save to another place.")),
    errno.EACCES: (later("this account has no right to it"), later("Change the rights, or choose another place.")),
    errno.EPERM: (later("this account has no right to it"), later("Change the rights, or choose another place.")),
    errno.EROFS: (later("the disk is read-only"), later("Choose another place.")),
    errno.ENOENT: (later("it or its folder does not exist"), later("Check the path, or choose another place.")),
    errno.ENOTDIR: (later("a part of its path is not a folder"), later("Check the path.")),
    errno.EISDIR: (later("it is a folder, not a file"), later("Choose a file.")),
    errno.ENAMETOOLONG: (later("its name is too long"), later("Choose a shorter name.")),
    errno.ELOOP: (later("its links lead around in a circle"), later("Check the links.")),
    errno.EBUSY: (later("another program is using it"), later("Close the other program and try again.")),
    errno.EIO: (later("the disk reports a fault"), later("Check the disk, and save to another one.")),
}


def reason(error: OSError | ValueError) -> tuple[str, str]:
    """Why the operating system refused, and what can be done about it, both in plain words."""
    if not isinstance(error, OSError):
        return tr("its name is not allowed"), tr("Choose another name.")
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return tr(known[0]), tr(known[1])
    return error.strerror or tr("of an unknown fault"), tr("Try again, or choose another place.")
