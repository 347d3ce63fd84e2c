"""Secrets: in a keyring that encrypts, else in a file for this account; whatever the keyring does, bounded."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.wallet.anchor import Anchored, VaultAnchor
from infrasketch_desktop.wallet.device_key import find_key, find_or_make_key
from infrasketch_desktop.wallet.errors import KeyLostError, KeyUnavailableError, NoKeyringError
from infrasketch_desktop.wallet.vault import (
    FileVault,
    KeyringBackend,
    KeyringVault,
    SafestVault,
    secure_backend,
)


class MemoryKeyring:
    """A keyring in memory that does as it is told before each call."""

    def __init__(self, before: Callable[[], object] = lambda: None) -> None:
        self.secrets: dict[tuple[str, str], str] = {}
        self.before = before

    def get_password(self, service: str, username: str) -> str | None:
        self.before()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.before()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.before()
        del self.secrets[service, username]


def fails() -> None:
    raise RuntimeError("D-Bus went away")


def vault_over(keyring: KeyringBackend | None, folder: Path, seconds: float = 5.0) -> SafestVault:
    return SafestVault(KeyringVault("test", lambda: keyring, seconds), FileVault(folder))


@pytest.fixture
def hangs() -> Iterator[Callable[[], object]]:
    release = threading.Event()
    yield release.wait
    release.set()


def test_a_keyring_keeps_the_secret_and_no_file_does(tmp_path: Path) -> None:
    keyring = MemoryKeyring()
    vault = vault_over(keyring, tmp_path)
    vault.set("key", "secret")
    assert keyring.secrets == {("test", "key"): "secret"}
    assert list(tmp_path.iterdir()) == []
    assert vault.get("key") == "secret"
    vault.delete("key")
    vault.delete("key")
    assert vault.get("key") is None


@pytest.mark.parametrize("keyring", [None, MemoryKeyring(fails)])
def test_without_a_working_keyring_a_file_for_this_account_keeps_it(
    tmp_path: Path, keyring: KeyringBackend | None
) -> None:
    folder = tmp_path / "secrets"
    vault = vault_over(keyring, folder)
    vault.set("key", "secret")
    assert vault.get("key") == "secret"
    if os.name != "nt":
        assert stat.S_IMODE((folder / "key.secret").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_keyring_that_hangs_is_left_alone_after_a_while(tmp_path: Path, hangs: Callable[[], object]) -> None:
    keyring = MemoryKeyring(hangs)
    vault = vault_over(keyring, tmp_path, seconds=0.01)
    vault.set("key", "secret")
    assert vault.get("key") == "secret"
    keyring.before = fails  # it is not even asked again
    with pytest.raises(KeyUnavailableError):
        vault.get("other")


def test_a_keyring_that_comes_back_takes_the_secret_over(tmp_path: Path) -> None:
    keyring = MemoryKeyring(fails)
    vault = vault_over(keyring, tmp_path)
    vault.set("key", "old")
    keyring.before = lambda: None
    vault.set("key", "new")
    assert (vault.get("key"), list(tmp_path.iterdir())) == ("new", [])


def test_keyrings_that_do_not_encrypt_count_as_none() -> None:
    assert secure_backend() is None  # the null keyring of the tests
    with pytest.raises(NoKeyringError):
        KeyringVault("test").get("key")


def test_a_first_contact_makes_the_key_once(tmp_path: Path) -> None:
    vault = vault_over(MemoryKeyring(), tmp_path)
    key = find_or_make_key(vault, os.urandom)
    assert find_or_make_key(vault, os.urandom) == key
    assert find_key(vault, key.public.kid) == key


def test_a_first_contact_with_a_silent_keyring_keeps_the_key_in_a_file(tmp_path: Path) -> None:
    vault = vault_over(MemoryKeyring(fails), tmp_path)
    assert find_or_make_key(vault, os.urandom) == find_or_make_key(vault, os.urandom)


def test_a_key_that_is_gone_is_lost(tmp_path: Path) -> None:
    with pytest.raises(KeyLostError):
        find_key(vault_over(MemoryKeyring(), tmp_path), "A" * 43)


def test_a_key_that_cannot_be_read_now_is_not_lost(tmp_path: Path) -> None:
    with pytest.raises(KeyUnavailableError, match="Unlock"):
        find_key(vault_over(MemoryKeyring(fails), tmp_path), "A" * 43)


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"seq": 1}', '{"seq": 1, "other": 2}'])
def test_an_anchor_that_makes_no_sense_is_none(tmp_path: Path, text: str) -> None:
    vault = FileVault(tmp_path)
    vault.set("anchor", text)
    assert VaultAnchor(vault).read() is None


def test_an_anchor_never_raises(tmp_path: Path) -> None:
    anchor = VaultAnchor(KeyringVault("test", lambda: MemoryKeyring(fails)))
    anchor.write(Anchored("d", 0, 1, "h", 1))
    assert anchor.read() is None


def test_a_folder_that_takes_no_files_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(KeyUnavailableError):
        FileVault(tmp_path / "file").set("key", "secret")
