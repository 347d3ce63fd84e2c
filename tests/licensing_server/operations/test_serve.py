"""One command serves: it needs nothing but a folder, says when it is ready, and ends with who started it."""

from __future__ import annotations

import json
import secrets
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import requests

from licensing_server.cli import main
from tests.support.licensing import device_key, enrolment
from tests.support.processes import Start
from tests.support.programs import ROOT

pytestmark = pytest.mark.loopback

SERVER = (sys.executable, "-W", "error", "-m", "licensing_server")


@pytest.fixture(scope="session")
def fill_database() -> None:
    """The server makes its tables itself."""


def _enrol(url: str, number: int = 1) -> requests.Response:
    told = requests.post(f"{url}/api/devices", json=enrolment(device_key(number), at=0, audience=url), timeout=20)
    body = enrolment(device_key(number), at=told.json()["server_time"], audience=url, nonce=secrets.token_urlsafe())
    return requests.post(f"{url}/api/devices", json=body, timeout=20)


def test_a_folder_is_all_it_needs_and_holds_all_it_knows(start_process: Start, tmp_path: Path) -> None:
    data, accounts = tmp_path / "data", set()
    for status in (201, 200):
        ready = tmp_path / f"ready-{status}.json"
        command = [*SERVER, "serve", "--sandbox", "--data", data, "--port", "0", "--ready-file", ready]
        server = start_process(command)
        told = json.loads(server.wait_for_file(ready, seconds=60))
        url = told["url"]
        assert server.wait_for_line("ready")[0].strip() == f"ready {url}"
        assert (told["pid"], url) == (server.pid, f"http://127.0.0.1:{told['port']}")
        answer = _enrol(url)
        assert answer.status_code == status, answer.text
        accounts.add(answer.json()["account_id"])
        if status == 201:
            server.kill()

    assert len(accounts) == 1
    assert (data / "keys" / "roots" / "1.json").exists()
    assert data.stat().st_mode & 0o077 == 0, "nobody else reads what lies there"
    assert server.end() == 0
    assert not ready.exists()
    assert "Traceback" not in server.err


def test_it_ends_when_its_parent_does(tmp_path: Path) -> None:
    command = [*SERVER, "serve", "--sandbox", "--data", str(tmp_path), "--port", "0", "--with-parent"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stdout.readline().startswith(b"ready http://127.0.0.1:")
        server.stdin.close()
        assert server.wait(30) == 0


def test_several_processes_share_one_postgresql(start_process: Start, tmp_path: Path, postgresql_url: str) -> None:
    ready = tmp_path / "ready.json"
    told = {"INFRASKETCH_DATABASE_URL": postgresql_url, "INFRASKETCH_DATA": str(tmp_path)}
    command = [*SERVER, "serve", "--workers", "2", "--port", "0", "--ready-file", ready]
    server = start_process(command, environment=told)
    url = json.loads(server.wait_for_file(ready, seconds=90))["url"]

    for number in range(6):
        assert _enrol(url, number).status_code == 201

    counted = [line for line in requests.get(f"{url}/metrics", timeout=20).text.splitlines() if "/api/devices" in line]
    total = next(line for line in counted if "requests_total" in line and '"201"' in line)
    assert total.endswith(" 6.0"), "any process answers for all"
    assert server.end() == 0


def test_several_processes_do_not_share_sqlite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--data", str(tmp_path), "--workers", "2", "--port", "0"]) == 1

    assert "INFRASKETCH_DATABASE_URL" in capsys.readouterr().err


def test_a_port_that_is_taken_is_an_expected_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        assert main(["serve", "--data", str(tmp_path), "--port", str(taken.getsockname()[1])]) == 1

    assert "--port" in capsys.readouterr().err


def test_a_live_server_is_reached_by_https(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INFRASKETCH_ENV", "live")
    monkeypatch.setenv("INFRASKETCH_STRIPE_SECRET_KEY", "sk_live_1")
    monkeypatch.setenv("INFRASKETCH_STRIPE_WEBHOOK_SECRETS", "whsec_1")
    monkeypatch.setenv("INFRASKETCH_STRIPE_PRICES", '{"pro": "price_1"}')

    assert main(["serve", "--data", str(tmp_path), "--port", "0"]) == 1

    assert "INFRASKETCH_PUBLIC_URL=https://" in capsys.readouterr().err
