from __future__ import annotations

import stat
from pathlib import Path

import pytest

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.trust import Trust
from licensing_server.clock import utc_seconds
from licensing_server.signing import KeysFolder, Signer
from tests.licensing_server.operations.conftest import Run

LIVE = Environment.LIVE


class Ceremony:
    """Holders with a medium each, and the folder of the server."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run = run
        self.folder = folder
        self.keys = folder / "keys"

    def medium(self, holder: str) -> Path:
        return self.folder / "media" / holder

    def create(self, *holders: str) -> list[str]:
        return [self.run("root-ceremony", "create-key", "--to", self.medium(h), "--json")["kid"] for h in holders]

    def draft(self, *holders: str, code: int = 0) -> Path:
        output = self.folder / "root.draft"
        public = [part for h in holders for part in ("--public", self.medium(h) / "root-key.json")]
        self.said = self.run("root-ceremony", "draft", *public, "--keys", self.keys, "-o", output, code=code)
        return output

    def sign(self, *holders: str) -> list[Path]:
        outputs = [self.folder / f"{holder}.signature" for holder in holders]
        for holder, output in zip(holders, outputs, strict=True):
            where = ("--root-key", self.medium(holder), "--draft", self.folder / "root.draft", "-o", output)
            self.run("root-ceremony", "sign", *where)
        return outputs

    def assemble(self, signatures: list[Path], code: int = 0) -> str:
        return self.run("root-ceremony", "assemble", "--keys", self.keys, *signatures, code=code)

    def first(self) -> None:
        self.create("anna", "ben", "clara")
        self.draft("anna", "ben", "clara")
        self.assemble(self.sign("anna", "clara"))

    def root_keys(self, *holders: str) -> list[object]:
        return [part for holder in holders for part in ("--root-key", self.medium(holder))]

    @property
    def trust(self) -> Trust:
        return KeysFolder(self.keys).trust(LIVE)


@pytest.fixture
def ceremony(run: Run, tmp_path: Path) -> Ceremony:
    return Ceremony(run, tmp_path)


def test_from_three_media_to_a_live_server_that_signs(ceremony: Ceremony, run: Run) -> None:
    ceremony.first()
    run("rotate-key", "--keys", ceremony.keys, *ceremony.root_keys("ben", "anna"))
    run("rotate-key", "--keys", ceremony.keys, "--access")
    signer = Signer(KeysFolder(ceremony.keys), LIVE, utc_seconds)
    assert (signer.trust.root.n, signer.keyset.version) == (1, 1)
    assert not list(ceremony.keys.rglob("root-key*")), "no root key comes near the server"


def test_a_root_key_stays_on_its_medium_for_its_owner_alone(ceremony: Ceremony) -> None:
    kid = ceremony.create("anna")[0]
    private = ceremony.medium("anna") / "root-key.pem"
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert kid.encode() in (ceremony.medium("anna") / "root-key.json").read_bytes()


def test_a_medium_with_a_key_gets_no_other(ceremony: Ceremony, run: Run) -> None:
    ceremony.create("anna")
    before = (ceremony.medium("anna") / "root-key.json").read_bytes()
    assert "not overwritten" in run("root-ceremony", "create-key", "--to", ceremony.medium("anna"), code=1)
    assert (ceremony.medium("anna") / "root-key.json").read_bytes() == before


def test_the_holders_see_what_they_sign(ceremony: Ceremony) -> None:
    kids = ceremony.create("anna", "ben", "clara")
    ceremony.draft("anna", "ben", "clara")
    assert "Root 1 of the live environment" in ceremony.said
    assert all(kid in ceremony.said for kid in kids)


def test_one_signature_makes_no_root(ceremony: Ceremony) -> None:
    ceremony.create("anna", "ben", "clara")
    ceremony.draft("anna", "ben", "clara")
    assert "1 of the 2 signatures" in ceremony.assemble(ceremony.sign("ben"), code=1)
    assert not (ceremony.keys / "roots").exists()


def test_two_keys_are_no_root(ceremony: Ceremony) -> None:
    ceremony.create("anna", "ben")
    ceremony.draft("anna", "ben", code=1)
    assert "A root has 3 different keys" in ceremony.said


def test_a_lost_key_is_replaced_by_the_two_that_are_left(ceremony: Ceremony, run: Run) -> None:
    ceremony.first()
    run("rotate-key", "--keys", ceremony.keys, *ceremony.root_keys("anna", "ben"))
    ceremony.create("dora")
    ceremony.draft("anna", "ben", "dora")
    said = ceremony.assemble(ceremony.sign("anna", "ben"))
    assert "--renew" in said
    run("rotate-key", "--keys", ceremony.keys, "--renew", *ceremony.root_keys("ben", "dora"))
    assert (ceremony.trust.root.n, ceremony.trust.keyset_version) == (2, 2)


def test_all_three_holders_hand_over_to_three_others(ceremony: Ceremony) -> None:
    ceremony.first()
    ceremony.create("dora", "emil", "fritz")
    ceremony.draft("dora", "emil", "fritz")
    ceremony.assemble(ceremony.sign("anna", "ben", "emil", "fritz"))
    assert ceremony.trust.root.n == 2


@pytest.mark.parametrize("signers", [("anna", "dora", "emil"), ("anna", "ben", "dora"), ("dora", "emil", "fritz")])
def test_without_two_of_each_side_there_is_no_new_root(ceremony: Ceremony, signers: tuple[str, ...]) -> None:
    ceremony.first()
    ceremony.create("dora", "emil", "fritz")
    ceremony.draft("dora", "emil", "fritz")
    assert "A device would refuse this root" in ceremony.assemble(ceremony.sign(*signers), code=1)
    assert ceremony.trust.root.n == 1


def test_a_device_with_the_first_root_follows_every_ceremony(ceremony: Ceremony) -> None:
    ceremony.first()
    ceremony.create("dora")
    ceremony.draft("anna", "ben", "dora")
    ceremony.assemble(ceremony.sign("anna", "ben"))
    shipped, second = ((ceremony.keys / "roots" / f"{n}.json").read_text() for n in (1, 2))
    assert Trust.begin(LIVE, shipped).accept_root(second) == ceremony.trust


def test_a_root_key_with_a_passphrase_needs_it(ceremony: Ceremony, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFRASKETCH_ROOT_PASSPHRASE", "four gray herons")
    ceremony.first()
    monkeypatch.delenv("INFRASKETCH_ROOT_PASSPHRASE")
    refused = run("rotate-key", "--keys", ceremony.keys, *ceremony.root_keys("anna", "ben"), code=1)
    assert "encrypted" in refused
    assert not (ceremony.keys / "keyset.json").exists()


def test_a_passphrase_is_asked_for_and_then_opens_the_key(
    ceremony: Ceremony, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "four gray herons")
    run("root-ceremony", "create-key", "--to", ceremony.medium("anna"), "--ask-passphrase")
    ceremony.create("ben", "clara")
    ceremony.draft("anna", "ben", "clara")
    ceremony.assemble(ceremony.sign("anna", "clara"))
    assert b"ENCRYPTED" in (ceremony.medium("anna") / "root-key.pem").read_bytes()


def test_a_passphrase_that_was_mistyped_makes_no_key(
    ceremony: Ceremony, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter(["four gray herons", "for gray herons"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    refused = run("root-ceremony", "create-key", "--to", ceremony.medium("anna"), "--ask-passphrase", code=1)
    assert "not the same" in refused
    assert not ceremony.medium("anna").exists()


def test_the_public_file_of_a_holder_has_to_be_one(ceremony: Ceremony) -> None:
    ceremony.create("anna", "ben", "clara")
    (ceremony.medium("clara") / "root-key.json").write_text('{"x": ')
    ceremony.draft("anna", "ben", "clara", code=1)
    assert "clara/root-key.json is not the root-key.json of a holder" in ceremony.said


def test_a_passphrase_is_asked_for_at_a_terminal_alone(ceremony: Ceremony, run: Run) -> None:
    said = run("root-ceremony", "create-key", "--to", ceremony.medium("anna"), "--ask-passphrase", code=1)
    assert "INFRASKETCH_ROOT_PASSPHRASE" in said
    assert not ceremony.medium("anna").exists()
