"""No password, token or key reaches a log, whatever is done with them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from licensing_server.logs import LOGGER_NAME, make_logger, mask_text, write_logs
from licensing_server.settings import Settings
from tests.support.licensing import EMAIL, PASSWORD, URL, Clock, LicensingServer, device_key, enrolment, running_server
from tests.support.logs import LogWatch

NEW = "seven brown otters swim"
STRIPE_KEY = "sk_live_51Habcdefghijk"
WEBHOOK_SECRET = "whsec_abcdefghijklmnop"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged by anybody, at its most talkative."""
    root, ours = logging.getLogger(), logging.getLogger(LOGGER_NAME)
    before = root.handlers[:], root.level, ours.level
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(lambda record: not record.name.startswith("httpx"))  # the client of the test
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    ours.setLevel(logging.DEBUG)
    yield stream
    root.handlers[:], level, our_level = before
    root.setLevel(level)
    ours.setLevel(our_level)


def _live_every_story(server: LicensingServer) -> set[str]:
    """Call every endpoint that sees a secret, in ways that succeed and that fail; the secrets that were in play."""
    client = server.client
    secrets = {PASSWORD, NEW, "a wrong password", "token-in-a-header", STRIPE_KEY, WEBHOOK_SECRET}
    device = server.enrol()
    client.post("/api/devices", json=enrolment(device_key(2), at=0))
    client.post("/api/auth/signup", json={"email": EMAIL, "password": PASSWORD}, headers=device.headers)
    secrets.add(server.last_secret())
    client.get(f"/api/auth/verify?token={server.last_secret()}")
    client.post("/api/auth/verify", data={"token": server.last_secret()})
    me = server.sign_in(by=device)
    client.post("/api/auth/login", json={"email": EMAIL, "password": "a wrong password"})
    client.post("/api/auth/login", json={"email": EMAIL, "password": ["a wrong password"]})
    client.get("/me", headers={"Authorization": "Bearer token-in-a-header"})
    client.post("/api/auth/refresh", json={"refresh_token": me.refresh_token})
    client.post("/api/auth/refresh", json={"refresh_token": me.refresh_token})
    me = server.sign_in(by=device)
    client.post("/api/auth/password", json={"current_password": PASSWORD, "new_password": NEW}, headers=me.headers)
    client.post("/api/auth/password/forgot", json={"email": EMAIL})
    reset = next(mail for mail in reversed(server.mails()) if "token=" in mail.get_content()).get_content()
    secret = reset.partition("token=")[2].split()[0]
    client.get(f"/api/auth/password/reset?token={secret}")
    client.post("/api/auth/password/reset", data={"token": secret, "new_password": PASSWORD})
    client.post("/api/auth/logout", json={"refresh_token": me.refresh_token}, headers=me.headers)
    return secrets | {secret, device.access_token, device.refresh_token, me.access_token, me.refresh_token}


def test_no_secret_reaches_a_log(sqlite_url: str, tmp_path: Path, now: Clock, log: io.StringIO) -> None:
    told = Settings(
        data=tmp_path,
        public_url=URL,
        stripe_secret_key=SecretStr(STRIPE_KEY),
        stripe_webhook_secrets=(SecretStr(WEBHOOK_SECRET),),
    )
    with running_server(sqlite_url, tmp_path, now, settings=told) as server:
        secrets = _live_every_story(server)
        server.parts.log.info("settings", settings=repr(told), parts=repr(server.parts))

    text = log.getvalue()
    assert '"route": "/api/auth/login"' in text, "something was logged at all"
    assert {secret for secret in secrets if secret in text} == set()
    assert "$argon2" not in text


def test_a_fault_logs_no_secret(sqlite_server: LicensingServer, log: io.StringIO, log_watch: LogWatch) -> None:
    log_watch.expect("unexpected error")
    database = sqlite_server.database
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE refresh_tokens RENAME TO gone")

    body = enrolment(device_key(), at=sqlite_server.clock())
    assert sqlite_server.client.post("/api/devices", json=body).status_code == 500

    assert "gone" not in log.getvalue()
    assert body["proof"] not in log.getvalue()
    assert "s3cr3t" not in log.getvalue(), "statements are logged without what was bound to them"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"key {STRIPE_KEY}!", "key ***!"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: ***"),
        ("eyJhbGciOiJFZDI1NTE5In0.eyJzdWIiOiJhIn0.c2ln", "***"),
        ("postgresql://owner:hunter2@db/licensing", "postgresql://***@db/licensing"),
        ("/api/auth/verify?token=abc123&x=1", "/api/auth/verify?token=***&x=1"),
        ("$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA", "***"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str, masked: str) -> None:
    assert mask_text(text) == masked


def test_fields_are_masked_by_their_names(log: io.StringIO) -> None:
    make_logger(env="sandbox").info("told", password="x1", nested={"api_key": "x2", "plain": ["y", "Bearer x3"]})

    assert '"password": "***"' in log.getvalue()
    assert "y" in log.getvalue()
    for secret in ("x1", "x2", "x3"):
        assert secret not in log.getvalue()


def test_libraries_log_through_the_mask_and_only_when_something_is_wrong(log_watch: LogWatch) -> None:
    log_watch.expect("from a library")
    stream = io.StringIO()
    stop = write_logs(stream)
    try:
        logging.getLogger("library").info("chatter")
        logging.getLogger("library").warning("from a library: %s", STRIPE_KEY)
        make_logger(env="live").info("ours")
    finally:
        stop()
    logging.getLogger("library").warning("from a library: too late")

    assert "chatter" not in stream.getvalue()
    assert "from a library: ***" in stream.getvalue()
    assert "too late" not in stream.getvalue()
    assert '"event": "ours"' in stream.getvalue()
