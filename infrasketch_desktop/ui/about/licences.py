"""The licences of what others have made and this program contains.

A bundle carries one text that its release has put together; elsewhere the installed packages say it themselves.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError

ROOT = "infrasketch-desktop"
BUNDLED = "THIRD-PARTY.txt"
_MOST_BYTES = 16 * 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TEXT = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$|/licenses/", re.IGNORECASE)
_LONGEST_NAME = 60
"""Some packages put a whole licence where its name belongs."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something of others: its name with version, the name of its licence, and the text."""

    name: str
    licence: str
    text: str


def licences() -> tuple[Part, ...]:
    """All parts, by name. Reads a few hundred small files: for a thread."""
    bundled = Path(sys.executable).resolve().parent / BUNDLED
    if getattr(sys, "frozen", False):
        return (Part(tr("All parts"), "", _read(bundled)),)
    found = (_part(one) for one in sorted(_closure(ROOT), key=lambda one: one.metadata["Name"].casefold()))
    return tuple(found)


def _closure(root: str) -> Iterator[Distribution]:
    """What `root` needs, and what that needs; extras are not in the program."""
    waiting, seen = [root], {_same(root)}
    while waiting:
        try:
            one = distribution(waiting.pop())
        except PackageNotFoundError:  # for another system or another Python
            continue
        if _same(one.metadata["Name"]) != _same(root):
            yield one
        for line in one.requires or ():
            found = _NAME.match(line)
            if found and "extra ==" not in line and _same(found[0]) not in seen:
                seen.add(_same(found[0]))
                waiting.append(found[0])


def _same(name: str) -> str:
    """Names of packages as indexes compare them (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def _part(one: Distribution) -> Part:
    described = one.metadata
    licence = next((described[name] for name in ("License-Expression", "License") if name in described), "")
    if not licence or len(licence) > _LONGEST_NAME:
        stated = (line for line in described.get_all("Classifier") or () if "License ::" in line)
        licence = ", ".join(line.rpartition(" :: ")[2] for line in stated)
    files = [Path(str(one.locate_file(file))) for file in one.files or () if _TEXT.search(str(file))]
    texts = (_read(file) for file in files if file.suffix in ("", ".txt", ".md", ".rst") or "LICENSE" in file.name)
    return Part(f"{described['Name']} {one.version}", licence, "\n\n".join(text for text in texts if text))


def _read(file: Path) -> str:
    try:
        return read_bounded(file, _MOST_BYTES).decode("utf-8", "replace")
    except OpenError:
        return ""
