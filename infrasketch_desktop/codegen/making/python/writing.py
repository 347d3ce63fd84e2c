"""Writes the modules of one generated program: each from a template, with what all of them know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import east_asian_width

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.pyproject import own_modules
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates
from infrasketch_desktop.codegen.said import Said

CALLED = 48
"""Characters of a label in a line of its own: the widest take two columns each."""

NARROW = 40
"""Columns of a label beside a name."""


class ProgramWriter:
    """Renders templates into the folder of a part."""

    def __init__(self, project: Project, part: Part, templates: Templates, **values: Any) -> None:
        """`values` are what every template of the program may ask for."""
        self._templates = templates
        self._values = {"project": project, "part": part, "own": own_modules(project, part), **values}
        self._part = part

    def source(self, path: str, template: str, **values: Any) -> CodeFile:
        """A file of the package: `path` is relative to it."""
        return self.file(f"src/{self._part.module}/{path}", template, **values)

    def sources(self, files: Iterable[tuple[str, str]], **values: Any) -> Iterator[CodeFile]:
        """Files of the package, as (path, template)."""
        for path, template in files:
            yield self.source(path, template, **values)

    def file(self, path: str, template: str, **values: Any) -> CodeFile:
        """A file in the folder of the part."""
        known = {"called": called(self._part), "about": about(self._part), **self._values, **values}
        text = self._templates.render(template, **known)
        return CodeFile(path=f"{self._part.folder}/{path}", text=text, part=self._part.id)

    def package(self, path: str, what: str) -> CodeFile:
        """The `__init__.py` of a package, which says what it is."""
        return CodeFile(path=f"{self._part.folder}/{path}/__init__.py", text=f'"""{what}"""\n', part=self._part.id)

    def mark(self, path: str) -> CodeFile:
        """An empty file."""
        return CodeFile(path=f"{self._part.folder}/{path}", text="", part=self._part.id)


def called(part: Part) -> str:
    """What people call a part, short enough for one line of code. It still needs the writer of the language."""
    return part.label.short(CALLED) or part.name


def about(part: Part) -> str:
    """What follows the name of a part in a sentence: a colon and what people call it, "" when that is the same."""
    said = part.label.line
    return "" if said.casefold().replace(" ", "-") in {"", part.name} else f": {narrow(part.label)}"


def narrow(text: Said) -> str:
    """The first words of a text, in at most 40 columns: beside two names and our own words in one line of code."""
    kept, columns = "", 0
    for char in text.line:
        columns += 2 if east_asian_width(char) in "WF" else 1
        if columns >= NARROW:
            return f"{kept.rstrip()}…"
        kept += char
    return kept
