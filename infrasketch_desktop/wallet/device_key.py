"""The key of this device: made at the first contact, kept among the secrets, never sent."""

from __future__ import annotations

from collections.abc import Callable

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PrivateKey, from_base64url, to_base64url
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.errors import KeyLostError, KeyUnavailableError
from infrasketch_desktop.wallet.vault import Vault

NAME = "device-key"


def find_key(vault: Vault, device: str) -> PrivateKey:
    """The key of an enrolled device.

    Raises:
        KeyUnavailableError: the keyring does not give it just now; it may well be there.
        KeyLostError: it is gone, or another one is in its place.
    """
    key = _kept(vault)
    if key is None or key.public.kid != device:
        raise KeyLostError(
            tr("The key of this computer is gone, so the server cannot recognise it any more."),
            kept=tr("Credits that are set aside here can still be spent until the lease ends."),
            advice=tr(
                "Enrol this computer again, then remove the old one from the list of devices: its credits return."
            ),
        )
    return key


def find_or_make_key(vault: Vault, random_bytes: Callable[[int], bytes]) -> PrivateKey:
    """The key for a first contact: the one kept by an earlier run, or a new one.

    Raises:
        KeyUnavailableError: a new one could be kept nowhere.
    """
    try:
        kept = _kept(vault)
    except KeyUnavailableError:  # a keyring that does not answer; a new device loses nothing by a new key
        kept = None
    return kept if kept is not None else make_key(vault, random_bytes)


def make_key(vault: Vault, random_bytes: Callable[[int], bytes]) -> PrivateKey:
    """A new key in place of any other.

    Raises:
        KeyUnavailableError: it could be kept nowhere, and so was thrown away.
    """
    key = PrivateKey.generate(random_bytes)
    vault.set(NAME, to_base64url(key.seed))
    return key


def _kept(vault: Vault) -> PrivateKey | None:
    text = vault.get(NAME)
    if text is None:
        return None
    try:
        return PrivateKey(from_base64url(text.strip()))
    except DocumentError:
        return None
