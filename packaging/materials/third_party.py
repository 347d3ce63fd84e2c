"""Writes THIRD-PARTY.txt, the notice that comes with every release: what others made, and under which terms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from materials.components import Component
from materials.inventory import Inventory

FILE_NAME = "THIRD-PARTY.txt"
_RULE = "=" * 100
_INTRODUCTION = """\
InfraSketch is built from the work of many others. This file lists every part that lies in this folder and was made by
somebody else, with its version and licence, and then the full text of each licence. A text that several parts have in
common stands here once.
"""
_QT = """\
Qt and Qt for Python (PySide6, shiboken6) are used under the GNU Lesser General Public License, version 3. They lie in
_internal/PySide6 and _internal/shiboken6 as shared libraries of their own, unchanged but for symbols of debuggers that
were taken out. You may replace them by your own builds of the same version series: put your libraries in their
place, under the same names, and start the program again. You may change them and take the program apart to find
mistakes in such changes. Their source, complete and for exactly this version ({version}), is at
https://code.qt.io/cgit/pyside/pyside-setup.git and https://code.qt.io/cgit/qt/, and as archives at
https://download.qt.io/official_releases/. What Qt itself includes from others is listed at
https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


def third_party(inventory: Inventory) -> str:
    """The notice over everything in `inventory` that is not the program's own."""
    components = list(inventory.components)
    parts = [_INTRODUCTION, *_about_qt(components), *map(_line, components), "", *_texts(components)]
    return "\n".join(parts) + "\n"


def write_third_party(inventory: Inventory, bundle: Path) -> Path:
    """Put the notice into the folder `bundle`, beside the executable."""
    file = bundle / FILE_NAME
    file.write_text(third_party(inventory), "utf-8", newline="\n")
    return file


def _about_qt(components: Iterable[Component]) -> list[str]:
    versions = sorted({component.version for component in components if component.name == "PySide6_Essentials"})
    return [_QT.format(version=version) for version in versions]


def _line(component: Component) -> str:
    return f"{component.name} {component.version}: {component.licence}"


def _texts(components: Iterable[Component]) -> Iterable[str]:
    """Each text under the names of all parts that have it, in the order of the list."""
    sharing: dict[str, list[str]] = {}
    for component in components:
        for text in component.texts:
            sharing.setdefault(text.strip(), []).append(f"{component.name} {component.version}")
    for text, names in sharing.items():
        yield f"{_RULE}\n{', '.join(names)}\n{_RULE}\n\n{text}\n"
