"""The whole server as an ASGI application, built from its parts."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from licensing_server import refusals
from licensing_server.catalog import endpoints as catalog
from licensing_server.devices import endpoints as devices
from licensing_server.middleware import Observer
from licensing_server.parts import Parts

TITLE = "InfraSketch licensing server"


def create_app(parts: Parts) -> FastAPI:
    """Everything that answers HTTP. Nothing is shared between two applications but what `parts` share."""
    app = FastAPI(title=TITLE, version="1", docs_url=None, redoc_url=None)
    app.state.parts = parts
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=parts.settings.max_body_bytes)
    app.add_middleware(Observer, parts=parts)
    refusals.install(app, parts)
    app.include_router(catalog.router)
    app.include_router(devices.router)
    return app
