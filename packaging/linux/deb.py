"""A Debian package of the program: the bundle in /usr/lib, its command in /usr/bin, and nothing that runs at install.

Caches of desktop entries, MIME types and icons are brought up to date by the triggers of the packages that keep them,
so there are no maintainer scripts; removing the package removes its files, and what users made is theirs.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from linux.archive import PRESET, write_tar_xz
from linux.tree import Entry, arrange, folders_of, text

HOME = "usr/lib/infrasketch"
"""Where the bundle lies in the package."""
COMMAND = Entry("usr/bin/infrasketch", link="../lib/infrasketch/infrasketch")
_PADDING = b"\n"


@dataclass(frozen=True, slots=True)
class Control:
    """What dpkg is told of the package: relations to other packages, and `maintainer` as `Name <address>`."""

    version: str
    architecture: str
    depends: Sequence[str]
    maintainer: str
    recommends: Sequence[str] = ()
    suggests: Sequence[str] = ()
    homepage: str = ""

    def render(self, installed_bytes: int) -> str:
        fields = {
            "Package": "infrasketch",
            "Version": debian_version(self.version),
            "Architecture": self.architecture,
            "Maintainer": self.maintainer,
            "Installed-Size": str(installed_bytes // 1024),
            "Depends": ", ".join(self.depends),
            "Recommends": ", ".join(self.recommends),
            "Suggests": ", ".join(self.suggests),
            "Section": "graphics",
            "Priority": "optional",
            "Homepage": self.homepage,
            "Description": _DESCRIPTION,
        }
        return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


_DESCRIPTION = """\
architecture diagrams from words
 InfraSketch turns a description of a system into a laid-out architecture
 diagram, which is refined by mouse, by keyboard or by another sentence.
 Diagrams are text files that git understands; from them come pictures, a
 design document, code that runs and files that other tools read.
 .
 It needs no network and no account."""


def debian_version(version: str) -> str:
    """A version of Python's kind as Debian sorts it: a pre-release comes before its release.

    >>> debian_version("1.2rc1"), debian_version("1.2.dev3"), debian_version("1.2.post1")
    ('1.2~rc1', '1.2~dev3', '1.2+post1')
    """
    return re.sub(r"\.post", "+post", re.sub(r"\.?(a|b|rc|dev)(?=\d)", r"~\1", version))


def write_deb(entries: Iterable[Entry], control: Control, target: Path, moment: int, *, preset: int = PRESET) -> None:
    """Write the package of `entries`, whose paths are those of the installed system, with `moment` as every time."""
    arranged = arrange([*entries, COMMAND])
    about = arrange([text("control", control.render(_installed(arranged))), text("md5sums", _checksums(arranged))])
    with target.open("wb") as package:
        package.write(b"!<arch>\n")
        _add_member(package, "debian-binary", b"2.0\n", moment)
        for name, tree in (("control.tar.xz", about), ("data.tar.xz", arranged)):
            packed = io.BytesIO()
            write_tar_xz(tree, packed, moment, prefix="./", preset=preset)
            _add_member(package, name, packed.getvalue(), moment)


def _add_member(package: IO[bytes], name: str, content: bytes, moment: int) -> None:
    """One member of an ar archive, as deb(5) describes it."""
    package.write(f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode())
    package.write(content)
    package.write(_PADDING * (len(content) % 2))


def _installed(entries: Sequence[Entry]) -> int:
    """In bytes, as dpkg-gencontrol counts: each file in whole KiB, and one for each link and folder."""
    files = sum(max(1, math.ceil(entry.size / 1024)) for entry in entries if not entry.link)
    links = sum(1 for entry in entries if entry.link)
    return (files + links + len(folders_of(entries))) * 1024


def _checksums(entries: Sequence[Entry]) -> str:
    """MD5 because dpkg asks for it: it finds damaged files, it protects from nobody."""
    lines = [
        f"{hashlib.md5(entry.read(), usedforsecurity=False).hexdigest()}  {entry.path}\n"
        for entry in entries
        if not entry.link
    ]
    return "".join(lines)
