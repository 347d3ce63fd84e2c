"""The services of a project, from all the files that make it: merged, included, extended."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from infrasketch_desktop.formats import yaml_tree
from infrasketch_desktop.formats.bounds import MAX_NODES, decoded
from infrasketch_desktop.formats.compose.interpolation import interpolated, variables_in
from infrasketch_desktop.formats.compose.service import Service, service_in
from infrasketch_desktop.formats.draft import Draft
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.formats.yaml_tree import items_at, mapping_at, text_at, texts_at
from infrasketch_desktop.language import tr

_SUFFIXES = (".yaml", ".yml", ".json")
_MAX_CHAIN = 32


@dataclass(frozen=True, slots=True)
class ComposeFile:
    """One Compose file. `included` and `extended` are names of other sources, as this file states them."""

    name: str
    title: str
    services: Mapping[str, Service]
    included: tuple[str, ...] = ()
    configs: Mapping[str, str] = field(default_factory=dict)

    @property
    def extended(self) -> tuple[str, ...]:
        return tuple(path(self.name, s.extends[1]) for s in self.services.values() if s.extends[1])


@dataclass(frozen=True, slots=True)
class Project:
    """The files of one folder, with those that they include."""

    folder: str
    title: str
    services: Mapping[str, Service]
    configs: Mapping[str, str]


def path(beside: str, stated: str) -> str:
    """The source that a file means by a path: relative to its own folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), stated.replace("\\", "/")))


def read_files(sources: Sequence[SourceFile], draft: Draft) -> dict[str, ComposeFile]:
    """The Compose files among the sources. Raises FormatError when there is none, or one cannot be read."""
    environments = {s.name: decoded(s) for s in sources if posixpath.basename(s.name) == ".env"}
    files = {}
    for source in sorted(sources, key=lambda s: "override" in s.name.lower()):
        if _may_be_compose(posixpath.basename(source.name).lower()):
            variables = variables_in(environments.get(path(source.name, ".env"), ""))
            found = _file(source, variables, draft)
            if found:
                files[posixpath.normpath(source.name)] = found
    if not files:
        raise FormatError(
            tr("This is no Compose file: it has no services."),
            advice=tr("Choose a file with “services:” in it."),
            origin=Origin(sources[0].name) if len(sources) == 1 else None,
        )
    return files


def _may_be_compose(name: str) -> bool:
    """All others are files that Compose files speak of: variables, configuration."""
    return name.endswith(_SUFFIXES) or "." not in name


def _file(source: SourceFile, variables: Mapping[str, str], draft: Draft) -> ComposeFile | None:
    interpolate = partial(interpolated, variables=variables)
    for document in yaml_tree.read_documents(source):
        root = document.root
        bodies = _bodies(root)
        if bodies is None:
            continue
        draft.take_remarks(document, source.name)
        services = {}
        for name, body in bodies:
            origin = Origin(source.name, bodies.line_of(name))
            if isinstance(body, yaml_tree.Mapping):
                services[name] = service_in(body, origin, interpolate)
            else:
                draft.lose(tr("The service “{name}”", name=name[:80]), tr("it says nothing about itself"), origin)
        included = (
            *(scalar.text for scalar in texts_at(root, "include")),
            *(p.text for item in items_at(root, "include") for p in texts_at(item, "path")),
        )
        configs = {name: path(source.name, text_at(c, "file")) for name, c in mapping_at(root, "configs")}
        return ComposeFile(
            source.name,
            interpolate(text_at(root, "name")),
            services,
            tuple(path(source.name, interpolate(name)) for name in included),
            configs,
        )
    return None


def _bodies(root: yaml_tree.Value | None) -> yaml_tree.Mapping | None:
    """What stands under `services`; in the oldest form services stand at the top."""
    found = yaml_tree.at(root, "services")
    if isinstance(found, yaml_tree.Mapping):
        return found
    if isinstance(root, yaml_tree.Mapping) and (
        "include" in root.values
        or any(isinstance(v, yaml_tree.Mapping) and {"image", "build"} & v.values.keys() for _, v in root)
    ):
        return root if "include" not in root.values else yaml_tree.Mapping({}, root.line)
    return None


def projects(files: Mapping[str, ComposeFile], draft: Draft) -> Iterator[Project]:
    """One project for each folder; files that others include or extend from have no project of their own."""
    parts = {name for file in files.values() for name in (*file.included, *file.extended)}
    folders: dict[str, list[ComposeFile]] = {}
    for name, file in files.items():
        if name not in parts or all(other in parts for other in files):
            folders.setdefault(posixpath.dirname(name), []).append(file)
    for folder, members in folders.items():
        whole = [f for member in members for f in _with_included(member, files, draft)]
        services: dict[str, Service] = {}
        for file in whole:
            for name, service in file.services.items():
                own = _extended(name, service, file, files, draft)
                services[name] = services[name].with_later(own) if name in services else own
        if len(services) > MAX_NODES:
            raise FormatError(
                tr("There are more than {max_nodes:,} services.", max_nodes=MAX_NODES),
                advice=tr("Import a part of them."),
            )
        title = next((file.title for file in reversed(whole) if file.title), "")
        yield Project(folder, title, services, {k: v for file in whole for k, v in file.configs.items()})


def _with_included(file: ComposeFile, files: Mapping[str, ComposeFile], draft: Draft) -> Iterator[ComposeFile]:
    """What a file includes, depth first, each once; then the file itself."""
    seen: set[str] = set()

    def walk(current: ComposeFile, depth: int) -> Iterator[ComposeFile]:
        seen.add(posixpath.normpath(current.name))
        for name in current.included:
            if name in seen:
                continue
            if name in files and depth < _MAX_CHAIN:
                yield from walk(files[name], depth + 1)
            else:
                draft.lose(
                    tr("The included file “{name}”", name=name), tr("it is not among the files"), Origin(current.name)
                )
        yield current

    return walk(file, 0)


def _extended(
    name: str, service: Service, file: ComposeFile, files: Mapping[str, ComposeFile], draft: Draft
) -> Service:
    """A service with what it takes from those it extends, the nearest last."""
    chain, seen, current, where = [service], {(file.name, name)}, service, file
    while current.extends[0]:
        wanted, stated = current.extends
        base_file = files.get(path(where.name, stated)) if stated else where
        base = base_file.services.get(wanted) if base_file else None
        if base is None or base_file is None or (base_file.name, wanted) in seen or len(chain) > _MAX_CHAIN:
            why = tr("it extends itself") if base else tr("it is not among the files")
            draft.lose(
                tr("The service “{wanted}” that “{name}” extends", wanted=wanted[:80], name=name[:80]),
                why,
                current.origin,
            )
            break
        seen.add((base_file.name, wanted))
        chain.append(base)
        current, where = base, base_file
    whole = chain.pop()
    while chain:
        whole = whole.with_later(chain.pop())
    return replace(whole, origin=service.origin)
