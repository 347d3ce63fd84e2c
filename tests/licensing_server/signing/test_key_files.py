from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from licensing_server.signing import SigningError
from licensing_server.signing.errors import PassphraseError
from licensing_server.signing.key_files import read_key, write_file, write_key
from tests.support.vendor import key

KEY = key("server")


def private_file(folder: Path, content: bytes) -> Path:
    path = folder / "key.pem"
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def test_a_key_is_read_as_it_was_written_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "online" / "key.pem"
    write_key(path, KEY)
    assert read_key(path) == KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["key.pem"], "nothing temporary is left"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key.pem"
    write_key(path, KEY)
    path.chmod(mode)
    with pytest.raises(SigningError, match=rf"mode {mode:04o}.*chmod 600"):
        read_key(path)


def test_a_key_is_never_written_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    write_key(path, KEY)
    with pytest.raises(SigningError, match="not overwritten"):
        write_key(path, key("other"))
    assert read_key(path) == KEY


def test_an_encrypted_key_needs_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    write_key(path, KEY, "four gray herons")
    assert b"ENCRYPTED" in path.read_bytes()
    assert read_key(path, "four gray herons") == KEY
    for passphrase in ("", "four grey herons"):
        with pytest.raises(PassphraseError, match="INFRASKETCH_ROOT_PASSPHRASE"):
            read_key(path, passphrase)


def test_a_passphrase_does_no_harm_to_a_key_without_one(tmp_path: Path) -> None:
    write_key(tmp_path / "key.pem", KEY)
    assert read_key(tmp_path / "key.pem", "not needed") == KEY


def test_the_bare_seed_is_a_key_too(tmp_path: Path) -> None:
    assert read_key(private_file(tmp_path, KEY.seed)) == KEY


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 31, b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SigningError, match="is not a private key"):
        read_key(private_file(tmp_path, content))


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    content = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(SigningError, match="not an Ed25519 key"):
        read_key(private_file(tmp_path, content))


def test_a_missing_key_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match=r"gone\.pem cannot be read"):
        read_key(tmp_path / "gone.pem")


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    (path / "kept").write_text("kept")
    with pytest.raises(SigningError, match="Nothing was changed"):
        write_file(path, b"new", 0o644)
    assert (path / "kept").read_text() == "kept"
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


def test_a_key_never_shows_itself_in_words() -> None:
    assert "seed" not in repr(KEY)
    assert KEY.seed.hex() not in repr(KEY)
