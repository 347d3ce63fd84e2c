"""What holds around every request: errors of one shape, commits before answers, limits, headers."""

from __future__ import annotations

import asyncio
import re

import pytest
from sqlalchemy import text
from starlette.types import Message

from licensing_server.dependencies import WritingSession, network_of
from licensing_server.models.accounts import Account
from tests.support.licensing import LicensingServer
from tests.support.logs import LogWatch

DEFERRED = """
CREATE TABLE promises (id INTEGER PRIMARY KEY, account VARCHAR(64)
    REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED)
"""


@pytest.fixture
def failing(server: LicensingServer) -> LicensingServer:
    """A server with an endpoint whose statements succeed and whose commit fails."""
    with server.database.transaction() as session:
        session.execute(text(DEFERRED))

    @server.app.post("/promise")
    def promise(session: WritingSession) -> dict[str, bool]:
        session.add(Account(id="made", created_at=1))
        session.flush()
        session.execute(text("INSERT INTO promises VALUES (1, 'nobody')"))
        return {"done": True}

    return server


def test_a_failed_commit_is_a_500_and_not_a_200(failing: LicensingServer, log_watch: LogWatch) -> None:
    log_watch.expect("unexpected error")

    answer = failing.client.post("/promise")

    assert (answer.status_code, answer.json()["error"]) == (500, "internal")
    with failing.database.reading() as session:
        assert session.get(Account, "made") is None


def test_a_fault_tells_nothing_and_is_logged(server: LicensingServer, log_watch: LogWatch) -> None:
    log_watch.expect("unexpected error.*ZeroDivisionError")

    @server.app.get("/fault")
    def fault() -> float:
        return 1 / 0

    answer = server.client.get("/fault")

    assert answer.status_code == 500
    assert set(answer.json()) == {"error", "message"}
    assert "Zero" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_busy_database_is_a_503(sqlite_server: LicensingServer, log_watch: LogWatch) -> None:
    log_watch.expect("database busy")
    server = sqlite_server

    @server.app.post("/write")
    def write(session: WritingSession) -> None:
        session.execute(text("PRAGMA busy_timeout = 1"))
        session.add(Account(id="made", created_at=1))

    server.database.engine.dispose()
    other = server.database.engine.raw_connection()
    other.cursor().execute("BEGIN IMMEDIATE")
    with server.database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA busy_timeout = 1")
    try:
        answer = server.client.post("/write")
    finally:
        other.rollback()
        other.close()

    assert (answer.status_code, answer.json()["error"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "2"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("PUT", "/healthz", 405, "method_not_allowed"),
        ("GET", "/docs", 404, "not_found"),
    ],
)
def test_refusals_of_the_framework_have_our_shape(
    sqlite_server: LicensingServer, method: str, path: str, status: int, code: str
) -> None:
    answer = sqlite_server.client.request(method, path)

    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer.json()["message"]


def test_a_body_that_is_too_large_is_refused(sqlite_server: LicensingServer) -> None:
    pieces = [b'{"refresh_token": "', b"x" * sqlite_server.parts.settings.max_body_bytes, b'"}']

    for content in (b"".join(pieces), iter(pieces)):  # with its length in the header, and without
        answer = sqlite_server.client.post("/api/auth/refresh", content=content)
        assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


def test_half_a_body_is_not_worked_on(sqlite_server: LicensingServer) -> None:
    arriving = iter([{"type": "http.request", "body": b'{"email": "a', "more_body": True}, {"type": "http.disconnect"}])
    said: list[Message] = []

    async def receive() -> Message:
        return next(arriving)

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/auth/login", "headers": [], "query_string": b""}
    asyncio.run(sqlite_server.app(scope, receive, send))

    assert said == []


def test_a_body_that_is_not_json_says_so(sqlite_server: LicensingServer) -> None:
    for content in (b"", b"{", b"\xff", b"[]", b'{"email": "a@example.com", "password": "x", "more": 1}'):
        answer = sqlite_server.client.post("/api/auth/login", content=content)
        assert answer.status_code in {400, 422}
        assert answer.json()["message"]


def test_what_was_sent_is_not_repeated_in_a_refusal(sqlite_server: LicensingServer) -> None:
    body = {"email": "not an address", "password": "swordfish swordfish", "surplus": "swordfish"}

    answer = sqlite_server.client.post("/api/auth/login", json=body)

    assert answer.status_code == 422
    assert "swordfish" not in answer.text


def test_a_request_keeps_the_id_it_came_with(sqlite_server: LicensingServer) -> None:
    kept = sqlite_server.client.get("/healthz", headers={"X-Request-ID": "abc-1"})
    made = sqlite_server.client.get("/healthz", headers={"X-Request-ID": "not\tan id"})

    assert kept.headers["X-Request-ID"] == "abc-1"
    assert re.fullmatch(r"\w{26}", made.headers["X-Request-ID"])


def test_answers_are_nobody_elses_to_keep(sqlite_server: LicensingServer) -> None:
    headers = sqlite_server.client.get("/healthz").headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "unknown"),
        ("1.2.3.4, 5.6.7.8", "unknown"),
    ],
)
def test_limits_count_what_one_customer_holds(address: str, network: str) -> None:
    assert network_of(address) == network
