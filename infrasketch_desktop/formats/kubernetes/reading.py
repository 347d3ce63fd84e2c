"""Manifests to parts and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.validation import MAX_PORTS
from infrasketch_desktop.formats.addresses import AddressSearch
from infrasketch_desktop.formats.draft import Draft, Part
from infrasketch_desktop.formats.kubernetes import routing, workloads
from infrasketch_desktop.formats.kubernetes.naming import Hosts, Selection
from infrasketch_desktop.formats.kubernetes.objects import Object, read_objects
from infrasketch_desktop.formats.kubernetes.operators import OPERATED
from infrasketch_desktop.formats.kubernetes.workloads import Workload, workload_of
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.formats.services import likeness, shown_image
from infrasketch_desktop.formats.yaml_tree import Mapping, Scalar, mapping_at, number_at, text_at
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog

_USED = frozenset({"Namespace", "ConfigMap", "Secret", "Service", "PersistentVolume"})
"""Core kinds that are no parts, and need not be told as left out."""


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The workloads of manifests and how they talk.

    Raises:
        FormatError: no object is in them, or a file cannot be read.
    """
    draft = Draft()
    _Cluster(read_objects(sources, draft), draft, catalog).draw()
    return draft.imported()


class _Cluster:
    """All objects together on their way into a draft."""

    def __init__(self, objects: Sequence[Object], draft: Draft, catalog: Catalog) -> None:
        self._objects = objects
        self._draft = draft
        self._catalog = catalog
        self._workloads = tuple(w for found in objects if (w := workload_of(found)))
        self._selection = Selection(self._workloads)
        self._hosts = Hosts()
        self._search = AddressSearch()
        self._scaled = {(w.object.place, w.object.kind, w.object.name): w.object.key for w in self._workloads}
        self._gateways = {(o.place, o.name): o.key for o in objects if o.kind == "Gateway" and routing.is_gateway(o)}
        self._config = {(o.place, o.name): o for o in objects if (o.api, o.kind) == ("", "ConfigMap")}

    def draw(self) -> None:
        for workload in self._workloads:
            self._add_workload(workload)
        for found in self._objects:
            self._add_other(found)
        for workload in self._workloads:  # where the Services are missing, workloads answer to their own names
            self._hosts.put(workload.object.namespace, workload.object.name, (workload.object.key,))
        for found in self._objects:
            self._add_routes(found)
        for workload in self._workloads:
            self._connect(workload)
        if self._search.exhausted:
            self._draft.lose(tr("Some settings"), tr("there is too much text in them to look for addresses in all"))

    def _add_workload(self, workload: Workload) -> None:
        found = workload.object
        like = likeness(found.name, workload.image, self._catalog)
        image = shown_image(workload.image)
        self._add(
            found,
            NodeKind.WORKER if workload.is_batch else like.kind,
            like.technology,
            (*workloads.facts(workload), *((f"Image: {image}",) if image else ())),
        )

    def _add_other(self, found: Object) -> None:
        operated = OPERATED.get((found.api, found.kind))
        if operated:
            technology = self._catalog.named(operated.technology)
            kind = technology.kind if technology and technology.kind else NodeKind.SERVICE
            self._add(found, kind, operated.technology, (tr("{kind} of {api}", kind=found.kind, api=found.api),))
            for pattern in operated.services:
                self._hosts.put(found.namespace, pattern.format(found.name), (found.key,))
        elif (found.api, found.kind) == ("", "Service"):
            self._add_service(found)
        elif (found.api, found.kind) == ("", "PersistentVolumeClaim"):
            size = text_at(found.spec, "resources", "requests", "storage")
            self._add(found, NodeKind.STORAGE, "", (f"Size: {size}",) if size else ())
        elif routing.is_gateway(found):
            self._add_gateway(found)
        elif found.kind == "HorizontalPodAutoscaler":
            self._note_scaling(found)
        elif workload_of(found) is None and not routing.is_route(found):
            self._leave_out(found)

    def _add(self, found: Object, kind: NodeKind, technology: str, notes: Sequence[str], label: str = "") -> None:
        if found.namespace:
            self._draft.add_group(found.namespace, found.namespace)
        part = Part(label or found.name, kind, found.origin, technology, notes=list(notes), group=found.namespace)
        self._draft.add(found.key, part)

    def _leave_out(self, found: Object) -> None:
        if found.api or found.kind not in _USED:
            sort = (
                tr("{kind} of {api}", kind=found.kind, api=found.api)
                if "." in found.api and "k8s.io" not in found.api
                else found.kind
            )
            self._draft.leave_out(sort, tr("it says nothing about who talks to whom that we know"), found.origin)

    def _add_service(self, found: Object) -> None:
        selector = mapping_at(found.spec, "selector")
        selected = self._selection.select(found.place, selector)
        if not selected:
            selected = (self._add_unselected(found, external=not selector.values),)
        self._hosts.put(found.namespace, found.name, selected)
        if opened := tuple(workloads.ports(found)):
            for key in selected:
                part = self._draft.parts[key]
                part.inputs = tuple(dict.fromkeys((*part.inputs, *opened)))[:MAX_PORTS]

    def _add_unselected(self, found: Object, *, external: bool) -> str:
        """A node for what a Service leads to, when that is outside the cluster or the manifests."""
        if external:
            name = text_at(found.spec, "externalName").rpartition("@")[2]  # a host name; never what logs in there
            self._add(found, NodeKind.EXTERNAL, "", (tr("Service “{name}”", name=found.name),), label=name)
            return found.key
        why = tr("it selects no workload of these manifests; it is drawn in place of one")
        self._draft.lose(tr("The Service “{name}”", name=found.name), why, found.origin)
        like = likeness(found.name, "", self._catalog)
        self._add(found, like.kind, like.technology, ())
        return found.key

    def _add_gateway(self, found: Object) -> None:
        stated = routing.technology_of(found)
        technology = self._catalog.named(stated) if stated else None
        kind = technology.kind if technology and technology.kind else NodeKind.GATEWAY
        balances = kind in {NodeKind.GATEWAY, NodeKind.LOAD_BALANCER}
        name = technology.name if technology else stated
        notes = [found.kind] + (["TLS"] if found.spec.get("tls") else [])
        self._add(found, kind if balances else NodeKind.GATEWAY, name, notes)

    def _note_scaling(self, found: Object) -> None:
        target = mapping_at(found.spec, "scaleTargetRef")
        least, most = number_at(found.spec, "minReplicas") or 1, number_at(found.spec, "maxReplicas")
        key = self._scaled.get((found.place, text_at(target, "kind"), text_at(target, "name")))
        if key:
            self._draft.parts[key].notes.append(
                tr("Scales from {least} to {most} copies", least=least, most=most or "?")
            )
        else:
            why = tr("it scales nothing in these manifests")
            self._draft.lose(tr("The autoscaler “{name}”", name=found.name), why, found.origin)

    def _add_routes(self, found: Object) -> None:
        for route in routing.routes_of(found):
            source = self._gateway(route.gateway, found)
            targets = self._hosts.resolve(route.host, found.namespace)
            for target in targets:
                self._draft.connect(source, target, route.label)
            if not targets:
                what = tr("The way from “{name}” to “{host}”", name=found.name, host=route.host[:80])
                self._draft.lose(what, tr("there is no such service in these manifests"), found.origin)

    def _gateway(self, gateway: tuple[str, str], route: Object) -> str:
        """The key of the gateway a route belongs to; one that is not in the manifests gets a node where it is named."""
        if routing.is_gateway(route):
            return route.key
        if gateway in self._gateways:
            return self._gateways[gateway]
        namespace, name = gateway
        missing = Object(routing.GATEWAY_API, "Gateway", name, route.namespace, route.body, route.origin)
        key = f"{namespace}/{missing.api}/{missing.kind}/{name}"
        if key not in self._draft.parts:
            self._draft.lose(
                tr("The gateway “{name}”", name=name), tr("it is not in these manifests; its routes are"), route.origin
            )
            self._draft.add(key, Part(name or "Gateway", NodeKind.GATEWAY, route.origin))
        return key

    def _connect(self, workload: Workload) -> None:
        found = workload.object
        for host in self._addressed(workload):
            for target in self._hosts.resolve(host, found.namespace):
                self._draft.connect(found.key, target)
        for claim in workloads.claims(workload):
            key = f"{found.place}//PersistentVolumeClaim/{claim}"
            if key in self._draft.parts:
                self._draft.connect(found.key, key, kind=EdgeKind.DATA)

    def _addressed(self, workload: Workload) -> Iterator[str]:
        place = workload.object.place
        for container in workload.all_containers:
            for name, value in workloads.settings(container):
                yield from self._search.setting(name, value)
            for name, config, key in workloads.config_map_variables(container):
                yield from self._search.setting(name, text_at(self._data(place, config), "data", key))
            for argument in workloads.arguments(container):
                yield from self._search.argument(argument)
        for config in workloads.config_maps(workload):
            for name, scalar in mapping_at(self._data(place, config), "data"):
                if isinstance(scalar, Scalar):
                    yield from self._search.setting(name, scalar.text)

    def _data(self, place: str, name: str) -> Mapping | None:
        found = self._config.get((place, name))
        return found.body if found else None
