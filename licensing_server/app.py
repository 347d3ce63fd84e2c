"""The whole server as an ASGI application, built from its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI

from licensing_server import refusals
from licensing_server.accounts import endpoints as accounts
from licensing_server.accounts import mailbox
from licensing_server.accounts import web as account_pages
from licensing_server.accounts.passwords import Passwords
from licensing_server.catalog import endpoints as catalog
from licensing_server.devices import endpoints as devices
from licensing_server.health import endpoints as health
from licensing_server.jobs import Job, running
from licensing_server.middleware import Gate, Observer
from licensing_server.parts import Parts
from licensing_server.purchases import endpoints as purchases
from licensing_server.purchases import web as purchase_pages
from licensing_server.relay import endpoints as relay
from licensing_server.relay import service as relays
from licensing_server.reports import endpoints as reports
from licensing_server.shop import web as shop_pages
from licensing_server.shop.gateway import SandboxGateway
from licensing_server.wallets import endpoints as wallets
from licensing_server.wallets import spending, statements

TITLE = "InfraSketch licensing server"

_FEATURES = (
    health,
    accounts,
    account_pages,
    devices,
    catalog,
    wallets,
    spending,
    statements,
    purchases,
    purchase_pages,
    relay,
    reports,
)


def create_app(parts: Parts, jobs: Sequence[Job] = ()) -> FastAPI:
    """Everything that answers HTTP; `jobs` work as long as it is served. Nothing is shared between two applications
    but what `parts` share.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = parts.settings.threads
        with running(jobs):
            async with relays.opened(parts) as app.state.relay:
                yield

    app = FastAPI(title=TITLE, version="1", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.parts = parts
    app.state.relay = None
    app.state.passwords = Passwords(parts.hasher, parts.settings.imported_bcrypt_cost)
    app.add_middleware(Gate, most=parts.settings.max_body_bytes, places=parts.settings.threads, passing=relay.PREFIX)
    app.add_middleware(Observer, parts=parts)
    refusals.install(app, parts)
    for feature in _FEATURES:
        app.include_router(feature.router)
    if isinstance(parts.gateway, SandboxGateway):
        app.include_router(shop_pages.router)
    if mailbox.is_open(parts):
        app.include_router(mailbox.router)
    return app
