"""Reads packaging/CHANGELOG.md, and writes it as Debian's changelog."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime

from linux.deb import Control, debian_version

_HEADING = re.compile(r"^## (?P<version>\d\S*) \((?P<when>[^)]*)\)$", re.MULTILINE)
_MARKS = re.compile(r"\*\*|`")


class NewsError(ValueError):
    """The CHANGELOG has a heading that cannot be read, or none of the version that is released."""


@dataclass(frozen=True, slots=True)
class Release:
    """What one version brought: its first paragraph, then one item for each point, as plain text.

    `day` is None for one that is not released yet.
    """

    version: str
    day: date | None
    summary: str
    items: tuple[str, ...]


def read_news(markdown: str) -> list[Release]:
    """The releases of a CHANGELOG, newest first. Headings are `## 1.2.0 (2026-11-21)` or `## 1.2.0 (not released)`.

    Raises:
        NewsError: a heading is none of these, or there is none.
    """
    headings = list(_HEADING.finditer(markdown))
    if not headings or len(headings) != len(re.findall(r"^## ", markdown, re.MULTILINE)):
        raise NewsError("Each release in the CHANGELOG begins with `## 1.2.0 (2026-11-21)` or `(not released)`.")
    ends = [*(heading.start() for heading in headings[1:]), len(markdown)]
    return [_release(heading, markdown[heading.end() : end]) for heading, end in zip(headings, ends, strict=True)]


def _release(heading: re.Match[str], body: str) -> Release:
    when = heading["when"]
    try:
        day = None if when == "not released" else date.fromisoformat(when)
    except ValueError as error:
        raise NewsError(f"“{when}” in the CHANGELOG is no date; write it as 2026-11-21.") from error
    summary, *items = re.split(r"^- ", _MARKS.sub("", body), flags=re.MULTILINE)
    return Release(heading["version"], day, _line(summary), tuple(_line(item) for item in items))


def _line(paragraph: str) -> str:
    return " ".join(paragraph.split())


def debian_changelog(releases: Sequence[Release], control: Control, moment: int) -> str:
    """The changelog that Debian's tools read; what has no day of its own is dated `moment` (seconds since 1970).

    Raises:
        NewsError: the version that `control` packs is not the newest one.
    """
    if not releases or releases[0].version != control.version:
        raise NewsError(f"The newest release in the CHANGELOG is not {control.version}.")
    return "\n".join(_entry(release, control.maintainer, moment) for release in releases)


def _entry(release: Release, maintainer: str, moment: int) -> str:
    when = datetime.fromtimestamp(moment, UTC)
    if release.day is not None:
        when = datetime(release.day.year, release.day.month, release.day.day, tzinfo=UTC)
    points = [textwrap.fill(item, 78, initial_indent="  * ", subsequent_indent="    ") for item in release.items]
    said = "\n".join(points or [f"  * {release.summary or 'New version.'}"])
    head = f"infrasketch ({debian_version(release.version)}) stable; urgency=medium"
    return f"{head}\n\n{said}\n\n -- {maintainer}  {format_datetime(when)}\n"
