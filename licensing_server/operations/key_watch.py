"""Looks after the signing keys while a server runs: a sandbox renews its own, a vendor is warned in time."""

from __future__ import annotations

import secrets

from licensing_server.operations.init import prepare_sandbox
from licensing_server.operations.key_options import day
from licensing_server.parts import Parts
from licensing_server.settings import Env
from licensing_server.signing import KeysFolder
from licensing_server.signing.holders import DAY

WARNING_SECONDS = 21 * DAY
"""Who rotates every 60 days has 30 left; below three weeks somebody forgot."""


def watch_keys(parts: Parts) -> None:
    """Renew the keys of a sandbox when they end within 30 days; warn of the end of all others.

    Raises:
        SigningError: a sandbox's keys cannot be renewed.
    """
    if parts.settings.env is Env.SANDBOX:
        prepare_sandbox(KeysFolder(parts.settings.keys), parts.now(), secrets.token_bytes)
    ends_at = parts.signer.expires_at()
    if ends_at - parts.now() < WARNING_SECONDS:
        parts.log.warning(
            "signing ends soon",
            ends=day(ends_at),
            advice="Publish the next key: infrasketch-server rotate-key --help. After that time nothing is signed.",
        )
