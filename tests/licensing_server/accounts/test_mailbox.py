"""On a machine without mail, the owner of a sandbox reads what was written; nobody else has such a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from licensing_server.mailer import make_mailer
from licensing_server.settings import Settings
from tests.support.licensing import EMAIL, PASSWORD, URL, Clock, running_server

LOCAL: dict[str, Any] = {"public_url": "http://127.0.0.1:8000"}
BODY = {"email": EMAIL, "password": PASSWORD}


def test_the_answer_leads_to_the_link(sqlite_url: str, tmp_path: Path, now: Clock) -> None:
    with running_server(sqlite_url, tmp_path, now, settings=Settings(data=tmp_path, **LOCAL)) as server:
        assert "no mail yet" in server.client.get("/sandbox/mail").text

        message = server.client.post("/api/auth/signup", json=BODY).json()["message"]

        assert "http://127.0.0.1:8000/sandbox/mail" in message
        link = re.search(
            r'href="http://127.0.0.1:8000(/api/auth/verify[^"]+)"', server.client.get("/sandbox/mail").text
        )
        assert link
        assert server.client.get(link[1]).status_code == 200


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
