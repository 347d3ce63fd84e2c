"""Puts the wallet of a profile together: one folder for each environment, its secrets, its anchor, and its server."""

from __future__ import annotations

import platform
import secrets
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infrasketch_desktop.wallet.anchor import VaultAnchor
from infrasketch_desktop.wallet.client import LicensingClient
from infrasketch_desktop.wallet.endpoints import Endpoint
from infrasketch_desktop.wallet.http import Answer, Http
from infrasketch_desktop.wallet.local_server import LocalServer
from infrasketch_desktop.wallet.opening import open_wallet
from infrasketch_desktop.wallet.service import Credits, ThisDevice
from infrasketch_desktop.wallet.vault import standard_vault

LONGEST_NAME = 60


class EndpointHttp(Http):
    """Follows an endpoint: the built-in server has another address when it was started again."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint.url())
        self._endpoint = endpoint

    def send(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        self.base_url = self._endpoint.url()
        return super().send(method, path, body=body, token=token, headers=headers)


@dataclass(frozen=True, slots=True)
class OpenedCredits:
    """Credits ready for use; `warning` tells what happened to the file of the wallet, "" when all is well."""

    credits: Credits
    warning: str


def open_credits(data_folder: Path, endpoint: Endpoint) -> OpenedCredits:
    """The wallet below `data_folder` that belongs to the environment of `endpoint`. No network is asked, and no server
    is started, before something needs it. Whoever opens them closes the credits, then the endpoint.

    Raises:
        StoreError, NewerVersionError: as `opening.open_wallet`.
    """
    folder = data_folder / f"wallet-{endpoint.environment}"
    # Beside the wallet and not in it: who puts back a copy of its folder does not put back what is remembered of it.
    vault = standard_vault(f"InfraSketch wallet {folder}", data_folder / f"secrets-{endpoint.environment}")
    opened = open_wallet(
        folder,
        environment=endpoint.environment,
        anchor=VaultAnchor(vault),
        now=utc_seconds,
        random_bytes=secrets.token_bytes,
        # The root of the built-in server is asked for when it runs: it may be made anew with its folder.
        shipped_root=None if isinstance(endpoint, LocalServer) else endpoint.root(),
    )
    device = ThisDevice((platform.node() or "A computer")[:LONGEST_NAME], sys.platform)
    found = Credits(opened.wallet, lambda: LicensingClient(EndpointHttp(endpoint)), vault, device)
    return OpenedCredits(found, opened.warning)


def utc_seconds() -> int:
    return int(time.time())
