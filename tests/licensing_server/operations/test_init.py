from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.receipts import Environment
from licensing_server.operations.init import prepare_sandbox
from licensing_server.signing import KeysFolder, Signer, SigningError
from licensing_server.signing.holders import AHEAD_SECONDS, KEYSET_SECONDS
from tests.licensing_server.operations.conftest import Run
from tests.support.licensing import Clock
from tests.support.vendor import DAY, NOW, SANDBOX, Vendor, counted_bytes


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def prepare(path: Path, now: int = NOW, name: str = "test") -> tuple[str, ...]:
    return prepare_sandbox(KeysFolder(path), now, counted_bytes(f"{name} {now}"))


def test_one_command_makes_keys_with_which_a_server_starts(run: Run, tmp_path: Path) -> None:
    answer = run("init", "--data", tmp_path, "--json")
    assert len(answer["made"]) == 3
    assert (answer["root"], answer["keyset_version"]) == (1, 1)
    assert sorted(path.name for path in (tmp_path / "keys").iterdir() if path.name != ".lock") == [
        *("access", "keyset.json", "online", "root-a", "root-b", "root-c", "roots")
    ]


def test_again_it_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("init", "--data", tmp_path)
    before = content(tmp_path)
    assert "nothing changed" in run("init", "--data", tmp_path)
    assert content(tmp_path) == before


def test_private_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    private = list(tmp_path.rglob("*.pem"))
    assert len(private) == 5
    assert {path.stat().st_mode & 0o777 for path in private} == {0o600}


def test_it_is_not_for_a_live_server(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ENV": "live", "STRIPE_SECRET_KEY": "sk_live_x", "STRIPE_WEBHOOK_SECRETS": "whsec_x"}.items():
        monkeypatch.setenv(f"INFRASKETCH_{name}", value)
    monkeypatch.setenv("INFRASKETCH_STRIPE_PRICES", '{"pro": "price_x"}')
    assert "root-ceremony" in run("init", "--data", tmp_path, code=1)
    assert content(tmp_path) == {}


def test_it_touches_nothing_in_the_folder_of_a_live_server(tmp_path: Path) -> None:
    (tmp_path / "roots").mkdir()
    (tmp_path / "roots" / "1.json").write_text(Vendor(env=Environment.LIVE).signed_root())
    before = content(tmp_path)
    with pytest.raises(SigningError, match="live environment"):
        prepare(tmp_path)
    assert content(tmp_path) == before


@pytest.mark.parametrize("killed_after", range(6))
def test_a_run_that_was_killed_is_completed_by_the_next(tmp_path: Path, killed_after: int) -> None:
    draws = 0

    def dying(length: int) -> bytes:
        nonlocal draws
        draws += 1
        if draws > killed_after:
            raise KeyboardInterrupt
        return counted_bytes(f"killed {draws}")(length)

    if killed_after < 5:
        with pytest.raises(KeyboardInterrupt):
            prepare_sandbox(KeysFolder(tmp_path), NOW, dying)
    before = content(tmp_path)
    prepare(tmp_path)
    Signer(KeysFolder(tmp_path), SANDBOX, Clock(NOW)).check()
    assert before.items() <= content(tmp_path).items(), "what was there is kept"


def test_a_root_key_that_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "root-a").mkdir(parents=True)
    (tmp_path / "root-a" / "root-key.pem").write_text("broken")
    with pytest.raises(SigningError, match="not overwritten"):
        prepare(tmp_path)


def test_a_key_list_that_ends_soon_is_renewed_in_time(tmp_path: Path) -> None:
    prepare(tmp_path)
    first_day = NOW + KEYSET_SECONDS - AHEAD_SECONDS
    assert prepare(tmp_path, first_day - 1) == ()
    assert prepare(tmp_path, first_day) == ("an online key and key list 2",)
    assert Signer(KeysFolder(tmp_path), SANDBOX, Clock(first_day)).expires_at() == first_day + KEYSET_SECONDS


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_jumps_by_years_does_not_stop_a_sandbox(tmp_path: Path, years: int) -> None:
    prepare(tmp_path)
    for now in (NOW + years * 365 * DAY, NOW + DAY):
        prepare(tmp_path, now)
        Signer(KeysFolder(tmp_path), SANDBOX, Clock(now)).check()


def test_a_sandbox_that_is_started_now_and_then_always_signs(tmp_path: Path) -> None:
    now = NOW
    for days in (0, 59, 61, 30, 400, 1):
        now += days * DAY
        prepare(tmp_path, now)
        Signer(KeysFolder(tmp_path), SANDBOX, Clock(now)).check()


def test_lost_private_keys_are_replaced_in_a_sandbox(tmp_path: Path) -> None:
    prepare(tmp_path)
    for path in (tmp_path / "online").iterdir():
        path.unlink()
    assert prepare(tmp_path, name="again") == ("an online key and key list 2",)
    Signer(KeysFolder(tmp_path), SANDBOX, Clock(NOW)).check()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SigningError, match="cannot be used"):
        prepare(tmp_path / "file" / "keys")


def test_every_key_is_another(tmp_path: Path) -> None:
    prepare(tmp_path)
    folder = KeysFolder(tmp_path)
    keys: list[PrivateKey] = [*folder.online_keys().values(), *(each.key for each in folder.access_keys())]
    roots = folder.trust(SANDBOX).root.keys
    assert len({key.public for key in keys} | set(roots)) == 5
