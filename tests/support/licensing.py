"""A licensing server in this process: the real application over a real database, with a clock that tests move."""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.receipts import Environment
from licensing_server.app import create_app
from licensing_server.database import Database
from licensing_server.logs import make_logger
from licensing_server.mailer import FolderMailer
from licensing_server.metrics import Metrics
from licensing_server.models import Base
from licensing_server.operations.init import prepare_sandbox
from licensing_server.parts import Parts
from licensing_server.settings import Settings
from licensing_server.shop.gateway import SandboxGateway
from licensing_server.signing import KeysFolder, Signer

URL = "http://testserver"
START = 1_795_000_000
"""When tests begin: 2026-11-18."""

EMAIL = "ada@example.com"
PASSWORD = "four gray herons wade"


@dataclass(slots=True)
class Clock:
    """Stands still until a test moves it."""

    time: int = START

    def __call__(self) -> int:
        return self.time

    def forward(self, *, seconds: int = 0, minutes: int = 0, days: int = 0) -> None:
        self.time += seconds + 60 * minutes + 86_400 * days


@dataclass(slots=True)
class Counted:
    """Ids and secrets in a fixed order, so that a failure looks the same the next time."""

    prefix: str
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_id(self) -> str:
        return f"{self.prefix}{next(self.numbers):0{26 - len(self.prefix)}}"

    def new_secret(self) -> str:
        number = hashlib.sha256(f"{self.prefix} secret {next(self.numbers)}".encode()).hexdigest()
        return f"s3cr3t{number[:37]}"


@cache
def _sandbox_keys() -> dict[str, tuple[int, bytes]]:
    """Mode and content of every file that `infrasketch-server init` makes; made once, for it flushes to disk."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepare_sandbox(KeysFolder(folder), START, random.Random("keys of tests").randbytes)
        files = [file for file in folder.rglob("*") if file.is_file()]
        return {str(file.relative_to(folder)): (file.stat().st_mode, file.read_bytes()) for file in files}


def make_signer(folder: Path, clock: Clock) -> Signer:
    """The signer over the keys in `folder`, which are made from START on and are always the same ones."""
    for name, (mode, content) in _sandbox_keys().items():
        file = folder / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(mode)
    return Signer(KeysFolder(folder), Environment.SANDBOX, clock)


def fast_hasher() -> PasswordHasher:
    """Argon2id at its cheapest: what it costs is no concern of tests."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def create_tables(url: str) -> None:
    """Make every table of the server."""
    database = Database(url)
    Base.metadata.create_all(database.engine)
    database.close()


def make_parts(database: Database, folder: Path, clock: Clock, **changes: Any) -> Parts:
    """Everything the server needs, small and in memory where it can be."""
    settings = Settings(data=folder, public_url=URL)
    counted = Counted("ID")
    shop = SandboxGateway(database, public_url=URL, now=clock, new_id=counted.new_id, new_secret=counted.new_secret)
    parts = Parts(
        settings=settings,
        database=database,
        now=clock,
        new_id=counted.new_id,
        new_secret=counted.new_secret,
        signer=make_signer(settings.keys, clock),
        gateway=shop,
        mailer=FolderMailer(folder / "mail", settings.mail_from, clock),
        hasher=fast_hasher(),
        metrics=Metrics(),
        log=make_logger(env=settings.env),
    )
    return replace(parts, **changes)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in."""

    account_id: str
    user_id: str | None
    device_id: str | None
    access_token: str
    refresh_token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access_token}"}


def read_tokens(answer: Response) -> Session:
    """The sign-in that an answer of the server gives."""
    assert answer.status_code in {200, 201}, answer.text
    body = answer.json()
    return Session(**{name: body[name] for name in Session.__slots__})


@dataclass(frozen=True, slots=True)
class LicensingServer:
    """The server as tests use it. `client` answers 500 where the server would."""

    parts: Parts
    app: FastAPI
    client: TestClient
    clock: Clock
    nonces: Iterator[int] = field(default_factory=itertools.count)

    @property
    def database(self) -> Database:
        return self.parts.database

    def enrol(self, number: int = 1, *, by: Session | None = None) -> Session:
        """Enrol the device key `number`: as a fresh installation, or by somebody who is signed in."""
        body = enrolment(device_key(number), at=self.clock(), nonce=f"nonce-{next(self.nonces):020}")
        return read_tokens(self.client.post("/api/devices", json=body, headers=by.headers if by else None))

    def sign_up(self, email: str = EMAIL, password: str = PASSWORD, *, by: Session | None = None) -> None:
        """Sign up and confirm the address by the link in the mail."""
        body = {"email": email, "password": password}
        answer = self.client.post("/api/auth/signup", json=body, headers=by.headers if by else None)
        assert answer.status_code == 202, answer.text
        page = self.client.post("/api/auth/verify", data={"token": self.last_secret(email)})
        assert page.status_code == 200, page.text

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD, *, by: Session | None = None) -> Session:
        body = {"email": email, "password": password}
        return read_tokens(self.client.post("/api/auth/login", json=body, headers=by.headers if by else None))

    def mails(self, email: str = EMAIL) -> list[EmailMessage]:
        """What was mailed to an address, the first first."""
        files = sorted((self.parts.settings.data / "mail").glob("*.eml"))
        found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail for mail in found if mail["To"] == email]

    def last_secret(self, email: str = EMAIL) -> str:
        """The secret of the link in the last mail to an address."""
        found = re.search(r"token=([A-Za-z0-9_-]+)", self.mails(email)[-1].get_content())
        assert found
        return found[1]


@contextmanager
def running_server(
    url: str, folder: Path, clock: Clock, *, connections: int = 16, **changes: Any
) -> Iterator[LicensingServer]:
    """A server over the database at `url`, whose tables exist; `changes` replace parts."""
    database = Database(url, connections=connections)
    try:
        parts = make_parts(database, folder, clock, **changes)
        app = create_app(parts)
        with TestClient(app, base_url=URL, raise_server_exceptions=False) as client:
            yield LicensingServer(parts, app, client, clock)
    finally:
        database.close()


def device_key(number: int = 1) -> PrivateKey:
    """The key of a device, always the same one for a number."""
    return PrivateKey(hashlib.sha256(f"device {number}".encode()).digest())


def enrolment(
    key: PrivateKey, *, at: int, nonce: str = "nonce-of-this-test-0001", audience: str = URL
) -> dict[str, Any]:
    """The body of POST /api/devices."""
    payload = {"v": 1, "iss": key.public.kid, "aud": audience, "at": at, "nonce": nonce}
    proof = documents.sign(DocumentType.ENROLMENT, payload, key)
    return {"public_key": key.public.text, "proof": proof, "name": "A laptop", "platform": "linux"}
