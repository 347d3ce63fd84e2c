"""`infrasketch-server revoke-key`: a stolen online key, and what it signed since then, are worth nothing any more."""

from __future__ import annotations

import argparse
import secrets
from dataclasses import replace
from datetime import UTC, datetime

from infrasketch_desktop.credits.keyset import KeyUse, OnlineKey
from infrasketch_desktop.credits.trust import Trust
from licensing_server.clock import utc_seconds
from licensing_server.operations.console import standard_console
from licensing_server.operations.key_options import add_keys_folder, add_root_keys, day, keys_folder, root_keys
from licensing_server.settings import Settings
from licensing_server.signing import KeysFolder, SigningError
from licensing_server.signing.holders import (
    Keys,
    add_key,
    create_online_key,
    find_key,
    listed_keys,
    replace_key,
    sign_keyset,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kid", metavar="KID", help="the id of the key, or its beginning")
    parser.add_argument(
        "--since",
        metavar="TIME",
        type=_time,
        help="when it was stolen, for example 2026-11-20T14:00 (UTC) or seconds; otherwise now. Rather too early",
    )
    add_keys_folder(parser)
    add_root_keys(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    folder = keys_folder(options, settings)
    with folder.changing():
        now = utc_seconds()
        trust = folder.trust(folder.environment())
        keys = listed_keys(trust)
        revoked = revoke(find_key(keys, options.kid), now if options.since is None else options.since, now)
        signers = root_keys(options, settings, folder)
        keys, successor = replace_key(keys, revoked), None
        if not _signs(keys, folder, now):
            successor = create_online_key(secrets.token_bytes)
            keys = add_key(keys, successor, now)
        trust = sign_keyset(trust, keys, signers, now)
        if successor is not None:
            folder.add_online_key(successor)
        folder.put_keyset(trust)
    _report(options, trust, revoked, None if successor is None else successor.public.kid)
    return 0


def revoke(key: OnlineKey, since: int, now: int) -> OnlineKey:
    """`key`, revoked since `since`; a revocation may be dated back further, never forward.

    Raises:
        SigningError: the time lies in the future.
    """
    if since > now:
        raise SigningError(f"{day(since)} lies in the future. A key is revoked from now on, or from an earlier time.")
    return replace(key, revoked_at=since if key.revoked_at is None else min(since, key.revoked_at))


def _signs(keys: Keys, folder: KeysFolder, now: int) -> bool:
    online = folder.online_keys()
    good = [
        key for key in keys if key.kid in online and key.revoked_at is None and key.not_before <= now < key.not_after
    ]
    return all(any(use in key.use for key in good) for use in KeyUse)


def _report(options: argparse.Namespace, trust: Trust, revoked: OnlineKey, successor: str | None) -> None:
    assert revoked.revoked_at is not None
    lines = [f"{revoked.kid} is revoked since {day(revoked.revoked_at)}, in key list {trust.keyset_version}."]
    if successor is not None:
        lines.append(f"It was the only key that could sign; {successor} takes over at once.")
    lines += [
        "Next: copy keyset.json and online/ to every server now (private keys first). A device that connects drops",
        "what the key signed since then and gets the same totals under another key: nobody loses a credit.",
        f"Delete online/{revoked.kid}.pem everywhere, and find out how it got away.",
    ]
    result = {
        "revoked": revoked.kid,
        "since": revoked.revoked_at,
        "keyset_version": trust.keyset_version,
        "new_key": successor,
    }
    standard_console(as_json=options.as_json).tell(result, *lines)


def _time(text: str) -> int:
    if text.isdecimal():
        return int(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a time like 2026-11-20T14:00, or seconds") from error
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
