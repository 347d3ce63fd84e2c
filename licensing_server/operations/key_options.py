"""What the commands about keys share: where the keys lie, and which root keys sign."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.receipts import Environment
from licensing_server.settings import Settings
from licensing_server.signing import KeysFolder, SigningError
from licensing_server.signing.errors import PassphraseError
from licensing_server.signing.holders import read_root_key

SANDBOX_ROOT_FOLDERS = ("root-a", "root-b", "root-c")
"""Where `init` puts the root keys of a sandbox, inside the keys folder."""


def add_keys_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keys", metavar="DIR", type=Path, help="the keys folder (otherwise INFRASKETCH_KEYS_FOLDER)")
    parser.add_argument("--json", dest="as_json", action="store_true", help="print the result as JSON")


def add_root_keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root-key",
        dest="root_keys",
        metavar="DIR",
        type=Path,
        action="append",
        default=[],
        help="a folder or medium with a root key; give it twice, for two holders (a sandbox finds its own)",
    )


def keys_folder(options: argparse.Namespace, settings: Settings) -> KeysFolder:
    return KeysFolder(options.keys or settings.keys)


def root_keys(options: argparse.Namespace, settings: Settings, folder: KeysFolder) -> list[PrivateKey]:
    """The root keys that were named; in a sandbox two of its own when none was.

    Raises:
        SigningError: too few were named, or one cannot be used.
    """
    folders: list[Path] = options.root_keys
    if not folders and folder.environment() is Environment.SANDBOX:
        folders = [folder.path / name for name in SANDBOX_ROOT_FOLDERS[:2]]
    if len(set(folders)) < 2:  # noqa: PLR2004 - credits.roots.THRESHOLD
        raise SigningError("Two root keys have to sign. Name the folder of each: --root-key DIR --root-key DIR")
    return [ask_for_root_key(path, settings.root_passphrase.get_secret_value()) for path in folders]


def ask_for_root_key(folder: Path, passphrase: str) -> PrivateKey:
    """The root key in `folder`; its passphrase is asked for when `passphrase` does not open it and somebody is there.

    Raises:
        SigningError: the key cannot be used.
    """
    try:
        return read_root_key(folder, passphrase)
    except PassphraseError:
        if not sys.stdin.isatty():
            raise
        return read_root_key(folder, getpass.getpass(f"Passphrase of the root key in {folder}: "))


def new_passphrase(what: str, advice: str) -> str:
    """The passphrase that a person types, twice, for a new key; `advice` is for when nobody is there to type.

    Raises:
        SigningError: no key may be made.
    """
    if not sys.stdin.isatty():
        raise SigningError(f"A passphrase is asked for at a terminal, and there is none. No key was made. {advice}")
    passphrase = getpass.getpass(f"A passphrase for {what}: ")
    if not passphrase:
        raise SigningError("The passphrase is empty. No key was made.")
    if getpass.getpass("Once more: ") != passphrase:
        raise SigningError("The two are not the same. No key was made.")
    return passphrase


def day(seconds: int) -> str:
    """A time as people read it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
