"""Private keys as files that only their owner may read."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from infrasketch_desktop.credits.keys import KEY_BYTES, PrivateKey
from licensing_server.signing.errors import PassphraseError, SigningError

PRIVATE_MODE = 0o600
PUBLIC_MODE = 0o644
FOLDER_MODE = 0o700
_FOR_OTHERS = 0o077
_LARGEST_KEY_FILE = 16 * 1024


def write_key(path: Path, key: PrivateKey, passphrase: str = "") -> None:
    """Keep `key` under `path` as PKCS 8 PEM, mode 0600, encrypted when there is a passphrase; never over another file.

    Raises:
        SigningError: there is a file already, or it cannot be written.
    """
    if path.exists():
        raise SigningError(f"{path} exists already and is not overwritten. Choose another folder.")
    encryption: KeySerializationEncryption = NoEncryption()
    if passphrase:
        encryption = BestAvailableEncryption(passphrase.encode())
    private = Ed25519PrivateKey.from_private_bytes(key.seed)
    write_file(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption), PRIVATE_MODE)


def read_key(path: Path, passphrase: str = "") -> PrivateKey:
    """The key behind `path`: PKCS 8 PEM, or the 32 bytes of the seed alone.

    Raises:
        SigningError: others may read the file, it is not an Ed25519 key, or the passphrase is missing or wrong.
    """
    content = _read_private(path)
    if len(content) == KEY_BYTES:
        return PrivateKey(content)
    encrypted = b"ENCRYPTED" in content
    try:
        key = load_pem_private_key(content, passphrase.encode() if encrypted else None)
    except (TypeError, ValueError) as error:  # TypeError: encrypted, and no passphrase
        if encrypted:
            raise PassphraseError(
                f"{path} is encrypted and its passphrase is missing or wrong (INFRASKETCH_ROOT_PASSPHRASE)."
            ) from error
        raise SigningError(f"{path} is not a private key. Put back the file as it was made.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningError(f"{path} is not an Ed25519 key.")
    return PrivateKey(key.private_bytes_raw())


def write_file(path: Path, content: bytes, mode: int) -> None:
    """Put `content` under `path`, whole or not at all, with `mode` from the first byte on; folders are made.

    Raises:
        SigningError: it cannot be written; what was there before is untouched.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise SigningError(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error


def _read_private(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name != "nt" and mode & _FOR_OTHERS:
                raise SigningError(
                    f"{path} can be read by others (mode {mode & 0o777:04o}). Run: chmod 600 {path} "
                    "(a medium without file rights is mounted with umask=077), and revoke the key if it may be known."
                )
            return file.read(_LARGEST_KEY_FILE)
    except OSError as error:
        raise SigningError(f"{path} cannot be read: {error.strerror}.") from error


def _flush_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some systems cannot; the file is in place anyway
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
