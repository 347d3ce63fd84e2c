"""What a serving process does about money beside answering: it reconciles, and in the sandbox carries the events."""

from __future__ import annotations

from collections.abc import Iterator

from licensing_server.jobs import Job, every
from licensing_server.parts import Parts
from licensing_server.purchases import reconciler
from licensing_server.shop.courier import Courier
from licensing_server.shop.delivery import WebhookPost
from licensing_server.shop.gateway import SandboxGateway

_ASK_SECONDS = 30.0
"""How often a process asks whether it is its turn to reconcile."""


def payment_jobs(parts: Parts) -> Iterator[Job]:
    """The courier reaches the webhook at the public address of the server."""
    yield every(_ASK_SECONDS, "reconciliation", lambda: reconciler.run_due(parts), parts.log)
    if isinstance(parts.gateway, SandboxGateway):
        deliver = WebhookPost(f"{parts.settings.public_url}/api/webhooks/stripe")
        courier = Courier(parts.database, parts.gateway, deliver, parts.now, parts.log)
        yield Job("sandbox courier", courier.run)
