"""Everything by which a desktop and a shell know the program, as files below a prefix such as /usr or ~/.local."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from icons import render
from infrasketch_desktop.cli.commands import COMMANDS
from linux.completion import bash_completion
from linux.manual import manual_gz
from linux.metainfo import APPLICATION, metainfo
from linux.news import Release
from linux.tree import Entry, text

_SHARE = Path(__file__).with_name("share")
_ICONS = "share/icons/hicolor"
_SKETCH_TYPE = "application-x-infrasketch"
"""The icon of a MIME type has its name, with a dash."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is released: a version, what it brought, the moment that dates it (seconds since 1970), and by whom."""

    version: str
    releases: tuple[Release, ...]
    moment: int
    vendor: str
    website: str = ""
    email: str = ""


def integration(edition: Edition) -> list[Entry]:
    """Desktop entry, MIME type, AppStream record, icons, manual page and completion."""
    described = metainfo(edition.releases, edition.moment, vendor=edition.vendor, website=edition.website)
    return [
        Entry("share/applications/infrasketch.desktop", (_SHARE / "infrasketch.desktop").read_bytes()),
        Entry("share/mime/packages/infrasketch.xml", (_SHARE / "infrasketch.xml").read_bytes()),
        Entry(f"share/metainfo/{APPLICATION}.metainfo.xml", described),
        Entry("share/man/man1/infrasketch.1.gz", manual_gz(COMMANDS, edition.version, edition.moment)),
        text("share/bash-completion/completions/infrasketch", bash_completion(COMMANDS)),
        *_icons(),
    ]


def _icons() -> Iterator[Entry]:
    for size in render.LINUX_SIZES:
        place = f"{_ICONS}/{size}x{size}"
        yield Entry(f"{place}/apps/infrasketch.png", render.png(render.PROGRAM, size))
        yield Entry(f"{place}/mimetypes/{_SKETCH_TYPE}.png", render.png(render.SKETCH, size))
    yield Entry(f"{_ICONS}/scalable/apps/infrasketch.svg", render.PROGRAM)
    yield Entry(f"{_ICONS}/scalable/mimetypes/{_SKETCH_TYPE}.svg", render.SKETCH)
    yield Entry(f"{_ICONS}/symbolic/apps/infrasketch-symbolic.svg", render.SYMBOLIC)
