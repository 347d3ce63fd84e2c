from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keyset import Keyset, KeyUse, OnlineKey
from infrasketch_desktop.credits.receipts import Environment
from licensing_server.errors import ApiError
from licensing_server.signing import KeysFolder, Signer, SigningError
from licensing_server.signing.key_files import write_file
from tests.support.licensing import Clock
from tests.support.logs import LogWatch
from tests.support.vendor import DAY, NOW, SANDBOX, Vendor, key, online, sandbox_signer

RECEIPT = DocumentType.RECEIPT
VENDOR = Vendor()
SERVER = online("server")
NEXT = online("next", not_before=NOW + 30 * DAY, not_after=NOW + 150 * DAY)


def deployed(path: Path, keyset: Keyset | None = None, *private: str) -> KeysFolder:
    """A keys folder as a vendor fills it; `private` names the keys whose private halves are there."""
    folder = KeysFolder(path)
    write_file(folder.root_file(1), VENDOR.signed_root().encode(), 0o644)
    publish(folder, keyset or VENDOR.keyset())
    for name in private or ("server",):
        folder.add_online_key(key(name))
    folder.add_access_key(key("access"), NOW - DAY)
    return folder


def publish(folder: KeysFolder, keyset: Keyset) -> None:
    write_file(folder.keyset_file, VENDOR.signed_keyset(keyset).encode(), 0o644)


def payload(at: int) -> dict[str, object]:
    return {"v": 1, "env": "sandbox", "srv_time": at}


def signed_by(signer: Signer, at: int) -> str:
    return documents.key_id(signer.sign(RECEIPT, payload(at)), RECEIPT)


def test_what_it_signs_a_device_believes(tmp_path: Path) -> None:
    signer = Signer(deployed(tmp_path), SANDBOX, Clock(NOW))
    token = signer.sign(RECEIPT, payload(NOW))
    assert VENDOR.trust().read_new(token, RECEIPT) == payload(NOW)
    signer.check()


def test_processes_with_the_same_folder_sign_the_same_bytes(tmp_path: Path) -> None:
    folder = deployed(tmp_path)
    one, other = (Signer(folder, SANDBOX, Clock(NOW)) for _ in range(2))
    assert one.sign(RECEIPT, payload(NOW)) == other.sign(RECEIPT, payload(NOW))


def test_the_next_key_takes_over_when_its_time_has_come(tmp_path: Path) -> None:
    signer = Signer(deployed(tmp_path, VENDOR.keyset(SERVER, NEXT), "server", "next"), SANDBOX, Clock(NOW))
    assert signed_by(signer, NOW + 30 * DAY - 1) == SERVER.kid
    assert signed_by(signer, NOW + 30 * DAY) == NEXT.kid


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_keys_that_start_together_the_last_on_the_list_signs(tmp_path: Path, names: tuple[str, str]) -> None:
    signer = Signer(deployed(tmp_path, VENDOR.keyset(*map(online, names)), *names), SANDBOX, Clock(NOW))
    assert signed_by(signer, NOW) == online(names[1]).kid


def test_a_rotation_is_followed_without_a_restart(tmp_path: Path) -> None:
    folder = deployed(tmp_path)
    signer = Signer(folder, SANDBOX, Clock(NOW))
    folder.add_online_key(key("next"))
    publish(folder, VENDOR.keyset(SERVER, NEXT, version=2))
    assert signer.keyset.version == 2
    assert signed_by(signer, NOW + 31 * DAY) == NEXT.kid


def test_a_revoked_key_signs_nothing_from_the_moment_the_list_is_there(tmp_path: Path) -> None:
    folder = deployed(tmp_path, VENDOR.keyset(SERVER, online("spare", not_before=NOW - 2 * DAY)), "server", "spare")
    signer = Signer(folder, SANDBOX, Clock(NOW))
    assert signed_by(signer, NOW) == SERVER.kid
    publish(folder, VENDOR.keyset(replace(SERVER, revoked_at=NOW), online("spare"), version=2))
    assert signed_by(signer, NOW) == online("spare").kid


