"""The whole server as an ASGI application, built from its parts."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from licensing_server import refusals
from licensing_server.accounts import endpoints as accounts
from licensing_server.accounts import web as account_pages
from licensing_server.accounts.passwords import Passwords
from licensing_server.catalog import endpoints as catalog
from licensing_server.devices import endpoints as devices
from licensing_server.middleware import Observer
from licensing_server.parts import Parts
from licensing_server.purchases import endpoints as purchases
from licensing_server.purchases import web as purchase_pages
from licensing_server.shop import web as shop_pages
from licensing_server.shop.gateway import SandboxGateway

TITLE = "InfraSketch licensing server"


def create_app(parts: Parts) -> FastAPI:
    """Everything that answers HTTP. Nothing is shared between two applications but what `parts` share."""
    app = FastAPI(title=TITLE, version="1", docs_url=None, redoc_url=None)
    app.state.parts = parts
    app.state.passwords = Passwords(parts.hasher, parts.settings.imported_bcrypt_cost)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=parts.settings.max_body_bytes)
    app.add_middleware(Observer, parts=parts)
    refusals.install(app, parts)
    app.include_router(catalog.router)
    for router in (accounts.router, account_pages.router, devices.router):
        app.include_router(router)
    app.include_router(purchases.router)
    app.include_router(purchase_pages.router)
    if isinstance(parts.gateway, SandboxGateway):
        app.include_router(shop_pages.router)
    return app
