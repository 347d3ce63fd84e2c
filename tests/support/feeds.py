"""Update feeds of a vendor, and a server on loopback that serves one, as it should or not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from infrasketch_desktop.credits.feed import Feed, sign_feed
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.vendor import Build, Vendor
from tests.support.vendor import DAY, NOW, key

UPDATES_KEY = key("updates")
PAGE = "https://sketches.example/download"
PATH = "/desktop/feed.jws"
FEED = Feed(
    Environment.SANDBOX,
    7,
    NOW - DAY,
    NOW + 60 * DAY,
    "1.3.0",
    NOW - 2 * DAY,
    PAGE,
    {"en": "- Draws **faster**.\n- See [what is new](https://sketches.example/news).", "de": "- Zeichnet schneller."},
    {"linux": "2.31"},
)


def signed(**changes: Any) -> str:
    return sign_feed(replace(FEED, **changes), UPDATES_KEY)


def vendor_at(address: str) -> Vendor:
    """The vendor of a build whose feed lies on that server."""
    return Vendor(
        "InfraSketch",
        Build.SANDBOX,
        feed=address + PATH,
        feed_keys=(UPDATES_KEY.public.text,),
        support_email="help@sketches.example",
        website="https://sketches.example",
    )


@dataclass
class FeedServer:
    """What it answers next. `drip` sends one byte at a time for as long as somebody reads; `asked` counts requests."""

    address: str = ""
    body: str = field(default_factory=signed)
    status: int = 200
    location: str = ""
    drip: bool = False
    asked: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def vendor(self) -> Vendor:
        return vendor_at(self.address)


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    """A server of a feed. The test is marked `loopback`."""
    serving = FeedServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            serving.asked += 1
            found = self.path == PATH
            self.send_response(serving.status if found else 404)
            if serving.location:
                self.send_header("Location", serving.location)
            self.end_headers()
            if serving.drip:
                self.drip()
            elif found:
                self.wfile.write(serving.body.encode())

        def drip(self) -> None:
            try:
                while not serving.stop.wait(0.005):
                    self.wfile.write(b"a")
            except OSError:
                pass

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        serving.address = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield serving
        finally:
            serving.stop.set()
            server.shutdown()
            thread.join()
