"""What the vendor watches: requests, grants, syncs and webhooks, counted for Prometheus.

With several processes on one machine each counts into files of the folder PROMETHEUS_MULTIPROC_DIR, and any of them
answers for all; `serve` sets the folder before anything is counted.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable that prometheus-client reads when it is imported."""


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = self._counter("http_requests", "Requests by route.", "method", "route", "status")
        self.durations = Histogram(
            "http_request_duration_seconds",
            "Time to the last byte of the answer, by route.",
            ["method", "route"],
            namespace="infrasketch",
            registry=self._registry,
        )
        self.granted = self._counter("credits_granted", "Credits that were granted, by source.", "source")
        self.syncs = self._counter(
            "wallet_syncs", "Syncs by result: accepted, rebased, or the code of the refusal.", "result"
        )
        self.webhooks = self._counter(
            "stripe_webhooks", "Webhooks by type and result: processed, repeated, refused, failed.", "type", "result"
        )
        self.relayed = self._counter("relay_requests", "Requests to models, by how they ended.", "tier", "result")
        self.relay_tokens = self._counter("relay_tokens", "Tokens: input, output, cached.", "tier", "kind")

    def render(self) -> bytes:
        """Everything in the text format of Prometheus."""
        if MULTIPROCESS_FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
            return generate_latest(registry)
        return generate_latest(self._registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(name, meaning, labels, namespace="infrasketch", registry=self._registry)
