"""What every Python library around a server consists of, whatever the server is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.languages import docstring
from infrasketch_desktop.codegen.making.python.imports import imports
from infrasketch_desktop.codegen.making.python.pyproject import distribution, pyproject
from infrasketch_desktop.codegen.making.python.writing import CALLED
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

CLOSED_PORT = 9
"""Where no server listens: the port of a service (discard, RFC 863) that is not run any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library before names are filled in. Texts may hold `{name}` and `{module}` of the part.

    `files` are templates by path in the folder of the part, `requires` packages (see `python.requirements`), `exports`
    the modules by class that come with the class of the part, which lies in the module `home`. `product` and `address`
    stand in the README; `caution` is what to know before the tests run against a server.
    """

    home: str
    purpose: str
    product: str
    address: str
    files: Mapping[str, str]
    requires: tuple[str, ...]
    exports: Mapping[str, str] = field(default_factory=dict)
    caution: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What else its templates need."""


def write_library(project: Project, part: Part, templates: Templates, library: Library) -> Iterator[CodeFile]:
    """All files of a library."""
    values = {
        **library.values,
        "part": part,
        "diagram": _diagram(part),
        "purpose": library.purpose,
        "product": library.product,
        "address": library.address.format(name=part.name, module=part.module),
        "caution": library.caution,
        "distribution": distribution(project, part),
        **_exports(part, library),
    }
    package = f"src/{part.module}"
    files = {
        "README.md": f"{part.role}/README.md.j2",
        f"{package}/__init__.py": "library/init.py.j2",
        **{path.format(name=part.name, module=part.module): template for path, template in library.files.items()},
    }
    for path, template in files.items():
        yield _file(part, path, templates.render(template, **values))
    yield _file(part, f"{package}/py.typed", "")
    yield pyproject(project, part, templates, library.requires)


def _diagram(part: Part) -> str:
    """How the docstring of its class's module ends: with what people call it."""
    return f"\n\nIn the diagram: {docstring(part.label.short(CALLED))}\n" if part.label else ""


def _exports(part: Part, library: Library) -> dict[str, Any]:
    where = {**library.exports, part.title: library.home}
    lines = (f"from {part.module}.{module} import {name}" for name, module in where.items())
    return {
        "exports": imports("\n".join(lines), [part.module]),
        "names": [f'"{name}"' for name in sorted(where, key=_as_ruff_sorts)],
    }


def _as_ruff_sorts(name: str) -> tuple[bool, str]:
    """Names in capitals are constants to ruff (RUF022), and come first."""
    return not (len(name) > 1 and name.isupper()), name.lower()


def _file(part: Part, path: str, text: str) -> CodeFile:
    return CodeFile(path=f"{part.folder}/{path}", text=text, part=part.id)
