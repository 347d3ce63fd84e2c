"""Reads the folder of a repository into one system."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import PurePosixPath

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.operations import AddNode
from infrasketch_desktop.diagram.validation import MAX_TEXT
from infrasketch_desktop.formats.addresses import without_user_info
from infrasketch_desktop.formats.bounds import check_counts
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.losses import FEW, losses_of
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.formats.recognition import recognised
from infrasketch_desktop.formats.repository.libraries import COMPATIBLE
from infrasketch_desktop.formats.repository.manifests import Manifest, read_manifest
from infrasketch_desktop.formats.repository.merging import System, folder_of, is_below, plain_name, with_notes
from infrasketch_desktop.formats.repository.packages import Package, packages_in
from infrasketch_desktop.formats.repository.wanted import is_infrastructure, is_manifest
from infrasketch_desktop.formats.result import Imported, Loss, Origin, SourceFile
from infrasketch_desktop.formats.services import kind_of_name
from infrasketch_desktop.formats.table import format_named
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.technology import Catalog

_INFRASTRUCTURE = ("kubernetes", "compose", "cloudformation", "terraform")
"""The formats that say what runs, the one that tells most of the system in use first."""

MAX_WRITTEN = 200_000
"""Lines, and items of lists written in one, of all infrastructure files together; it takes about a second to read them.
A repository of a system that fits on a diagram has a tenth of it."""
MAX_MANIFEST_BYTES = 2 * 1024 * 1024
"""Of all manifests together; a second for the slowest of their forms."""

_RUNS = re.compile(rb"""(?:^[ \t]+|[{,]\s*)["']?(?:image|build|extends)["']?\s*:""", re.MULTILINE)
"""What a Compose file has, and no other file with `services` in it."""


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The system that the files of a repository describe, by paths below its root.

    A file that cannot be read is a loss. Raises FormatError when no file says what runs.
    """
    reader = _RepositoryReader(sources, catalog)
    for format_id in _INFRASTRUCTURE:
        reader.read_infrastructure(format_id)
    reader.read_packages()
    return reader.result()


class _RepositoryReader:
    def __init__(self, sources: Sequence[SourceFile], catalog: Catalog) -> None:
        self._sources = sorted(sources, key=lambda source: source.name)
        self._catalog = catalog
        self._system = System()
        self._losses: list[Loss] = []
        self._by_format: dict[str, list[SourceFile]] = {}
        for source in self._sources:
            name = PurePosixPath(source.name).name
            found = recognised([source]) if is_infrastructure(name) and not is_manifest(name) else None
            if found and (found.id != "compose" or _RUNS.search(source.content)):
                self._by_format.setdefault(found.id, []).append(source)
        self._leave_out_templates()
        self._leave_out_what_is_too_much()

    def read_infrastructure(self, format_id: str) -> None:
        """Read all files of a format together; when one of them is broken, only those that are not."""
        files = self._by_format.get(format_id, [])
        if not files:
            return
        reader = format_named(format_id)
        try:
            imported = reader.read(files, self._catalog)
        except FormatError:
            whole = [source for source in files if self._is_readable(format_id, source)]
            if not whole:
                return
            try:
                imported = reader.read(whole, self._catalog)
            except FormatError as error:
                self._losses.append(Loss(tr("All files of {title}", title=reader.title), error.what, error.origin))
                return
        if format_id == "compose":
            imported = self._without_parts(files, imported)
        self._system.join(imported)
        self._losses += imported.losses

    def _leave_out_templates(self) -> None:
        """Charts of Helm are no manifests before Helm has filled them in."""
        files = self._by_format.get("kubernetes", [])
        templates = [source for source in files if b"{{" in source.content and "/templates/" in f"/{source.name}"]
        self._by_format["kubernetes"] = [source for source in files if source not in templates]
        names = [tr("the template “{name}”", name=source.name) for source in templates]
        origins = [Origin(source.name) for source in templates]
        self._losses += losses_of(
            tr("templates of Helm"), names, tr("only Helm fills it in; import what it makes"), origins
        )

    def _leave_out_what_is_too_much(self) -> None:
        """The small files first: what people write by hand is small, definitions are not."""
        every = [source for found in self._by_format.values() for source in found]
        refused = _beyond(MAX_WRITTEN, ((_written(source), source.name) for source in every))
        manifests = ((len(s.content), s.name) for s in self._sources if is_manifest(PurePosixPath(s.name).name))
        refused |= _beyond(MAX_MANIFEST_BYTES, manifests)
        for format_id, found in self._by_format.items():
            self._by_format[format_id] = [source for source in found if source.name not in refused]
        self._sources = [source for source in self._sources if source.name not in refused]
        names = [tr("the file “{name}”", name=name) for name in sorted(refused)]
        why = tr("there is too much here to read it all; import it by itself")
        self._losses += losses_of(tr("large files"), names, why, [Origin(name) for name in sorted(refused)])

    def read_packages(self) -> None:
        packages = packages_in(list(self._manifests()), self._sources)
        nodes = self._nodes_of(packages)
        unused: list[Package] = []
        for package in packages:
            if not nodes[package.folder] and not package.is_program:
                unused.append(package)
                continue
            for node_id in nodes[package.folder] or [self._system.add(self._node(package))]:
                self._describe(node_id, package)
                for technology, origin in (package.uses or {}).items():
                    self._connect(node_id, technology, origin)
        names = [tr("the package “{name}”", name=package.name or package.origin.file) for package in unused]
        origins = [package.origin for package in unused]
        why = tr("nothing says that it is run by itself; it may be a library")
        self._losses += losses_of(tr("packages"), names, why, origins)

    def result(self) -> Imported:
        operations = self._system.operations()
        if not operations:
            what = tr("No file in this folder says what runs.")
            if self._losses:
                what += " " + tr("The first reason: {reason}.", reason=str(self._losses[0]).rstrip("."))
            raise FormatError(
                what,
                advice=tr("Looked for are Compose, Kubernetes, Terraform, CloudFormation, Dockerfiles and manifests."),
            )
        check_counts(operations)
        return Imported(operations, tuple(_counted(self._losses)))

    def _without_parts(self, files: Sequence[SourceFile], imported: Imported) -> Imported:
        """The Compose projects without those that run a single part of another one, as its developers use them."""
        whole = System()
        whole.join(imported)
        built = {folder for folders in whole.folders.values() for folder in folders if folder}
        parts = [source for source in files if _folder(source) in built and self._is_built_above(whole, source)]
        if not parts:
            return imported
        names = [tr("the file “{name}”", name=source.name) for source in parts]
        why = tr("the folder is a part of another Compose project, which is read")
        self._losses += losses_of(tr("Compose files of single parts"), names, why, [Origin(s.name) for s in parts])
        return format_named("compose").read([source for source in files if source not in parts], self._catalog)

    def _is_built_above(self, whole: System, source: SourceFile) -> bool:
        """Whether a project in a folder above builds the folder of a file."""
        folder = _folder(source)
        above = (node.origin for node_id, node in whole.nodes.items() if folder in whole.folders.get(node_id, ()))
        return any(is_below(folder, folder_of(origin)) for origin in above)

    def _is_readable(self, format_id: str, source: SourceFile) -> bool:
        """Whether a file can be read alone; if not, that is a loss."""
        try:
            format_named(format_id).read([source], self._catalog)
        except FormatError as error:
            what = error.what.removeprefix(f"{error.origin}: ")
            self._losses.append(
                Loss(tr("the file “{name}”", name=source.name), what, error.origin or Origin(source.name))
            )
            return False
        return True

    def _manifests(self) -> Iterator[Manifest]:
        for source in self._sources:
            if not is_manifest(PurePosixPath(source.name).name):
                continue
            try:
                manifest = read_manifest(source)
            except FormatError as error:
                what = error.what.removeprefix(f"{error.origin}: ")
                self._losses.append(Loss(tr("the file “{name}”", name=source.name), what, error.origin))
                continue
            if manifest is not None:
                yield manifest

    def _nodes_of(self, packages: Sequence[Package]) -> dict[str, list[str]]:
        """The nodes that run each package, by its folder: the package that fits a node best is the one."""
        found: dict[str, list[str]] = {package.folder: [] for package in packages}
        by_folder = {package.folder: package for package in packages}
        by_name: dict[str, list[Package]] = defaultdict(list)
        for package in packages:
            for name in sorted({plain_name(name) for name in package.names}):
                by_name[name].append(package)
        for node_id, node in self._system.nodes.items():
            folders = sorted(self._system.folders.get(node_id, ()))
            names = [plain_name(node.label), *sorted(self._system.images.get(node_id, ()))]
            fitting = [by_folder[folder] for folder in folders if folder in by_folder]
            fitting += [package for name in names for package in by_name.get(name, ())]
            best = max(fitting, key=lambda package: self._fit(node_id, package), default=None)
            if best is not None and self._fit(node_id, best):
                found[best.folder].append(node_id)
        return found

    def _fit(self, node_id: str, package: Package) -> int:
        """How sure it is that a node runs a package: by the folder that it is built from, its name, its image."""
        names = {plain_name(name) for name in package.names}
        is_namesake = plain_name(self._system.nodes[node_id].label) in names
        folders = self._system.folders.get(node_id)
        if folders:
            is_inside = any(package.folder == folder or is_below(package.folder, folder) for folder in folders)
            return 3 if is_namesake and is_inside else 2 * (package.folder in folders)
        return int(is_namesake or bool(names & self._system.images.get(node_id, set())))

    def _node(self, package: Package) -> AddNode:
        label = cut(clean_label(package.label or "Application"))
        technology = self._catalog.named(package.technology) if package.technology else None
        by_name = kind_of_name(label)
        kind = by_name if by_name is not NodeKind.SERVICE or technology is None else technology.kind
        return AddNode(id="", kind=kind or NodeKind.SERVICE, label=label, origin=cut(clean_label(str(package.origin))))

    def _describe(self, node_id: str, package: Package) -> None:
        """Add what the code says to what the infrastructure says."""
        node = self._system.nodes[node_id]
        technology = package.technology or package.language
        framework = self._catalog.named(package.technology) if package.technology else None
        kind = framework.kind if framework and framework.kind and node.kind is NodeKind.SERVICE else node.kind
        about = ", ".join(dict.fromkeys(part for part in (package.technology, package.language) if part))
        where = f"Code: {package.folder or '/'}" + (f" ({about})" if about else "")
        self._system.nodes[node_id] = replace(
            node,
            kind=kind,
            technology=node.technology or cut(technology),
            description=node.description or cut(without_user_info(clean_label(package.description)), MAX_TEXT),
            notes=with_notes(node.notes, clean_label(where)),
        )

    def _connect(self, node_id: str, technology: str, origin: Origin) -> None:
        """An edge to the system behind a client library, unless the infrastructure has one already."""
        alike = {technology, *COMPATIBLE.get(technology, ())}
        third = self._third(technology, origin)
        for target in self._system.targets_of(node_id):
            if target.technology in alike or (target.kind is third.kind and not target.technology):
                return
        found = [i for i, node in self._system.nodes.items() if node.technology in alike and i != node_id]
        exact = [i for i in found if self._system.nodes[i].technology == technology]
        choice = exact if len(exact) == 1 else found
        if len(choice) > 1:
            label = self._system.nodes[node_id].label
            why = tr_count(
                "%n part would do, and the code does not say which",
                "%n parts would do, and the code does not say which",
                len(choice),
            )
            self._losses.append(
                Loss(
                    tr("the connection from “{label}” to {technology}", label=label, technology=technology), why, origin
                )
            )
            return
        self._system.connect(node_id, choice[0] if choice else self._system.add(third))

    def _third(self, technology: str, origin: Origin) -> AddNode:
        """A system that only the code speaks of."""
        known = self._catalog.named(technology)
        kind = (known.kind if known else None) or NodeKind.EXTERNAL
        place = cut(clean_label(str(origin)))
        return AddNode(id="", kind=kind, label=technology, technology=technology, origin=place)


def _counted(losses: Sequence[Loss]) -> Iterator[Loss]:
    """`losses` with a single one for many of the same reason."""
    by_reason: dict[str, list[Loss]] = {}
    for loss in losses:
        by_reason.setdefault(loss.why, []).append(loss)
    for why, alike in by_reason.items():
        if len(alike) <= FEW:
            yield from alike
        else:
            yield Loss(tr("{what}, and {count:,} more", what=alike[0].what, count=len(alike) - 1), why, alike[0].origin)


def _beyond(limit: int, files: Iterable[tuple[int, str]]) -> set[str]:
    """The names of those that no longer fit when all are taken by their size, the smallest first."""
    sizes = sorted(files)
    sums = accumulate(size for size, _ in sizes)
    return {name for (_, name), total in zip(sizes, sums, strict=True) if total > limit}


def _written(source: SourceFile) -> int:
    """About how many things stand in a file, without parsing it."""
    return sum(source.content.count(mark) for mark in (b"\n", b",", b"[", b"{")) + 1


def _folder(source: SourceFile) -> str:
    return folder_of(source.name)
