"""The built-in server is started once, found by others, ended with its program, and started again when it has gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet.errors import NotConnectedError
from infrasketch_desktop.wallet.local_server import LocalServer
from tests.support.programs import ROOT
from tests.support.waiting import wait_until

pytestmark = pytest.mark.loopback

HERE = Path(__file__).parent
STUB = (sys.executable, str(HERE / "stub_server.py"))
NewServer = Callable[..., LocalServer]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sandbox-server"


@pytest.fixture
def new_server(folder: Path) -> Iterator[NewServer]:
    """Each is the server as another program would see it."""
    made: list[LocalServer] = []

    def make(mood: str = "", seconds: float = 15.0) -> LocalServer:
        folder.mkdir(exist_ok=True)
        (folder / "mood").write_text(mood)
        made.append(LocalServer(folder, STUB, seconds))
        return made[-1]

    yield make
    for server in made:
        server.close()


def pid_in(folder: Path) -> int:
    return int(json.loads((folder / "ready.json").read_text())["pid"])


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_server_is_started_when_its_address_is_asked_for(new_server: NewServer, folder: Path) -> None:
    server = new_server()
    assert not (folder / "ready.json").exists()
    assert server.url().startswith("http://127.0.0.1:")
    assert is_alive(pid_in(folder))


def test_asking_again_and_another_program_find_the_same_one(new_server: NewServer) -> None:
    first, second = new_server(), new_server()
    assert first.url() == first.url() == second.url()


def test_programs_that_start_at_the_same_moment_share_one(new_server: NewServer, folder: Path) -> None:
    programs = [new_server() for _ in range(5)]
    found: list[str] = []
    threads = [threading.Thread(target=lambda program=program: found.append(program.url())) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 5
    assert len(set(found)) == 1
    assert len((folder / "starts").read_text().splitlines()) == 1


def test_somebody_else_at_the_port_of_an_earlier_run_is_not_taken_for_it(
    new_server: NewServer, folder: Path, tmp_path: Path
) -> None:
    ours, other = new_server(), LocalServer(tmp_path / "other", STUB)
    (folder / "keys" / "roots").mkdir(parents=True)
    (folder / "keys" / "roots" / "1.json").write_text("ours\n")
    try:
        stranger = other.url()
        (folder / "ready.json").write_text(other.ready_file.read_text())
        assert ours.url() != stranger
    finally:
        other.close()


def test_closing_ends_it_and_the_next_asking_starts_another(new_server: NewServer, folder: Path) -> None:
    server = new_server()
    server.url()
    first = pid_in(folder)
    server.close()
    assert not is_alive(first)
    server.url()
    assert pid_in(folder) != first


def test_closing_leaves_the_server_of_another_program_alone(new_server: NewServer, folder: Path) -> None:
    owner, guest = new_server(), new_server()
    url = owner.url()
    guest.url()
    guest.close()
    assert is_alive(pid_in(folder))
    assert guest.url() == url


def test_a_server_that_died_is_replaced_by_who_needs_it(new_server: NewServer, folder: Path) -> None:
    owner, guest = new_server(), new_server()
    owner.url()
    os.kill(pid_in(folder), signal.SIGKILL)
    owner_url = guest.url()
    assert owner.url() == owner_url
    owner.close()
    assert guest.url() == owner_url


def test_what_an_earlier_run_left_behind_is_not_taken_for_a_server(new_server: NewServer, folder: Path) -> None:
    server = new_server()
    for left in ("", "nothing", "[]", '{"port": "x"}', '{"port": 1}', '{"port": 99999999}', '{"port": Infinity}'):
        (folder / "ready.json").write_text(left)
        assert server.url().startswith("http://127.0.0.1:")
        server.close()


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_it_ends_with_the_program_that_started_it(folder: Path, how: str) -> None:
    program = subprocess.Popen(
        [sys.executable, HERE / "starting_program.py", folder, *STUB],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    with program, program.stdout:
        assert program.stdout.readline().startswith("http://127.0.0.1:")
        server = pid_in(folder)
        if how == "closed":
            program.stdin.write("end\n")
            program.stdin.flush()
        else:
            program.kill()
    wait_until(lambda: not is_alive(server), what="the end of the server")


def test_settings_of_a_vendors_server_do_not_reach_it(
    new_server: NewServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFRASKETCH_DATABASE_URL", "postgresql://vendor/live")
    new_server().url()
    assert not [
        name for name in json.loads((folder / "environment.json").read_text()) if name.startswith("INFRASKETCH")
    ]


@pytest.mark.parametrize(
    ("mood", "seconds", "said"),
    [
        ("fault", 15.0, "the database is locked by a dragon"),
        ("missing", 15.0, r"No module named 'fastapi'.*Install InfraSketch with its server"),
        ("mute", 0.5, "was not ready within 1 second"),
    ],
)
def test_a_start_that_fails_says_why_and_what_to_do(
    new_server: NewServer, mood: str, seconds: float, said: str
) -> None:
    server = new_server(mood, seconds)
    with pytest.raises(NotConnectedError, match=said) as failed:
        server.url()
    assert failed.value.kept == "Credits in the wallet can be spent without it."
    assert failed.value.advice
    (server.ready_file.parent / "mood").write_text("")
    server.close()


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotConnectedError, match="cannot be used"):
        LocalServer(tmp_path / "file" / "server", STUB).url()


def test_its_root_lies_in_its_folder_and_is_for_the_sandbox(new_server: NewServer, folder: Path) -> None:
    server = new_server()
    assert server.root() is None
    (folder / "keys" / "roots").mkdir(parents=True)
    (folder / "keys" / "roots" / "1.json").write_text("signed\n")
    assert server.root() == "signed"
    assert server.environment is Environment.SANDBOX
