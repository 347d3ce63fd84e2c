"""Reads manifests: what a program is called and what it depends on. Nothing in them is run."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from infrasketch_desktop.formats.bounds import decoded
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.markup import Element, MarkupError, parsed
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.language import tr

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPENDENCIES = 2_000
MAX_NAME = 200

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]{0,120})")
_GO_REQUIRED = re.compile(
    r"^[ \t]*(?:require[ \t]+)?([\w.-]+\.[a-z]+/[^\s]{1,200})[ \t]+v\S+(?!.*//\s*indirect)", re.MULTILINE
)
_GO_MODULE = re.compile(r"^module\s+(\S{1,200})", re.MULTILINE)
_GRADLE = re.compile(
    r"""^[ \t]*(?:api|implementation|runtimeOnly|compileOnly)[ \t(]+["']([\w.-]{1,100}:[\w.-]{1,100})""", re.MULTILINE
)
_GRADLE_PLUGIN = re.compile(
    r"""^[ \t]*id[ \t(]+["'](org\.springframework\.boot|io\.quarkus|io\.micronaut[\w.]*)["']""", re.MULTILINE
)
_LONG_KEY = re.compile(r"""(?:(?:(?<![\w-])[\w-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""")
"""A key of TOML with more parts than any manifest has."""
_GEM = re.compile(r"""^[ \t]*gem[ \t]+["']([\w.-]{1,100})["']""", re.MULTILINE)
_FOR_DEVELOPERS = re.compile(r"dev|test|doc|lint|type|ci\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one file states. `dependencies` are those of the running program, each with its line."""

    origin: Origin
    ecosystem: str
    name: str = ""
    description: str = ""
    dependencies: Mapping[str, int] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder of the file, "" for the root."""
        folder = str(PurePosixPath(self.origin.file).parent)
        return "" if folder == "." else folder


@dataclass(frozen=True, slots=True)
class _Stated:
    names: Iterable[object] = ()
    name: object = ""
    description: object = ""


def read_manifest(source: SourceFile) -> Manifest | None:
    """What a manifest says; None for one that is only for developers. Raises FormatError."""
    file = PurePosixPath(source.name).name.lower()
    found = next((known for suffix, known in _READERS.items() if file.endswith(suffix)), None)
    if file.startswith("requirements"):
        found = ("pypi", _requirements)
    if found is None or (file.startswith("requirements") and _FOR_DEVELOPERS.search(file)):
        return None
    ecosystem, reader = found
    text = decoded(source, MAX_BYTES)
    try:
        stated = reader(text)
    except (ValueError, RecursionError, MarkupError, AttributeError, TypeError) as error:
        what = (
            tr("it is nested too deep.") if isinstance(error, RecursionError) else tr("it is not what its name says.")
        )
        raise FormatError(what, origin=Origin(source.name)) from error
    names = [name for name in stated.names if isinstance(name, str)][:MAX_DEPENDENCIES]
    return Manifest(
        Origin(source.name, 1),
        ecosystem,
        _short(stated.name) or (PurePosixPath(source.name).stem if ecosystem == "nuget" else ""),
        _short(stated.description),
        _with_lines(text, names),
    )


def _short(value: object) -> str:
    return value.strip()[:MAX_NAME] if isinstance(value, str) else ""


def _with_lines(text: str, names: Iterable[str]) -> dict[str, int]:
    """The names with the first line on which each stands."""
    lines = text.lower().splitlines()
    wanted = {name: name.rpartition(":")[2].lower() for name in names}
    found: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        for token in re.findall(r"[\w@/.-]+", line):
            found.setdefault(token, number)
    return {name: found.get(short, 1) for name, short in wanted.items()}


def _toml(text: str) -> dict[str, Any]:
    """Raises ValueError, also for keys of very many parts, which take the parser the square of their number."""
    if _LONG_KEY.search(text):
        raise ValueError
    return tomllib.loads(text)


def _package_json(text: str) -> _Stated:
    plain = _object(json.loads(text))
    if "workspaces" in plain:  # it only holds others together
        return _Stated((), plain.get("name"), plain.get("description"))
    return _Stated(_object(plain.get("dependencies")), plain.get("name"), plain.get("description"))


def _composer_json(text: str) -> _Stated:
    plain = _object(json.loads(text))
    return _Stated(_object(plain.get("require")), plain.get("name"), plain.get("description"))


def _pyproject(text: str) -> _Stated:
    plain = _toml(text)
    project, poetry = _object(plain.get("project")), _object(_object(plain.get("tool")).get("poetry"))
    listed = project.get("dependencies")
    names = [*_requirement_names(listed if isinstance(listed, list) else ()), *_object(poetry.get("dependencies"))]
    name, description = (project.get(key) or poetry.get(key) for key in ("name", "description"))
    return _Stated(names, name, description)


def _pipfile(text: str) -> _Stated:
    return _Stated(_object(_toml(text).get("packages")))


def _cargo(text: str) -> _Stated:
    plain = _toml(text)
    package = _object(plain.get("package"))
    return _Stated(_object(plain.get("dependencies")), package.get("name"), package.get("description"))


def _requirements(text: str) -> _Stated:
    """The requirements; where pip-compile says through what each came, only those that were asked for."""
    blocks = re.split(r"\n(?=[^\s#])", text)
    if "# via" in text:
        blocks = [block for block in blocks if re.search(r"#\s*(?:via\s+)?-r\s", block)]
    return _Stated(_requirement_names(block for block in blocks if not block.lstrip().startswith(("#", "-"))))


def _requirement_names(lines: Iterable[object]) -> Iterator[str]:
    """The names in requirements such as `psycopg[binary]>=3` (PEP 508), in the form in which they are compared."""
    for line in lines:
        found = _REQUIREMENT.match(line) if isinstance(line, str) else None
        if found:
            yield re.sub(r"[-_.]+", "-", found[1]).lower()


def _go_mod(text: str) -> _Stated:
    module = _GO_MODULE.search(text)
    return _Stated(_GO_REQUIRED.findall(text), module[1].rpartition("/")[2] if module else "")


def _gradle(text: str) -> _Stated:
    plugins = (f"{plugin}:plugin" for plugin in _GRADLE_PLUGIN.findall(text))
    return _Stated([*plugins, *_GRADLE.findall(text)])


def _gemfile(text: str) -> _Stated:
    return _Stated(_GEM.findall(text))


def _pom(text: str) -> _Stated:
    project = parsed(text)
    if _text(project, "packaging") == "pom":  # it only holds others together
        return _Stated((), _text(project, "artifactId"), _text(project, "description"))
    found = project.child("dependencies")
    names = [f"{_text(d, 'groupId')}:{_text(d, 'artifactId')}" for d in found.children] if found else []
    parent = project.child("parent")
    if parent is not None:
        names.append(f"{_text(parent, 'groupId')}:{_text(parent, 'artifactId')}")
    return _Stated(names, _text(project, "artifactId"), _text(project, "description"))


def _csproj(text: str) -> _Stated:
    project = parsed(text)
    references = [
        reference.attributes.get("Include", "")
        for group in project.children_named("ItemGroup")
        for reference in group.children_named("PackageReference")
    ]
    return _Stated([project.attributes.get("Sdk", ""), *references])


def _text(element: Element, tag: str) -> str:
    child = element.child(tag)
    return child.text if child else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


_READERS: Mapping[str, tuple[str, Callable[[str], _Stated]]] = {
    "package.json": ("npm", _package_json),
    "composer.json": ("composer", _composer_json),
    "pyproject.toml": ("pypi", _pyproject),
    "pipfile": ("pypi", _pipfile),
    "cargo.toml": ("cargo", _cargo),
    "go.mod": ("go", _go_mod),
    "pom.xml": ("maven", _pom),
    "build.gradle": ("maven", _gradle),
    "build.gradle.kts": ("maven", _gradle),
    "gemfile": ("gems", _gemfile),
    ".csproj": ("nuget", _csproj),
}
