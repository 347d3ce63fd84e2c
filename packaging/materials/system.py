"""Asks dpkg which packages of this machine its libraries come from."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath


class UnknownLibraryError(Exception):
    """No package of this machine has that library, or the machine has no dpkg."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package of Debian or a system made from it."""

    name: str
    version: str
    architecture: str


def package_of(library: str) -> Package:
    """The package that puts the library with this file name where the loader looks for it.

    Raises:
        UnknownLibraryError: there is none.
    """
    owner = _owners().get(library)
    if owner is None:
        raise UnknownLibraryError(f"{library} belongs to no package of this machine.")
    version, architecture = _ask("--show", "--showformat", "${Version} ${Architecture} ", owner).split()[:2]
    return Package(owner, version, architecture)


@cache
def _owners() -> dict[str, str]:
    """Packages by the libraries they put into the folder of this machine's architecture: one question for all."""
    owners = {}
    for line in _ask("--search", "/lib/*-linux-gnu*/*.so*", "/usr/lib/*-linux-gnu*/*.so*").splitlines():
        package, _, path = line.partition(": ")
        if PurePosixPath(path).parent.name.count("-") == 2:  # noqa: PLR2004 - x86_64-linux-gnu, and nothing below it
            owners[PurePosixPath(path).name] = package.partition(":")[0]
    return owners


def _ask(*words: str) -> str:
    try:
        done = subprocess.run(["dpkg-query", *words], capture_output=True, text=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise UnknownLibraryError("Libraries of the system are looked up with dpkg-query, which is missing.") from error
    return done.stdout
