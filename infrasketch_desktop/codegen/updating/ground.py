"""What lies in a folder where generated files are to go: texts, and what is in the way."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.codegen.making.levels import README, without_levels
from infrasketch_desktop.codegen.reading import is_link, read_ordinary
from infrasketch_desktop.language import tr

MOST_BYTES = 1024 * 1024
"""Of a file that is merged."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies under a path. `obstacle` is a sentence when nothing can be written there; all else is unknown then.

    `text` has `LF` as line ends, and the table that checks fill into a README is empty in it; `has_crlf` tells that the
    file has others. `on_disk` is the SHA-256 of its bytes, "" when there is none.
    """

    text: str | None = None
    on_disk: str = ""
    has_crlf: bool = False
    obstacle: str = ""


class Ground:
    """A folder, looked at but not changed. Listings of folders are remembered: it is for one plan, or one writing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listings: dict[Path, dict[str, str]] = {}

    def at(self, path: str) -> Found:
        """What lies under a safe path."""
        obstacle = self._obstacle(path)
        if obstacle:
            return Found(obstacle=obstacle)
        try:
            content = read_ordinary(self._folder, path, MOST_BYTES)
            return Found() if content is None else _found(content, is_readme=path.rpartition("/")[2] == README)
        except UnicodeDecodeError:
            return Found(obstacle=tr("It is not UTF-8 text, so that nothing can be merged into it."))
        except OSError as error:
            return Found(obstacle=_reason(error))

    def _obstacle(self, path: str) -> str:
        place = self._folder
        *parents, last = path.split("/")
        for name in parents:
            obstacle = self._cased(place, name) or _folder_obstacle(place / name)
            if obstacle:
                return obstacle
            place = place / name
        return self._cased(place, last) or _file_obstacle(place / last)

    def _cased(self, place: Path, name: str) -> str:
        """Two names that differ in case alone are one file on many systems, so neither may appear beside the other."""
        listing = self._listings.get(place)
        if listing is None:
            listing = self._listings[place] = _names(place)
        found = listing.get(name.casefold(), name)
        if found == name:
            return ""
        return tr("“{found}” is in its way: the names differ in upper and lower case only.", found=found)


def _names(place: Path) -> dict[str, str]:
    """By their case-folded form; where several fold alike, the lower-case one stands, which is how we write."""
    try:
        return {name.casefold(): name for name in sorted(os.listdir(place))}  # noqa: PTH208 - names are wanted
    except OSError:
        return {}


def _folder_obstacle(place: Path) -> str:
    try:
        found = place.lstat()
    except OSError:
        return ""
    if is_link(found):
        return tr("“{name}” is a link, and nothing is written through links.", name=place.name)
    return "" if stat.S_ISDIR(found.st_mode) else tr("“{name}” is a file where a folder has to be.", name=place.name)


def _file_obstacle(place: Path) -> str:
    try:
        found = place.lstat()
    except OSError:
        return ""
    if is_link(found):
        return tr("A link is in its place, and nothing is written through links.")
    if stat.S_ISDIR(found.st_mode):
        return tr("A folder is in its place.")
    return "" if stat.S_ISREG(found.st_mode) else tr("Something that is not an ordinary file is in its place.")


def _found(content: bytes, *, is_readme: bool) -> Found:
    text = content.decode()
    sha = hashlib.sha256(content).hexdigest()
    plain = text.replace("\r\n", "\n")
    return Found(without_levels(plain) if is_readme else plain, sha, has_crlf=2 * text.count("\r\n") > text.count("\n"))


def _reason(error: OSError) -> str:
    words = (error.strerror or tr("it cannot be read")).rstrip(".")
    return tr("It cannot be read: {why}.", why=f"{words[:1].lower()}{words[1:]}")
