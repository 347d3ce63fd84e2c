"""The root keys and what they sign: the roots themselves, and the key lists. No running server needs this module."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import seal
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.keyset import Keyset, KeyUse, OnlineKey
from infrasketch_desktop.credits.trust import Trust
from licensing_server.signing.errors import SigningError
from licensing_server.signing.key_files import read_key, write_key

DAY = 24 * 3600
KEYSET_SECONDS = 90 * DAY
"""How long a key list is good for new documents; credits.md, section 2."""
AHEAD_SECONDS = 30 * DAY
"""How long a key is on the list before it signs, so that devices know it by then; credits.md, section 2."""
KEY_SECONDS = KEYSET_SECONDS + AHEAD_SECONDS
"""How long an online key may sign: until its successor has taken over, and a month more if that is late."""
ROOT_KEY_FILE = "root-key.pem"
Keys = tuple[OnlineKey, ...]


def create_root_key(folder: Path, random_bytes: Callable[[int], bytes], passphrase: str = "") -> PrivateKey:
    """A new root key, kept in `folder` and nowhere else.

    Raises:
        SigningError: there is one already, or it cannot be written.
    """
    key = PrivateKey.generate(random_bytes)
    write_key(folder / ROOT_KEY_FILE, key, passphrase)
    return key


def read_root_key(folder: Path, passphrase: str = "") -> PrivateKey:
    """The root key that lies in `folder`.

    Raises:
        SigningError: there is none, or it cannot be used.
    """
    return read_key(folder / ROOT_KEY_FILE, passphrase)


def create_online_key(random_bytes: Callable[[int], bytes]) -> PrivateKey:
    """A new key for the key list. Its id never begins with a dash, which a command line would take for an option."""
    key = PrivateKey.generate(random_bytes)
    while key.public.kid.startswith("-"):
        key = PrivateKey.generate(random_bytes)
    return key


def listed_keys(trust: Trust) -> Keys:
    """The keys of the list held; none before the first list."""
    return () if trust.keyset is None else trust.keyset.keys


def add_key(keys: Keys, key: PrivateKey, starts_at: int) -> Keys:
    """`keys` and one more, which may sign receipts and prices from `starts_at` on."""
    uses = frozenset(use.value for use in KeyUse)
    return (*keys, OnlineKey(key.public, uses, starts_at, starts_at + KEY_SECONDS))


def next_start(keys: Keys, now: int, ahead: int) -> int:
    """When a further key should start to sign: `ahead` seconds from now, earlier if nobody could sign before it."""
    covered = now
    for key in sorted((key for key in keys if key.revoked_at is None), key=lambda key: key.not_before):
        if key.not_before <= covered < key.not_after:
            covered = key.not_after
    return min(now + ahead, covered)


def replace_key(keys: Keys, changed: OnlineKey) -> Keys:
    """`keys` with one of them changed."""
    return tuple(changed if key.kid == changed.kid else key for key in keys)


def find_key(keys: Keys, kid: str) -> OnlineKey:
    """The one of `keys` whose id is `kid` or begins with it.

    Raises:
        SigningError: there is none, or several.
    """
    found = [key for key in keys if kid and key.kid.startswith(kid)]
    if len(found) != 1:
        known = ", ".join(key.kid for key in keys) or "none"
        raise SigningError(f"“{kid}” does not name one key of the list. The keys are: {known}.")
    return found[0]


def sign_keyset(trust: Trust, keys: Keys, root_keys: Sequence[PrivateKey], now: int) -> Trust:
    """`trust` with the next key list, which holds `keys` and is signed by `root_keys`.

    Raises:
        SigningError: a device would refuse it, for example because the root keys are not those of the newest root.
    """
    keyset = Keyset(trust.env, trust.keyset_version + 1, now, now + KEYSET_SECONDS, keys)
    try:
        return trust.accept_keyset(seal(DocumentType.KEYSET, keyset.payload(), root_keys).text)
    except DocumentError as error:
        raise SigningError(f"The key list was not signed: {error} Give two keys of root {trust.root.n}.") from error
