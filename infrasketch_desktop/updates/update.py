"""A newer version, and what a person is told about it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:  # windows know updates; what reads signed documents is loaded on a thread
    from infrasketch_desktop.credits.feed import Feed


@dataclass(frozen=True, slots=True)
class Computer:
    """What an update has to run on: the system's name as `sys.platform` has it, and the version that counts on it: of
    the C library on Linux, else of the system; "" where it is not known.
    """

    system: str
    version: str


@dataclass(frozen=True, slots=True)
class Update:
    """A version that is newer than the running one. `needs` is the version of the system that it asks for and this
    computer does not have, "" when it runs here; `system` is that of the computer. `notes` are Markdown by language.
    """

    version: str
    released_at: int
    page: str
    notes: Mapping[str, str]
    needs: str = ""
    system: str = ""

    def notes_in(self, language: str) -> str:
        """The notes in that language (BCP 47), else without its region, else in English."""
        return self.notes.get(language) or self.notes.get(language.split("-", maxsplit=1)[0]) or self.notes["en"]


class Verdict(StrEnum):
    """What came of asking."""

    UP_TO_DATE = "up_to_date"
    AVAILABLE = "available"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`update` is the newer version, where the verdict is AVAILABLE."""

    verdict: Verdict
    update: Update | None = None


def newer(feed: Feed, running: str, computer: Computer) -> Update | None:
    """What the feed offers to the `running` version; None when that is as new, or says nothing that can be compared."""
    offered, have = _version(feed.version), _version(running)
    if offered is None or have is None or offered <= have:
        return None
    return Update(feed.version, feed.released_at, feed.page, feed.notes, _needs(feed, computer), computer.system)


def this_computer() -> Computer:
    versions = {"linux": platform.libc_ver()[1], "darwin": platform.mac_ver()[0], "win32": platform.version()}
    return Computer(sys.platform, versions.get(sys.platform, ""))


def _needs(feed: Feed, computer: Computer) -> str:
    wanted = feed.minimum.get(computer.system, "")
    least, have = _version(wanted), _version(computer.version)
    return wanted if least is not None and have is not None and have < least else ""


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None
