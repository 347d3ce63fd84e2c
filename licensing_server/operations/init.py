"""`infrasketch-server init`: all keys for development and the sandbox, made once and kept working."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable, Iterator

from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import seal
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import THRESHOLD, Root
from infrasketch_desktop.credits.trust import Trust
from licensing_server.clock import utc_seconds
from licensing_server.operations.console import standard_console
from licensing_server.operations.key_options import SANDBOX_ROOT_FOLDERS, add_keys_folder, day, keys_folder
from licensing_server.settings import Env, Settings
from licensing_server.signing import KeysFolder, Signer, SigningError
from licensing_server.signing.access_tokens import newest
from licensing_server.signing.holders import (
    AHEAD_SECONDS,
    DAY,
    add_key,
    create_online_key,
    create_root_key,
    listed_keys,
    read_root_key,
    sign_keyset,
)

_ROOT_SECONDS = 36500 * DAY
"""A sandbox never changes its root."""
RandomBytes = Callable[[int], bytes]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_keys_folder(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    if settings.env is Env.LIVE:
        raise SigningError(
            "`init` makes keys for trying things out, with the root keys on this machine. A live server needs a "
            "ceremony: infrasketch-server root-ceremony --help"
        )
    folder = keys_folder(options, settings)
    made = prepare_sandbox(folder, utc_seconds(), secrets.token_bytes)
    signer = Signer(folder, Environment.SANDBOX, utc_seconds)
    standard_console(as_json=options.as_json).tell(
        {
            "keys": str(folder.path),
            "made": list(made),
            "root": signer.trust.root.n,
            "keyset_version": signer.keyset.version,
            "signs_until": signer.expires_at(),
        },
        f"Keys of the sandbox in {folder.path}: " + (", ".join(made) + "." if made else "all there, nothing changed."),
        f"The server signs until {day(signer.expires_at())}; run init again before, or let serve --sandbox do it.",
        "Next: infrasketch-server serve --sandbox",
    )
    return 0


def prepare_sandbox(folder: KeysFolder, now: int, random_bytes: RandomBytes) -> tuple[str, ...]:
    """Make what is missing in a sandbox's keys folder, and renew what ends within 30 days; says what was made.

    Nothing that exists is overwritten. A run that was interrupted is completed by the next one.

    Raises:
        SigningError: the folder belongs to a live server, or cannot be written.
    """
    with folder.changing():
        return tuple(_prepare(folder, now, random_bytes))


def _prepare(folder: KeysFolder, now: int, random_bytes: RandomBytes) -> Iterator[str]:
    if not folder.has_roots:
        folder.put_root(_first_root(folder, now, random_bytes))
        yield "three root keys and root 1"
    trust = folder.trust(Environment.SANDBOX)
    if not _works_for_long(trust, folder, now):
        key = create_online_key(random_bytes)
        folder.add_online_key(key)  # before the list: a list must never name a key that is nowhere
        trust = sign_keyset(trust, add_key(listed_keys(trust), key, now), _root_keys(folder)[:THRESHOLD], now)
        folder.put_keyset(trust)
        yield f"an online key and key list {trust.keyset_version}"
    if newest(folder.access_keys(), now) is None:
        folder.add_access_key(PrivateKey.generate(random_bytes), now)
        yield "a key for access tokens"


def _first_root(folder: KeysFolder, now: int, random_bytes: RandomBytes) -> Trust:
    for name in SANDBOX_ROOT_FOLDERS:
        try:
            read_root_key(folder.path / name)
        except SigningError:  # not there yet; one that is there and cannot be read is not overwritten
            create_root_key(folder.path / name, random_bytes)
    keys = _root_keys(folder)
    root = Root(1, Environment.SANDBOX, tuple(key.public for key in keys), now, now + _ROOT_SECONDS)
    return Trust.begin(Environment.SANDBOX, seal(DocumentType.ROOT, root.payload(), keys[:THRESHOLD]).text)


def _root_keys(folder: KeysFolder) -> list[PrivateKey]:
    return [read_root_key(folder.path / name) for name in SANDBOX_ROOT_FOLDERS]


def _works_for_long(trust: Trust, folder: KeysFolder, now: int) -> bool:
    """Whether a key signs now, and the list and the key go on for the time a successor is published ahead."""
    later = now + AHEAD_SECONDS
    if trust.keyset is None or trust.keyset.expires_at <= later:
        return False
    online = folder.online_keys()
    good = [key for key in trust.keyset.keys if key.kid in online and key.revoked_at is None]
    return any(key.not_before <= now for key in good if key.not_after > later)
