"""On a machine without mail, the owner of a sandbox reads what was written; nobody else has such a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from licensing_server.mailer import make_mailer
from licensing_server.settings import Settings
from tests.support.licensing import EMAIL, PASSWORD, URL, Clock, running_server

LOCAL: dict[str, Any] = {"public_url": "http://127.0.0.1:8000"}
BODY = {"email": EMAIL, "password": PASSWORD}


def test_the_answer_leads_to_the_link(sqlite_url: str, tmp_path: Path, now: Clock) -> None:
    with running_server(sqlite_url, tmp_path, now, settings=Settings(data=tmp_path, **LOCAL)) as server:
        browser = TestClient(server.app, base_url=LOCAL["public_url"], client=("127.0.0.1", 50_000))
        assert "no mail yet" in browser.get("/sandbox/mail").text

        answer = browser.post("/api/auth/signup", json=BODY).json()

        assert answer["mailbox"] == "http://127.0.0.1:8000/sandbox/mail"
        assert answer["mailbox"] in answer["message"]
        link = re.search(r'href="http://127.0.0.1:8000(/api/auth/verify[^"]+)"', browser.get("/sandbox/mail").text)
        assert link
        assert browser.get(link[1]).status_code == 200


@pytest.mark.parametrize(
    ("host", "peer"),
    [("192.168.1.5:8000", "192.168.1.7"), ("127.0.0.1:8000", "192.168.1.7"), ("rebound.example:8000", "127.0.0.1")],
)
def test_only_a_browser_of_this_machine_sees_it(
    sqlite_url: str, tmp_path: Path, now: Clock, host: str, peer: str
) -> None:
    """A sandbox may listen everywhere, and a page of anybody may have a name that leads to this machine."""
    with running_server(sqlite_url, tmp_path, now, settings=Settings(data=tmp_path, **LOCAL)) as server:
        browser = TestClient(server.app, base_url=f"http://{host}", client=(peer, 50_000))
        assert browser.get("/sandbox/mail").status_code == 404


LIVE = {
    "env": "live",
    "stripe_secret_key": SecretStr("sk_live_1"),
    "stripe_webhook_secrets": (SecretStr("whsec_1"),),
}


@pytest.mark.parametrize("change", [{"public_url": URL}, {"smtp_host": "mail.example.com"}, LIVE])
def test_everywhere_else_there_is_no_mailbox(
    sqlite_url: str, tmp_path: Path, now: Clock, change: dict[str, Any]
) -> None:
    told = Settings(data=tmp_path, **LOCAL | change)
    with running_server(sqlite_url, tmp_path, now, settings=told, mailer=make_mailer(told, now)) as server:
        assert server.client.get("/sandbox/mail").status_code == 404
