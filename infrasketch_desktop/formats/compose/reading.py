"""Compose projects to parts and links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from infrasketch_desktop.formats.addresses import AddressSearch
from infrasketch_desktop.formats.bounds import MAX_BYTES, decoded
from infrasketch_desktop.formats.compose.interpolation import variables_in
from infrasketch_desktop.formats.compose.project import Project, path, projects, read_files
from infrasketch_desktop.formats.compose.routing import routes
from infrasketch_desktop.formats.compose.service import Service
from infrasketch_desktop.formats.draft import Draft, Part
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.formats.services import likeness, shown_image
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog

_AFTER = {"service_completed_successfully": "starts after"}
"""What a condition of `depends_on` says beyond who needs whom."""


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The services of Compose files and how they talk.

    Raises:
        FormatError: no file has services, or one of them cannot be read.
    """
    draft = Draft()
    found = list(projects(read_files(sources, draft), draft))
    texts, search = _Texts(sources), AddressSearch()
    for project in found:
        _Drawing(project, draft, texts, search, catalog, frame=len(found) > 1).draw()
    if search.exhausted:
        draft.lose(tr("Some settings"), tr("there is too much text in them to look for addresses in all"))
    return draft.imported(title=found[0].title if len(found) == 1 else "")


class _Texts:
    """The other files among the sources, by name; what they hold is looked through for addresses and nothing else."""

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        self._sources = {posixpath.normpath(source.name): source for source in sources}

    def __contains__(self, name: str) -> bool:
        return name in self._sources

    def get(self, name: str) -> str:
        source = self._sources.get(name)
        return decoded(source) if source and len(source.content) <= MAX_BYTES else ""


class _Drawing:
    """One project on its way into a draft."""

    def __init__(
        self,
        project: Project,
        draft: Draft,
        texts: _Texts,
        search: AddressSearch,
        catalog: Catalog,
        *,
        frame: bool,
    ) -> None:
        self._project = project
        self._draft = draft
        self._texts = texts
        self._search = search
        self._catalog = catalog
        self._frame = frame
        self._hosts = _hosts(project.services)

    def draw(self) -> None:
        networks = self._networks()
        if self._frame:
            self._draft.add_group(self._key(""), self._project.title or posixpath.basename(self._project.folder) or "/")
        for name, service in self._project.services.items():
            self._draft.add(self._key(name), self._part(name, service, networks.get(name, "")))
        for name, service in self._project.services.items():
            self._connect(name, service)
        for source, target, label in routes(self._project.services, self._draft.parts, self._key):
            self._draft.connect(source, target, label)

    def _key(self, name: str) -> str:
        return f"{self._project.folder}\0{name}"

    def _part(self, name: str, service: Service, network: str) -> Part:
        like = likeness(name, service.image, self._catalog)
        return Part(
            label=name,
            kind=like.kind,
            origin=service.origin,
            technology=like.technology,
            inputs=tuple(service.ports),
            notes=list(_notes(service, told_networks=not network)),
            group=self._group(network),
        )

    def _group(self, network: str) -> str:
        around = self._key("") if self._frame else ""
        if not network:
            return around
        key = f"{self._project.folder}\0network\0{network}"
        self._draft.add_group(key, network, around)
        return key

    def _networks(self) -> dict[str, str]:
        """The one network of each service; nothing when some service is in several, since groups do not overlap."""
        services = self._project.services
        used = {network for service in services.values() for network in service.networks}
        if any(len(service.networks) > 1 for service in services.values()):
            first = next(s for s in services.values() if len(s.networks) > 1)
            why = tr("services are in several of them, and groups do not overlap; they are told in the notes")
            self._draft.lose(tr("The networks {used}", used=", ".join(sorted(used))), why, first.origin)
            return {}
        if len(used) < 2:  # noqa: PLR2004 - one network around everything says nothing
            return {}
        return {name: next(iter(service.networks), "") for name, service in services.items()}

    def _connect(self, name: str, service: Service) -> None:
        source = self._key(name)
        for wanted, condition in service.depends_on.items():
            self._link(source, wanted, tr("depends_on of “{name}”", name=name), service, _AFTER.get(condition, ""))
        for wanted in service.links.values():
            self._link(source, wanted, tr("links of “{name}”", name=name), service)
        for host in self._addressed(service):
            target = service.links.get(host) or self._hosts.get(host)
            if target in self._project.services and target is not None:
                self._draft.connect(source, self._key(target))

    def _link(self, source: str, wanted: str, where: str, service: Service, label: str = "") -> None:
        if wanted in self._project.services:
            self._draft.connect(source, self._key(wanted), label)
        else:
            self._draft.lose(
                tr("“{wanted}” in {where}", wanted=wanted[:80], where=where[:120]),
                tr("there is no such service"),
                service.origin,
            )

    def _addressed(self, service: Service) -> Iterator[str]:
        settings = dict(service.environment)
        for stated in service.env_files:
            name = path(service.origin.file, stated)
            if name in self._texts:
                settings = {**variables_in(self._texts.get(name)), **settings}
            else:
                self._draft.lose(
                    tr("The env_file “{stated}”", stated=stated[:200]), tr("it is not among the files"), service.origin
                )
        for name, value in settings.items():
            yield from self._search.setting(name, value)
        for argument in service.arguments:
            yield from self._search.argument(argument)
        mounted = (path(service.origin.file, stated) for stated in service.mounted)
        configured = (self._project.configs.get(name, "") for name in service.configs)
        for name in (*mounted, *configured):
            yield from self._search.text(self._texts.get(name))


def _hosts(services: Mapping[str, Service]) -> dict[str, str]:
    """The service behind each host name, in lower case; names of services win over what they are called besides."""
    found = {alias.lower(): name for name, service in services.items() for alias in service.names}
    return found | {name.lower(): name for name in services}


def _notes(service: Service, *, told_networks: bool) -> Iterator[str]:
    if image := shown_image(service.image):
        yield f"Image: {image}"
    if service.build:
        yield f"Built from: {service.build}"
    if service.scale.isdigit() and service.scale != "1":
        yield f"Copies: ×{service.scale}"
    for title, names in (
        ("Only with the profile", service.profiles),
        ("Networks", service.networks if told_networks else {}),
        ("Volumes", service.volumes),
        ("Secrets", service.secrets),
        ("Configs", service.configs),
    ):
        if names:
            yield f"{title}: {', '.join(names)}"
    if service.healthcheck:
        yield "Has a health check"
