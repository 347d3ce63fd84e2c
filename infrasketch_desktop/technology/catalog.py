"""Looks technologies up by what files call them: a name or an alias, or a container image."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from infrasketch_desktop.language import tr
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology.technology import Technology, TechnologyError, technologies_in

_SEPARATORS = re.compile(r"[\s._/-]+")


class Catalog:
    """All technologies with the ways to find one. Read-only once loaded; share one instance."""

    def __init__(self, technologies: Iterable[Technology]) -> None:
        self.technologies = tuple(technologies)
        self._by_name: dict[str, Technology] = {}
        for names in (_names, _aliases):  # a name wins over another's alias
            for technology in self.technologies:
                for name in names(technology):
                    self._by_name.setdefault(_key(name), technology)
        self._by_image: dict[str, Technology] = {}
        for technology in sorted(self.technologies, key=lambda found: found.kind is not None):  # languages first:
            if technology.image:  # `python:3` says nothing of the framework that runs on it
                self._by_image.setdefault(image_name(technology.image), technology)

    @classmethod
    def load(cls, folder: Path) -> Catalog:
        """Read the list in the lexicon's folder. Raises TechnologyError when it is missing or damaged."""
        path = folder / "technologies.json"
        try:
            return cls(technologies_in(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TechnologyError(
                tr("The list {name} cannot be read ({error}). Reinstall InfraSketch.", name=path.name, error=error)
            ) from error

    def named(self, text: str) -> Technology | None:
        """The technology that a whole text names, by name or alias; letter case and separators do not matter."""
        return self._by_name.get(_key(text))

    def of_image(self, reference: str) -> Technology | None:
        """The technology in a container image such as `docker.io/bitnami/postgresql:16`; None when it is our own."""
        name = image_name(reference)
        return self._by_image.get(name) or self.named(name.rpartition("/")[2])


@cache
def program_catalog() -> Catalog:
    """The list that comes with the program, read once. Raises ResourceError, TechnologyError."""
    return Catalog.load(resource_path("lexicon"))


def image_name(reference: str) -> str:
    """An image reference without registry, `library/`, tag and digest: `redis` for `docker.io/library/redis:7`."""
    name = reference.strip().partition("@")[0]
    head, slash, rest = name.partition("/")
    if slash and ("." in head or ":" in head or head == "localhost"):
        name = rest
    folder, slash, last = name.rpartition("/")
    name = f"{folder}{slash}{last.partition(':')[0]}"
    return name.removeprefix("library/").lower()


def _names(technology: Technology) -> Iterator[str]:
    yield technology.name


def _aliases(technology: Technology) -> Iterator[str]:
    yield from technology.aliases


def _key(name: str) -> str:
    return _SEPARATORS.sub(" ", name.strip().lower())
