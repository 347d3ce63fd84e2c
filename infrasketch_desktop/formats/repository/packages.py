"""The programs of a repository: each folder with a Dockerfile or a manifest, and what its dependencies say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from infrasketch_desktop.formats.repository.libraries import LANGUAGES, client_of, framework, rank
from infrasketch_desktop.formats.repository.manifests import Manifest
from infrasketch_desktop.formats.repository.wanted import is_dockerfile
from infrasketch_desktop.formats.result import Origin, SourceFile

_BUILDS = frozenset({"docker", "dockerfiles", "docker-files", "build", "ci", "images", "devcontainer"})
"""Names of folders with Dockerfiles of other folders."""
_ANYTHING = frozenset({"src", "source", "code", "main", "cmd"})
_LIBRARIES = frozenset({"packages", "libs", "lib", "shared", "common", "components", "ui-kit"})
_PAGES = frozenset({"React", "Preact", "Vue", "Svelte", "Angular"})
"""What libraries of widgets depend on as well as programs do."""
_PROTOCOLS = frozenset({"gRPC"})
"""What a program serves by, but is not built with."""


@dataclass(frozen=True, slots=True)
class Package:
    """One program. `folder` is "" for the root; `uses` are the systems that its client libraries talk to."""

    folder: str
    name: str
    origin: Origin
    technology: str = ""
    language: str = ""
    description: str = ""
    uses: Mapping[str, Origin] | None = None
    has_dockerfile: bool = False

    @property
    def label(self) -> str:
        """What people call it: its folder, unless that is called like any other, else its name."""
        folders = [part for part in PurePosixPath(self.folder).parts if part.lower() not in _ANYTHING]
        return folders[-1] if folders else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """What other files may call it."""
        return tuple(dict.fromkeys(name for name in (self.label, self.name) if name))

    @property
    def is_program(self) -> bool:
        """Whether it is run by itself, as far as its own files say."""
        parts = {part.lower() for part in PurePosixPath(self.folder).parts}
        if self.technology in _PAGES and parts & _LIBRARIES and not self.has_dockerfile:
            return False
        is_shared = PurePosixPath(self.folder).name.lower() in _BUILDS and not self.language
        return (self.has_dockerfile and not is_shared) or bool(self.technology)


def packages_in(manifests: Iterable[Manifest], sources: Sequence[SourceFile]) -> list[Package]:
    """The packages by folder, in the order of their folders."""
    by_folder: dict[str, list[Manifest]] = defaultdict(list)
    for manifest in manifests:
        by_folder[manifest.folder].append(manifest)
    dockerfiles: dict[str, Origin] = {}
    for source in sources:
        path = PurePosixPath(source.name)
        if is_dockerfile(path.name):
            folder = str(path.parent).removeprefix(".")
            dockerfiles.setdefault(folder, Origin(source.name, 1))
    folders = sorted(by_folder.keys() | dockerfiles.keys())
    packages = [_package(folder, by_folder.get(folder, []), dockerfiles.get(folder)) for folder in folders]
    return _with_code(packages)


def _with_code(packages: Sequence[Package]) -> list[Package]:
    """`packages` with the one program below a folder that holds only its Dockerfile moved there."""
    found = {package.folder: package for package in packages}
    for package in packages:
        if package.has_dockerfile and not package.language:
            around = f"{package.folder}/" if package.folder else ""
            inner = [p for p in found.values() if p.folder != package.folder and p.folder.startswith(around)]
            if len(inner) == 1 and not inner[0].has_dockerfile:
                code = found.pop(inner[0].folder)
                found[package.folder] = replace(code, folder=package.folder, origin=package.origin, has_dockerfile=True)
    return [found[folder] for folder in sorted(found)]


def _package(folder: str, manifests: Sequence[Manifest], dockerfile: Origin | None) -> Package:
    technology, language = _built_with(manifests)
    uses: dict[str, Origin] = {}
    for manifest in manifests:
        for dependency, line in manifest.dependencies.items():
            if client := client_of(manifest.ecosystem, dependency):
                uses.setdefault(client, Origin(manifest.origin.file, line))
    name = next((m.name for m in manifests if m.name), "").rpartition("/")[2]  # without an npm scope or a vendor
    origin = manifests[0].origin if manifests else dockerfile
    assert origin is not None
    return Package(
        folder,
        name or PurePosixPath(folder).name,
        origin,
        technology,
        language,
        next((m.description for m in manifests if m.description), ""),
        uses,
        dockerfile is not None,
    )


def _built_with(manifests: Sequence[Manifest]) -> tuple[str, str]:
    """The framework, if any, and the language. A program with a page in front of a server is the server."""
    for manifest in manifests:
        found = {name for name in (framework(manifest.ecosystem, d) for d in manifest.dependencies) if name}
        if found:
            best = min(found, key=lambda name: rank(manifest.ecosystem, name))
            language = LANGUAGES[manifest.ecosystem]
            return (language if best in _PROTOCOLS else best), language
    return "", LANGUAGES[manifests[0].ecosystem] if manifests else ""
