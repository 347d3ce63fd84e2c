"""`infrasketch-server rotate-key`: publish the next online key ahead of its time, or sign the key list anew."""

from __future__ import annotations

import argparse
import secrets
from dataclasses import replace

from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.trust import Trust
from licensing_server.clock import utc_seconds
from licensing_server.operations.console import standard_console
from licensing_server.operations.key_options import add_keys_folder, add_root_keys, day, keys_folder, root_keys
from licensing_server.settings import Settings
from licensing_server.signing import KeysFolder
from licensing_server.signing.holders import (
    AHEAD_SECONDS,
    DAY,
    Keys,
    add_key,
    create_online_key,
    find_key,
    listed_keys,
    next_start,
    replace_key,
    sign_keyset,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_keys_folder(parser)
    add_root_keys(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--ahead-days",
        metavar="DAYS",
        type=_days,
        default=AHEAD_SECONDS // DAY,
        help="a new key that starts to sign in DAYS, when devices know it (30)",
    )
    what.add_argument("--promote", metavar="KID", help="let a published key start to sign at once")
    what.add_argument("--renew", action="store_true", help="no new key: the same list for another 90 days")
    what.add_argument("--access", action="store_true", help="a new key for access tokens; needs no root key")


def run(options: argparse.Namespace, settings: Settings) -> int:
    folder = keys_folder(options, settings)
    with folder.changing():
        return _rotate_access(options, folder) if options.access else _rotate(options, settings, folder)


def promote(keys: Keys, kid: str, now: int) -> Keys:
    """`keys`, of which a published one starts to sign now.

    Raises:
        SigningError: the key is not on the list.
    """
    published = find_key(keys, kid)
    return replace_key(keys, replace(published, not_before=min(published.not_before, now)))


def _rotate(options: argparse.Namespace, settings: Settings, folder: KeysFolder) -> int:
    now = utc_seconds()
    trust = folder.trust(folder.environment())
    signers = root_keys(options, settings, folder)
    keys, key = listed_keys(trust), None
    if options.promote:
        keys = promote(keys, options.promote, now)
    elif not options.renew:
        key = create_online_key(secrets.token_bytes)
        keys = add_key(keys, key, next_start(keys, now, options.ahead_days * DAY))
    trust = sign_keyset(trust, keys, signers, now)
    if key is not None:
        folder.add_online_key(key)  # before the list: a list must never name a key that is nowhere
    folder.put_keyset(trust)
    _report(options, folder, trust, None if key is None else key.public.kid)
    return 0


def _report(options: argparse.Namespace, folder: KeysFolder, trust: Trust, new_kid: str | None) -> None:
    keyset = trust.keyset
    assert keyset is not None, "it was signed just before"
    result = {
        "keyset_version": keyset.version,
        "expires_at": keyset.expires_at,
        "new_key": new_kid,
        "keys": [key.payload() for key in keyset.keys],
    }
    lines = [f"Key list {keyset.version} is signed and good until {day(keyset.expires_at)}:"]
    lines += [f"  {key.kid}  signs {day(key.not_before)} to {day(key.not_after)}" for key in keyset.keys]
    lines.append(
        f"Next: copy {folder.path.name}/keyset.json and {folder.path.name}/online/ to every server (private keys"
    )
    lines.append("first). Running servers follow without a restart. Rotate again within 60 days.")
    standard_console(as_json=options.as_json).tell(result, *lines)


def _rotate_access(options: argparse.Namespace, folder: KeysFolder) -> int:
    key = PrivateKey.generate(secrets.token_bytes)
    folder.add_access_key(key, utc_seconds())
    standard_console(as_json=options.as_json).tell(
        {"new_access_key": key.public.kid},
        f"New access tokens are signed by {key.public.kid}. Older ones stay good for their 15 minutes; after that the",
        f"older files in {folder.path / 'access'} may be deleted.",
    )
    return 0


def _days(text: str) -> int:
    days = int(text)
    if not 0 <= days <= 90:  # noqa: PLR2004 - a key list is good for 90 days
        raise argparse.ArgumentTypeError("0 to 90 days")
    return days
