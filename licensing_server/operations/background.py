"""What a serving process does beside answering: reconciles by the clock, and in the sandbox carries the events."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from licensing_server.parts import Parts
from licensing_server.purchases.reconciler import Reconciler
from licensing_server.shop.courier import Courier
from licensing_server.shop.delivery import WebhookPost
from licensing_server.shop.gateway import SandboxGateway

Loop = Callable[[threading.Event], None]

_GOODBYE_SECONDS = 20


@contextmanager
def payments_in_background(parts: Parts) -> Iterator[None]:
    """Threads that run until the end of the block. The server has to be reachable at its public address."""
    stopping = threading.Event()
    threads = [threading.Thread(target=loop, args=(stopping,), daemon=True) for loop in _loops(parts)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        if isinstance(parts.gateway, SandboxGateway):
            parts.gateway.news.set()
        for thread in threads:
            thread.join(_GOODBYE_SECONDS)


def _loops(parts: Parts) -> Iterator[Loop]:
    yield Reconciler(parts).run
    if isinstance(parts.gateway, SandboxGateway):
        yield courier_of(parts, parts.gateway).run


def courier_of(parts: Parts, shop: SandboxGateway) -> Courier:
    deliver = WebhookPost(f"{parts.settings.public_url}/api/webhooks/stripe")
    return Courier(parts.database, shop, deliver, parts.now, parts.log)
