"""Finds the files that come with the program: templates, the technology lexicon, icons."""

from __future__ import annotations

from pathlib import Path


class ResourceError(Exception):
    """A file that belongs to the program is missing, so its installation is damaged."""


def resources_folder() -> Path:
    """The folder `resources`: inside the package when installed from a wheel, beside it in a checkout.

    Raises:
        ResourceError: neither is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise ResourceError(f"The program's own files are missing beside {package}. Install InfraSketch again.")


def resource_path(*parts: str) -> Path:
    """The path of one file or folder, for example `resource_path("templates", "chat.infrasketch")`.

    Raises:
        ResourceError: there is no such file.
    """
    path = resources_folder().joinpath(*parts)
    if not path.exists():
        raise ResourceError(f"“{'/'.join(parts)}” is missing in {path.parent}. Install InfraSketch again.")
    return path
