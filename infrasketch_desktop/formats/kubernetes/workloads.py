"""What runs: pods and what makes pods, with the settings of their containers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from infrasketch_desktop.formats.kubernetes.objects import Object
from infrasketch_desktop.formats.yaml_tree import (
    Mapping,
    Scalar,
    Value,
    at,
    items_at,
    mapping_at,
    number_at,
    scalars_in,
    text_at,
    texts_at,
)

_PODS = {
    ("apps", "Deployment"): ("spec", "template"),
    ("apps", "StatefulSet"): ("spec", "template"),
    ("apps", "DaemonSet"): ("spec", "template"),
    ("apps", "ReplicaSet"): ("spec", "template"),
    ("extensions", "Deployment"): ("spec", "template"),
    ("batch", "Job"): ("spec", "template"),
    ("batch", "CronJob"): ("spec", "jobTemplate", "spec", "template"),
    ("", "Pod"): (),
    ("", "ReplicationController"): ("spec", "template"),
    ("argoproj.io", "Rollout"): ("spec", "template"),
    ("serving.knative.dev", "Service"): ("spec", "template"),
}
"""Where each kind of workload has its pod, by group and kind."""
_SIDECARS = re.compile(
    r"istio-(?:proxy|init)|linkerd-(?:proxy|init)|envoy|.*-sidecar|.*-agent|cloud-?sql-proxy|.*exporter"
)
_REFERENCE = re.compile(r"\$\(([A-Za-z_][\w.-]{0,200})\)")
_MAX_EXPANDED = 8 * 1024


@dataclass(frozen=True)
class Workload:
    """An object that runs pods."""

    object: Object
    pod: Mapping

    @cached_property
    def labels(self) -> frozenset[tuple[str, str]]:
        """Of its pods; Services select by them."""
        labels = mapping_at(self.pod, "metadata", "labels")
        return frozenset((key, value.text) for key, value in labels if isinstance(value, Scalar))

    @property
    def pod_spec(self) -> Mapping:
        return mapping_at(self.pod, "spec")

    @cached_property
    def containers(self) -> tuple[Value, ...]:
        """The main one first: the first that is not known to run beside others."""
        found = items_at(self.pod_spec, "containers")
        main = next((c for c in found if not _SIDECARS.fullmatch(text_at(c, "name"))), None)
        return found if main is None else (main, *(c for c in found if c is not main))

    @property
    def all_containers(self) -> tuple[Value, ...]:
        return (*self.containers, *items_at(self.pod_spec, "initContainers"))

    @property
    def image(self) -> str:
        return text_at(self.containers[0], "image") if self.containers else ""

    @property
    def is_batch(self) -> bool:
        return self.object.api == "batch"


def workload_of(found: Object) -> Workload | None:
    """The workload that an object is; None for all others and for patches without a container."""
    where = _PODS.get((found.api, found.kind))
    if where is None:
        return None
    pod = mapping_at(found.body, *where)
    return Workload(found, pod) if items_at(pod, "spec", "containers") else None


def settings(container: Value) -> Iterator[tuple[str, str]]:
    """The variables of a container that state their value, with `$(OTHER)` replaced as far as it is known."""
    known: dict[str, str] = {}
    for item in items_at(container, "env"):
        name, value = text_at(item, "name"), text_at(item, "value")
        if name and value:
            if "$(" in value:
                value = _REFERENCE.sub(lambda found: known.get(found[1], found[0]), value)[:_MAX_EXPANDED]
            known[name] = value
            yield name, value


def config_map_variables(container: Value) -> Iterator[tuple[str, str, str]]:
    """Variable, ConfigMap and key of each variable that takes its value from a ConfigMap."""
    for item in items_at(container, "env"):
        reference = at(item, "valueFrom", "configMapKeyRef")
        if reference is not None:
            yield text_at(item, "name"), text_at(reference, "name"), text_at(reference, "key")


def arguments(container: Value) -> Iterator[str]:
    for key in ("command", "args"):
        for _, scalar in scalars_in(at(container, key)):
            yield from scalar.text.split()[:200]


def config_maps(workload: Workload) -> dict[str, None]:
    """The ConfigMaps that it takes all variables from, or mounts."""
    sources = [source for c in workload.all_containers for source in items_at(c, "envFrom")]
    names = [text_at(source, "configMapRef", "name") for source in sources]
    for volume in items_at(workload.pod_spec, "volumes"):
        names.append(text_at(volume, "configMap", "name"))
        names += (text_at(source, "configMap", "name") for source in items_at(volume, "projected", "sources"))
    return dict.fromkeys(filter(None, names))


def secrets(workload: Workload) -> dict[str, None]:
    """The names of the Secrets it uses, and nothing of what they hold."""
    names: list[str] = []
    for container in workload.all_containers:
        names += (text_at(item, "valueFrom", "secretKeyRef", "name") for item in items_at(container, "env"))
        names += (text_at(item, "secretRef", "name") for item in items_at(container, "envFrom"))
    names += (text_at(volume, "secret", "secretName") for volume in items_at(workload.pod_spec, "volumes"))
    return dict.fromkeys(filter(None, names))


def claims(workload: Workload) -> Iterator[str]:
    """The claims of storage that it mounts."""
    for volume in items_at(workload.pod_spec, "volumes"):
        if name := text_at(volume, "persistentVolumeClaim", "claimName"):
            yield name


def facts(workload: Workload) -> Iterator[str]:
    """What else is worth a note."""
    body = workload.object.body
    yield workload.object.kind
    copies = number_at(body, "spec", "replicas")
    if copies is not None and copies != 1:
        yield f"Copies: ×{copies}"
    if schedule := text_at(body, "spec", "schedule"):
        yield f"Runs at: {schedule}"
    if others := [text_at(container, "name") for container in workload.containers[1:]]:
        yield f"Beside it: {', '.join(others)}"
    for template in items_at(body, "spec", "volumeClaimTemplates"):
        size = text_at(template, "spec", "resources", "requests", "storage")
        yield f"Storage of each copy: {' '.join(filter(None, (text_at(template, 'metadata', 'name'), size)))}"
    if probes := [name for name in ("liveness", "readiness") if at(workload.containers[0], f"{name}Probe")]:
        yield f"Probes: {', '.join(probes)}"
    if used := secrets(workload):
        yield f"Secrets: {', '.join(used)}"


def ports(service: Object) -> Iterator[str]:
    """What a Service opens to the outside of the cluster."""
    sort = text_at(service.spec, "type")
    if sort in {"LoadBalancer", "NodePort"}:
        numbers = [text_at(port, "port") for port in items_at(service.spec, "ports")]
        yield " ".join((sort, "port", ", ".join(filter(None, numbers)))).removesuffix(" port ")
    for address in texts_at(service.spec, "externalIPs"):
        yield f"external IP {address.text}"
