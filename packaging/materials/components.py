"""A part that others made, with its licence and the texts that have to come along with it."""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice|copyright)[^/]*$|\.dist-info/licenses/", re.IGNORECASE)
_NO_TEXT = (".py", ".pyc", ".pyi", ".svg", ".json")
_TEXTS = Path(__file__).with_name("texts")
_WITHOUT_TEXT = {
    "pyside6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "pyside6_essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "pyside6_addons": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "simplepycons": ("CC0-1.0.txt",),  # the text of its own is that of the code; the icons are Simple Icons
}
"""Files of `texts`, by the normalized name of a distribution that does not have them all."""
_DOC = Path("/usr/share/doc")
_COMMON = Path("/usr/share/common-licenses")


class LicenceError(Exception):
    """Something is bundled without a text of its licence."""


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """One part: a Python distribution, Python itself, or a library of the system that the bundle was built on.

    `purl` says where it comes from; `licence` is an SPDX expression where its makers give one, or their own words.
    `texts` are whole licences and notices, each once.
    """

    name: str
    version: str
    purl: str
    licence: str
    texts: tuple[str, ...]


def normalized(name: str) -> str:
    """The name of a distribution, as file names have it."""
    return re.sub(r"[-_.]+", "_", name).lower()


def python_distribution(found: Distribution) -> Component:
    """Raises LicenceError where it has no licence text and `texts` has none for it."""
    name = normalized(found.name)
    texts = (*_own_texts(found), *((_TEXTS / file).read_text("utf-8") for file in _WITHOUT_TEXT.get(name, ())))
    purl = f"pkg:pypi/{name.replace('_', '-')}@{found.version}"
    return _complete(Component(found.name, found.version, purl, _licence(found), texts))


def python_itself() -> Component:
    version = platform.python_version()
    places = (Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), Path(sys.base_prefix, "LICENSE.txt"))
    debian = _DOC / f"python{version.rpartition('.')[0]}" / "copyright"
    texts = tuple(file.read_text("utf-8") for file in (*places, debian) if file.is_file())[:1]
    return _complete(Component("CPython", version, f"pkg:generic/cpython@{version}", "PSF-2.0", texts))


def debian_package(name: str, version: str, architecture: str) -> Component:
    """A package of the machine that the bundle is built on; the common licences that it refers to come along."""
    file = _DOC / name / "copyright"
    if not file.is_file():
        raise LicenceError(
            f"A library is bundled from the package {name}, which has no copyright file in {file.parent}."
        )
    own = file.read_text("utf-8")
    common = sorted(set(re.findall(r"/usr/share/common-licenses/([A-Za-z]\w*(?:-[\d.]*\d)?)", own)))
    texts = (own, *(_common(licence) for licence in common))
    named = sorted(set(re.findall(r"^License: *(\S.*)$", own, re.MULTILINE)))
    purl = f"pkg:deb/debian/{name}@{version}?arch={architecture}"
    return _complete(Component(name, version, purl, " AND ".join(named) or "as its copyright file says", texts))


def _common(licence: str) -> str:
    """The text of one of Debian's common licences. Some copyright files write GPL-2.0 for the file GPL-2."""
    file = _COMMON / licence
    return (file if file.exists() else _COMMON / licence.removesuffix(".0")).read_text("utf-8")


def _complete(component: Component) -> Component:
    if not component.texts:
        raise LicenceError(
            f"{component.name} {component.version} is bundled and brings no licence text. "
            f"Add the text that its authors publish to {_TEXTS.name} and name it in {Path(__file__).name}."
        )
    return component


def _own_texts(found: Distribution) -> Iterator[str]:
    seen = set()
    for file in sorted(found.files or (), key=str):
        if _LICENCE_FILE.search(file.as_posix()) and file.suffix not in _NO_TEXT:
            text = Path(str(file.locate())).read_text("utf-8", "replace").strip()
            if text and text not in seen:
                seen.add(text)
                yield text


def _licence(found: Distribution) -> str:
    """In the order of preference of the packaging standards: expression, free text, classifiers."""
    described = found.metadata
    free = (described.get("License") or "").strip()
    classified = [value for key, value in described.items() if key == "Classifier" and value.startswith("License ::")]
    return (
        described.get("License-Expression")
        or (free if free and "\n" not in free else "")
        or " AND ".join(value.rpartition(" :: ")[2] for value in classified)
        or "as its licence text says"
    )
