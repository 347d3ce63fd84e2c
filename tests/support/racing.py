"""Requests that many processes, with several threads each, send to one database at the same moment."""

from __future__ import annotations

import multiprocessing
import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from licensing_server.app import create_app
from licensing_server.database import Database
from licensing_server.parts import Parts
from licensing_server.purchases import reconciliation
from tests.support.cashiers import sandbox_cashier, with_gateway
from tests.support.licensing import URL, Clock, make_parts
from tests.support.waiting import wait_until

THREADS = 3


@dataclass(frozen=True)
class Call:
    """One request; those of one `label` are answered alike."""

    label: str
    method: str
    path: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reconcile:
    """Both reconciliations, as the jobs of a server do them."""

    label: str = "reconcile"


@dataclass(frozen=True)
class Answer:
    """What became of a call; a failure that is no answer counts as 500."""

    label: str
    status: int
    text: str


def racing_parts(url: str, folder: Path, at: int) -> Parts:
    """A server over a database that others share: its ids and secrets are really random."""
    new_id = partial(_random_id, random.SystemRandom())
    parts = make_parts(Database(url), folder, Clock(at), new_id=new_id, new_secret=partial(secrets.token_urlsafe, 24))
    return with_gateway(parts, sandbox_cashier(parts))


def race(url: str, folder: Path, work: Sequence[Call | Reconcile], *, at: int, processes: int) -> list[Answer]:
    """Deal the work out to processes that all begin together; every answer."""
    shares = [work[start::processes] for start in range(processes)]
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])  # everything is imported once, and not by each process
    folder.mkdir()
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        runs = [
            pool.submit(_run, url, folder / str(number), share, at, processes) for number, share in enumerate(shares)
        ]
        return [answer for run in runs for answer in run.result()]


def _run(url: str, folder: Path, share: Sequence[Call | Reconcile], at: int, processes: int) -> list[Answer]:
    parts = racing_parts(url, folder, at)
    with ExitStack() as stack:
        stack.callback(parts.database.close)
        client = stack.enter_context(TestClient(create_app(parts), base_url=URL, raise_server_exceptions=False))
        client.get("/readyz")
        folder.with_suffix(".ready").touch()
        wait_until(lambda: len(list(folder.parent.glob("*.ready"))) == processes, what="the other processes")
        pool = stack.enter_context(ThreadPoolExecutor(THREADS))
        return list(pool.map(partial(_do, parts, client), share))


def _do(parts: Parts, client: TestClient, task: Call | Reconcile) -> Answer:
    if isinstance(task, Reconcile):
        return _attempt(task.label, lambda: _reconcile(parts))
    answer = client.request(task.method, task.path, **task.options)
    return Answer(task.label, answer.status_code, answer.text)


def _reconcile(parts: Parts) -> str:
    findings = [*reconciliation.catch_up(parts), *reconciliation.compare(parts)]
    return "; ".join(str(finding) for finding in findings if finding.kind is not reconciliation.Kind.MENDED)


def _attempt(label: str, work: Callable[[], str]) -> Answer:
    try:
        return Answer(label, 200, work())
    except Exception as error:  # noqa: BLE001 - whatever it is, the test names it
        return Answer(label, 500, repr(error))


def _random_id(source: random.Random) -> str:
    return "".join(source.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=26))
