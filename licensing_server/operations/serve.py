"""`infrasketch-server serve`: answers devices, browsers and the payment service until it is told to stop."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from socket import socket

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from licensing_server import migrations
from licensing_server.app import create_app
from licensing_server.assembly import assemble
from licensing_server.catalog.offers import offer
from licensing_server.clock import utc_seconds
from licensing_server.database import Database
from licensing_server.errors import ConfigurationError
from licensing_server.logs import write_logs
from licensing_server.metrics import MULTIPROCESS_FOLDER
from licensing_server.operations.chores import jobs_of
from licensing_server.operations.init import prepare_sandbox
from licensing_server.operations.listening import Address, announce, end_with_parent, listening, withdraw
from licensing_server.settings import Env, Settings, read_settings
from licensing_server.signing import KeysFolder

_GRACE_SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="0 for any that is free (default: 8000)")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes; several need PostgreSQL")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="written as JSON once the server answers")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input does")


def run(options: argparse.Namespace, settings: Settings) -> int:
    with listening(options.host, options.port) as (bound, address):
        settings = _addressed(settings, address)
        _check(settings, options.workers)
        _prepare(settings)
        announce(address, options.ready_file)
        try:
            with _ended_by_sigterm():
                serve = _serve_together if options.workers > 1 else _serve_alone
                serve(settings, bound, options)
        finally:
            withdraw(options.ready_file)
    return 0


def make_app() -> FastAPI:
    """The application of one of several processes, which finds its settings in the environment."""
    write_logs(sys.stderr)
    parts = assemble(read_settings())
    return create_app(parts, jobs_of(parts))


def _addressed(settings: Settings, address: Address) -> Settings:
    """A server that was not told its public address is reached where it listens."""
    if "public_url" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"public_url": address.url})


def _check(settings: Settings, workers: int) -> None:
    if settings.env is Env.LIVE and not settings.public_url.startswith("https://"):
        raise ConfigurationError("A live server is reached by HTTPS. Set INFRASKETCH_PUBLIC_URL=https://….")
    if workers > 1 and settings.database.startswith("sqlite"):
        raise ConfigurationError(
            "Several processes need PostgreSQL. Set INFRASKETCH_DATABASE_URL=postgresql://…, or use --workers 1."
        )


def _prepare(settings: Settings) -> None:
    """Make what a start needs: folders, in the sandbox the keys, the tables, and the prices on offer."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.env is Env.SANDBOX:
        prepare_sandbox(KeysFolder(settings.keys), utc_seconds(), secrets.token_bytes)
    database = Database(settings.database)
    try:
        migrations.upgrade(database)
    finally:
        database.close()
    parts = assemble(settings)
    try:
        offer(parts.database, parts.book, parts.now())
    finally:
        parts.database.close()


def _serve_alone(settings: Settings, bound: socket, options: argparse.Namespace) -> None:
    parts = assemble(settings)
    server = uvicorn.Server(_config(create_app(parts, jobs_of(parts))))
    if options.with_parent:
        end_with_parent(partial(setattr, server, "should_exit", True), _read_input)
    try:
        server.run(sockets=[bound])
    finally:
        parts.database.close()
    if not server.started:
        raise ConfigurationError("The server did not start; what it said stands above.")


def _serve_together(settings: Settings, bound: socket, options: argparse.Namespace) -> None:
    """Each process makes its own application from the environment, into which our options go."""
    os.environ |= {
        "INFRASKETCH_DATA": str(settings.data),
        "INFRASKETCH_ENV": settings.env.value,
        "INFRASKETCH_PUBLIC_URL": settings.public_url,
    }
    with tempfile.TemporaryDirectory(prefix="infrasketch-metrics-") as folder:
        os.environ[MULTIPROCESS_FOLDER] = folder
        config = _config(f"{__name__}:{make_app.__name__}", factory=True, workers=options.workers)
        supervisor = Multiprocess(config, sockets=[bound])
        if options.with_parent:
            end_with_parent(supervisor.should_exit.set, _read_input)
        supervisor.run()


def _config(app: FastAPI | str, *, factory: bool = False, workers: int = 1) -> uvicorn.Config:
    """Requests are logged by our own middleware: uvicorn's lines would show the secrets of mailed links."""
    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        log_config=None,
        access_log=False,
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Uvicorn raises the signal that stopped it once more; then what is left of the program shall end in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _read_input() -> bytes:
    return sys.stdin.buffer.read(4096)
