"""Host names inside a cluster, and the workloads behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.kubernetes.objects import DEFAULT_NAMESPACE
from infrasketch_desktop.formats.kubernetes.workloads import Workload
from infrasketch_desktop.formats.yaml_tree import Mapping, Scalar
from infrasketch_desktop.language import tr

_ORDINAL = re.compile(r".+-\d+")
MAX_SELECTED = 400_000
"""Workloads that all selectors together may look at."""
Labels = frozenset[tuple[str, str]]


class Hosts:
    """Service names by namespace, and the keys of the parts that each leads to (DNS for Services and Pods).

    What states no namespace (empty here) goes wherever the manifests are applied to: it answers for every namespace
    that has no service of that name itself.
    """

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
            return self._of(words[at - 2], words[at - 1])
        if len(words) == 1:
            return self._of(words[0], namespace)
        if len(words) == 2:  # noqa: PLR2004 - service.namespace, or pod.service of a StatefulSet
            found = self._of(words[0], words[1])
            return found or (self._of(words[1], namespace) if _ORDINAL.fullmatch(words[0]) else ())
        return ()

    def _of(self, name: str, namespace: str) -> tuple[str, ...]:
        places = (namespace, "", *([DEFAULT_NAMESPACE] if not namespace else []))
        return next((found for place in places if (found := self._parts.get((place, name)))), ())


class Selection:
    """Finds the workloads whose pods have all labels of a selector; the same selector is answered once."""

    def __init__(self, workloads: Iterable[Workload]) -> None:
        self._having: dict[tuple[str, tuple[str, str]], dict[str, None]] = {}
        self._known: dict[tuple[str, Labels], tuple[str, ...]] = {}
        self._left = MAX_SELECTED
        for workload in workloads:
            for label in workload.labels:
                self._having.setdefault((workload.object.place, label), {})[workload.object.key] = None

    def select(self, namespace: str, selector: Mapping) -> tuple[str, ...]:
        """The keys of the workloads, in the order of the manifests; an empty selector selects none.

        Raises:
            FormatError: selectors and workloads multiply beyond MAX_SELECTED.
        """
        labels = frozenset((key, value.text) for key, value in selector if isinstance(value, Scalar))
        known = self._known.get((namespace, labels))
        if known is None:
            first, *rest = sorted((self._having.get((namespace, label), {}) for label in labels or {("", "")}), key=len)
            self._spend(len(first))
            known = tuple(key for key in first if all(key in others for others in rest))
            self._known[namespace, labels] = known
        self._spend(len(known))
        return known

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise FormatError(tr("Services select too many workloads."), advice=tr("Import a part of the manifests."))
