"""Host names inside a cluster, and the workloads behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from infrasketch_desktop.formats.kubernetes.workloads import Workload
from infrasketch_desktop.formats.yaml_tree import Mapping, Scalar

_ORDINAL = re.compile(r".+-\d+")
Labels = frozenset[tuple[str, str]]


class Hosts:
    """Service names by namespace, and the keys of the parts that each leads to (DNS for Services and Pods)."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str], tuple[str, ...]] = {}

    def put(self, namespace: str, name: str, keys: Iterable[str]) -> None:
        """A name that is there already stays."""
        self._parts.setdefault((namespace, name.lower()), tuple(keys))

    def resolve(self, host: str, namespace: str) -> tuple[str, ...]:
        """The parts behind `host`, asked from a pod in `namespace`; none for what is not in the cluster."""
        words = host.lower().rstrip(".").split(".")
        if len(words) > 2 and "svc" in words[2:4]:  # noqa: PLR2004 - [pod.]service.namespace.svc
            at = words.index("svc", 2)
            return self._parts.get((words[at - 1], words[at - 2]), ())
        if len(words) == 1:
            return self._parts.get((namespace, words[0]), ())
        if len(words) == 2:  # noqa: PLR2004 - service.namespace, or pod.service of a StatefulSet
            found = self._parts.get((words[1], words[0]), ())
            return found or (self._parts.get((namespace, words[1]), ()) if _ORDINAL.fullmatch(words[0]) else ())
        return ()


class Selection:
    """Finds the workloads whose pods have all labels of a selector; the same selector is answered once."""

    def __init__(self, workloads: Iterable[Workload]) -> None:
        self._having: dict[tuple[str, tuple[str, str]], dict[str, None]] = {}
        self._known: dict[tuple[str, Labels], tuple[str, ...]] = {}
        for workload in workloads:
            for label in workload.labels:
                self._having.setdefault((workload.object.place, label), {})[workload.object.key] = None

    def select(self, namespace: str, selector: Mapping) -> tuple[str, ...]:
        """The keys of the workloads, in the order of the manifests; an empty selector selects none."""
        labels = frozenset((key, value.text) for key, value in selector if isinstance(value, Scalar))
        if (namespace, labels) not in self._known:
            sets = sorted((self._having.get((namespace, label), {}) for label in labels), key=len)
            rest = [each.keys() for each in sets[1:]]
            self._known[namespace, labels] = tuple(k for k in (sets[0] if sets else ()) if all(k in s for s in rest))
        return self._known[namespace, labels]
