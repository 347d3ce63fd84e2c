"""The real licensing server in this process, reached by the wallet's own HTTP client without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import requests
from fastapi.testclient import TestClient
from requests.adapters import BaseAdapter
from requests.models import PreparedRequest, Response
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet.anchor import Anchor, VaultAnchor
from infrasketch_desktop.wallet.client import LicensingClient
from infrasketch_desktop.wallet.http import Http
from infrasketch_desktop.wallet.opening import open_wallet
from infrasketch_desktop.wallet.service import Credits, ThisDevice
from infrasketch_desktop.wallet.vault import FileVault
from licensing_server.settings import Settings
from tests.support.licensing import Clock, LicensingServer, create_tables, running_server

ADDRESS = "http://localhost"


class InProcess(BaseAdapter):
    """Hands requests to the application; `online` is the cable. `sent` are the paths so far."""

    def __init__(self, client: TestClient) -> None:
        super().__init__()
        self._client = client
        self.online = True
        self.sent: list[str] = []

    def send(self, request: PreparedRequest, **_: Any) -> Response:
        if not self.online:
            raise requests.ConnectionError("no cable")
        path = str(request.path_url)
        self.sent.append(urlsplit(path).path)
        content = request.body.encode() if isinstance(request.body, str) else request.body
        answer = self._client.request(str(request.method), path, content=content, headers=dict(request.headers))
        response = Response()
        response.status_code = answer.status_code
        response.headers = CaseInsensitiveDict(answer.headers)
        response.raw = HTTPResponse(BytesIO(answer.content), status=answer.status_code, preload_content=False)
        response.url = str(request.url)
        return response

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Computer:
    """One computer with its folders; `credits` opens its wallet and its way to the server."""

    folder: Path
    adapter: InProcess
    clock: Clock
    seed: int = 1
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    @property
    def vault(self) -> FileVault:
        return FileVault(self.folder / "secrets")

    def credits(self, anchor: Anchor | None = None) -> Credits:
        opened = open_wallet(
            self.folder / "wallet",
            environment=Environment.SANDBOX,
            anchor=anchor or VaultAnchor(self.vault),
            now=self.clock,
            random_bytes=self.random.randbytes,
        )
        return Credits(opened.wallet, self.client, self.vault, ThisDevice("Desk", "linux"))

    def client(self) -> LicensingClient:
        session = requests.Session()
        session.mount(ADDRESS, self.adapter)
        return LicensingClient(Http(ADDRESS, lambda: session))


@contextmanager
def real_server(folder: Path, clock: Clock) -> Iterator[LicensingServer]:
    """The server over a new SQLite database."""
    url = f"sqlite:///{folder / 'server.db'}"
    create_tables(url)
    with running_server(url, folder, clock, settings=Settings(data=folder, public_url=ADDRESS)) as server:
        yield server
