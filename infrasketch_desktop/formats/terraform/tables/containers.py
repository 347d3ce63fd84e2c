"""The providers `kubernetes`, `docker` and `helm`: containers are what their images and names say."""

from __future__ import annotations

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.formats.cloud import Flow, Vocabulary, by, to

_WORKLOADS = (
    "deployment",
    "stateful_set",
    "daemonset",
    "daemon_set",
    "replication_controller",
    "pod",
    "job",
    "cron_job",
)
_BATCH = ("job", "cron_job")
_KUBERNETES = {f"kubernetes_{name}{version}": "" for name in _WORKLOADS for version in ("", "_v1")}
_INGRESSES = {f"kubernetes_ingress{version}": "" for version in ("", "_v1")}
_CLAIMS = {f"kubernetes_persistent_volume_claim{version}": "" for version in ("", "_v1")}

_PARTS = {
    **_KUBERNETES,
    **_INGRESSES,
    **_CLAIMS,
    "docker_container": "",
    "docker_service": "",
    "helm_release": "",
}

_FLOWS: dict[str, tuple[Flow, ...]] = {
    **dict.fromkeys(_KUBERNETES, (to("spec"),)),
    **dict.fromkeys(_INGRESSES, (to("spec"),)),
    **{f"kubernetes_service{version}": (to("spec.selector"),) for version in ("", "_v1")},
    **{f"kubernetes_config_map{version}": (to("data"),) for version in ("", "_v1")},
    "docker_container": (to("env"), to("command"), to("host"), by("links")),
    "docker_service": (to("task_spec"),),
    "docker_image": (),
    "docker_volume": (),
    "docker_network": (),
    "helm_release": (to("values"), to("set")),
}

CONTAINERS = Vocabulary(
    _PARTS,
    _FLOWS,
    {
        **dict.fromkeys(_INGRESSES, NodeKind.GATEWAY),
        **dict.fromkeys(_CLAIMS, NodeKind.STORAGE),
        **{f"kubernetes_{name}{version}": NodeKind.WORKER for name in _BATCH for version in ("", "_v1")},
    },
    images=(
        "spec.template.spec.container.image",
        "spec.job_template.spec.template.spec.container.image",
        "spec.container.image",
        "task_spec.container_spec.image",
        "image",
        "chart",
    ),
)