def test_keys_that_cannot_be_used_are_reported_and_those_before_stay(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("keys folder cannot be used, signing goes on with the keys before")
    folder = deployed(tmp_path)
    signer = Signer(folder, SANDBOX, Clock(NOW))
    write_file(folder.keyset_file, b'{"signatures":[]}', 0o644)
    assert signed_by(signer, NOW) == SERVER.kid
    publish(folder, VENDOR.keyset(version=3))
    assert signer.keyset.version == 3


def test_when_the_time_of_all_keys_is_over_it_refuses_rather_than_sign(tmp_path: Path) -> None:
    clock = Clock(NOW)
    signer = Signer(deployed(tmp_path), SANDBOX, clock)
    clock.time = NOW + 89 * DAY
    with pytest.raises(ApiError) as caught:
        signer.sign(RECEIPT, payload(clock.time))
    assert (caught.value.status, caught.value.code) == (503, "cannot_sign")
    with pytest.raises(SigningError, match="key list has expired"):
        signer.check()


def test_it_never_signs_for_the_other_environment(tmp_path: Path) -> None:
    signer = Signer(deployed(tmp_path), SANDBOX, Clock(NOW))
    with pytest.raises(ValueError, match="live"):
        signer.sign(RECEIPT, payload(NOW) | {"env": "live"})


def test_a_key_signs_only_for_its_use(tmp_path: Path) -> None:
    keys = (online("receipts", use=frozenset({"receipt"})), online("prices", use=frozenset({"prices"})))
    signer = Signer(deployed(tmp_path, VENDOR.keyset(*keys), "receipts", "prices"), SANDBOX, Clock(NOW))
    assert signed_by(signer, NOW) == keys[0].kid
    assert signer.key_for(KeyUse.PRICES, NOW) == keys[1]


def test_it_says_when_signing_will_end(tmp_path: Path) -> None:
    assert Signer(deployed(tmp_path / "a"), SANDBOX, Clock(NOW)).expires_at() == NOW + 89 * DAY
    short = VENDOR.keyset(replace(SERVER, not_after=NOW + DAY))
    assert Signer(deployed(tmp_path / "b", short), SANDBOX, Clock(NOW)).expires_at() == NOW + DAY


def without_root(folder: KeysFolder) -> None:
    folder.root_file(1).unlink()


def without_keyset(folder: KeysFolder) -> None:
    folder.keyset_file.unlink()


def without_private_key(folder: KeysFolder) -> None:
    (folder.path / "online" / f"{SERVER.kid}.pem").unlink()


def without_access_key(folder: KeysFolder) -> None:
    next((folder.path / "access").iterdir()).unlink()


def readable_by_others(folder: KeysFolder) -> None:
    (folder.path / "online" / f"{SERVER.kid}.pem").chmod(0o644)


def changed_keyset(folder: KeysFolder) -> None:
    text = folder.keyset_file.read_text()
    folder.keyset_file.write_text(text[:400] + ("A" if text[400] != "A" else "B") + text[401:])


def keyset_of_a_thief(folder: KeysFolder) -> None:
    folder.keyset_file.write_text(VENDOR.signed_keyset(by=["thief", "anna"]))


def list_with(*keys: OnlineKey) -> Callable[[KeysFolder], None]:
    return lambda folder: publish(folder, VENDOR.keyset(*keys))


def root_that_the_list_does_not_follow(folder: KeysFolder) -> None:
    heirs = Vendor(("dora", "emil", "fritz"))
    text = heirs.signed_root(heirs.root(2), ["anna", "ben", "dora", "emil"])
    write_file(folder.root_file(2), text.encode(), 0o644)


REFUSED = {
    "no root": (without_root, "There are no keys in .* Run: infrasketch-server init"),
    "no key list": (without_keyset, "There is no key list"),
    "no private key": (without_private_key, "private key for the use “receipt” is missing"),
    "no key for access tokens": (without_access_key, "rotate-key --access"),
    "a private key that others may read": (readable_by_others, "can be read by others"),
    "a key list that was changed": (changed_keyset, "A device would refuse the keys"),
    "a key list that a thief signed": (keyset_of_a_thief, "A device would refuse the keys"),
    "a key that is not on the list": (list_with(online("other")), "No key of the key list|private key .* is missing"),
    "a key that was revoked": (list_with(replace(SERVER, revoked_at=NOW)), "No key of the key list"),
    "a key before its time": (list_with(replace(SERVER, not_before=NOW + 1)), "Check the clock"),
    "a key after its time": (list_with(replace(SERVER, not_after=NOW)), "No key of the key list"),
    "a key for prices alone": (list_with(replace(SERVER, use=frozenset({"prices"}))), "use “receipt”"),
    "a new root, and the list still signed under the old one": (root_that_the_list_does_not_follow, "--renew"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_server_without_a_working_key_does_not_start(tmp_path: Path, name: str) -> None:
    spoil, message = REFUSED[name]
    folder = deployed(tmp_path)
    spoil(folder)
    with pytest.raises(SigningError, match=message):
        Signer(folder, SANDBOX, Clock(NOW))


def test_a_live_server_does_not_start_with_the_keys_of_a_sandbox(tmp_path: Path) -> None:
    sandbox_signer(tmp_path, Clock(NOW))
    with pytest.raises(SigningError, match="sandbox environment, not live"):
        Signer(KeysFolder(tmp_path), Environment.LIVE, Clock(NOW))


def test_an_empty_folder_of_a_live_server_asks_for_the_ceremony(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="root-ceremony"):
        Signer(KeysFolder(tmp_path), Environment.LIVE, Clock(NOW))
