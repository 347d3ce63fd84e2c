"""Finds who made every file and every module of a bundle."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

from bundle import binding
from materials.components import Component, debian_package, normalized, python_distribution, python_itself
from materials.system import UnknownLibraryError, package_of

EXECUTABLE = "infrasketch"
INTERNAL = "_internal"
"""The folder in which PyInstaller puts everything but the executable."""
_OWN = ("infrasketch_desktop", "licensing_server")
_OWN_FILES = ("_resources/", "infrasketch_desktop/", "licensing_server/", "infrasketch_desktop-")
_OF_PYINSTALLER = ("pyimod", "pyiboot", "pyi_rth", "_pyi_rth", "PyInstaller")
_OF_PYTHON = ("base_library.zip", "libpython3", "lib-dynload/", "python3")
_OF_SHIBOKEN = f"{binding.PLACE}/"
"""What it would unpack at each start, compiled when the bundle is built."""
_BUNDLE_CODE = Path(__file__).resolve().parents[1] / "bundle"
"""Modules of the bundle's own start, beside the program."""
_INSTEAD = _BUNDLE_CODE / "instead"
"""Our own modules that stand in for others."""


class InventoryError(Exception):
    """Something in the bundle belongs to nobody that is known."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every component of a bundle with its files, as paths below the bundle; `own` are the program's."""

    components: Mapping[Component, tuple[str, ...]]
    own: tuple[str, ...]


def take_inventory(bundle: Path, modules: Iterable[str]) -> Inventory:
    """Who made what lies in the folder `bundle` and which `modules` are packed into its executable, seen from the
    environment that it was built in.

    Raises:
        InventoryError: a file or a module belongs neither to the program nor to anything installed here.
        LicenceError: something comes without the text of its licence.
    """
    owners = _Owners()
    files: defaultdict[Component, list[str]] = defaultdict(list)
    own = [EXECUTABLE]
    for file in sorted(path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()):
        name = file.relative_to(bundle).as_posix()
        inner = name.removeprefix(f"{INTERNAL}/")
        if inner.startswith(_OWN_FILES):
            own.append(name)
        elif name != inner:
            files[owners.of_file(inner)].append(name)
    for module in modules:
        if not module.startswith(_OWN) and not (_INSTEAD / f"{module}.py").exists():
            files[owners.of_module(module)] += []
    files[owners.of_module("pyimod01_archive")] += []  # its loader is the executable
    return Inventory({component: tuple(files[component]) for component in sorted(files)}, tuple(own))


def packed_modules(executable: Path) -> list[str]:
    """The modules in the archive that PyInstaller appends to an executable."""
    archive = CArchiveReader(str(executable))
    packed = [archive.open_embedded_archive(name) for name, entry in archive.toc.items() if entry[4] == "z"]
    return sorted({name for inner in packed if isinstance(inner, ZlibArchiveReader) for name in inner.toc})


class _Owners:
    """Looks up, once for each, what a path below site-packages or a name of a library belongs to."""

    def __init__(self) -> None:
        self._known: dict[str, Component] = {}

    def of_file(self, name: str) -> Component:
        found = _paths().get(name) or _metadata_folders().get(name.partition("/")[0])
        if found is None and name.startswith(_OF_SHIBOKEN):
            found = "shiboken6"
        if found is not None:
            return self._distribution(found)
        if name.startswith(_OF_PYTHON):
            return self._python
        try:
            package = package_of(PurePosixPath(name).name)
        except UnknownLibraryError as error:
            raise InventoryError(f"{name} is in the bundle, and nobody knows from where. {error}") from error
        return self._once(package.name, lambda: debian_package(package.name, package.version, package.architecture))

    def of_module(self, name: str) -> Component:
        top = name.partition(".")[0]
        path = name.replace(".", "/")
        found = _paths().get(f"{path}.py") or _paths().get(f"{path}/__init__.py") or _folders().get(path)
        if found is not None:
            return self._distribution(found)
        if top in sys.stdlib_module_names or top.startswith("_sysconfigdata"):
            return self._python
        if top.startswith(_OF_PYINSTALLER) or (_BUNDLE_CODE / f"{top}.py").exists():
            return self._distribution("pyinstaller")
        raise InventoryError(f"The module {name} is in the bundle and belongs to nothing that is installed here.")

    def _distribution(self, name: str) -> Component:
        return self._once(name, lambda: python_distribution(_distributions()[name]))

    def _once(self, name: str, make: Callable[[], Component]) -> Component:
        if name not in self._known:
            self._known[name] = make()
        return self._known[name]

    @cached_property
    def _python(self) -> Component:
        return python_itself()


# What is installed does not change while this runs, and reading it takes a second.


@cache
def _distributions() -> dict[str, Distribution]:
    return {found.name: found for found in distributions()}


@cache
def _paths() -> dict[str, str]:
    """Names of distributions by the files that they installed."""
    return {file.as_posix(): name for name, each in _distributions().items() for file in each.files or ()}


@cache
def _folders() -> dict[str, str]:
    """Likewise by folders: namespace packages have no file of their own."""
    return {str(parent): name for path, name in _paths().items() for parent in PurePosixPath(path).parents}


@cache
def _metadata_folders() -> dict[str, str]:
    return {f"{normalized(name)}-{each.version}.dist-info": name for name, each in _distributions().items()}
