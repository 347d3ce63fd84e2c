"""A device whose owner changed the program: whatever it signs is answered in words, and the books stay sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import Response

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.chain import START, Entry, EntryKind, Link, entry_hash
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.sync_request import SyncRequest
from licensing_server.books import reports
from licensing_server.limits import Rule
from licensing_server.wallets import endpoints
from licensing_server.wallets.checks import verify_wallets
from tests.support.licensing import LicensingServer, Session, device_key

OP = "0f" * 16


@pytest.fixture
def device(server: LicensingServer) -> Iterator[Session]:
    yield server.enrol()
    with server.database.reading() as session:
        assert reports.verify_books(session).faults == ()
        assert verify_wallets(session) == ()


def ask(server: LicensingServer, device: Session, entry: Entry | None = None, **changes: Any) -> Response:
    """Send a well-formed request of one entry with `changes`."""
    entries = () if entry is None else (entry.body(),)
    head = START if entry is None else Link(entry.seq, entry_hash(entry.body()), entry.epoch)
    chal = server.client.post("/api/wallet/hello", json={"device": device.device_id}).json()["chal"]
    request = SyncRequest(str(device.device_id), device.account_id, chal, START, entries, head, 100, 0, "nonce")
    request = replace(request, **changes)
    path = "sync" if request.chal is not None else "file"
    signed = documents.sign(DocumentType.SYNC, request.payload(), device_key())
    return server.client.post(f"/api/wallet/{path}", json={"request": signed})


def commit(**changes: Any) -> Entry:
    return replace(Entry(1, START.head, 0, EntryKind.COMMIT, OP, 1_795_000_000, {"lot": 1}, "export.png"), **changes)


@pytest.mark.parametrize(
    "entry",
    [
        commit(op="a\x00b"),
        commit(item="a\x00b"),
        commit(item="x" * 256),
        commit(lots={"a\x00b": 1}),
        commit(lots={"lot": 2**53 - 1}),
        commit(lots={"lot": 2**53 - 1, "other": 2**53 - 1}),
        commit(at=2**53 - 1),
        commit(lots={}),
    ],
    ids=["nul-op", "nul-item", "long-item", "nul-lot", "huge", "more-than-huge", "far-future", "nothing"],
)
def test_no_entry_makes_the_server_stumble(server: LicensingServer, device: Session, entry: Entry) -> None:
    answer = ask(server, device, entry)
    assert answer.status_code in {200, 422}, answer.text
    assert ask(server, device).status_code == 200, "an honest request is answered afterwards"


@pytest.mark.parametrize(
    "changes",
    [
        {"acc": "a\x00b", "chal": None},
        {"chal": "1.a\x00b"},
        {"nonce": "a\x00b"},
        {"want": 2**53 - 1},
        {"last_rseq": 2**53 - 1},
        {"base": Link(2**40, "a" * 64, 0), "head": Link(2**40, "a" * 64, 0)},
        {"base": Link(0, START.head, 2**40), "head": Link(0, START.head, 2**40)},
        {"base": Link(0, START.head, 2**53 - 1), "head": Link(0, START.head, 2**53 - 1)},
    ],
    ids=["nul-account", "nul-challenge", "nul-nonce", "want", "rseq", "seq", "epoch", "last-epoch"],
)
def test_no_request_makes_the_server_stumble(server: LicensingServer, device: Session, changes: dict[str, Any]) -> None:
    answer = ask(server, device, **changes)
    assert answer.status_code in {200, 409, 422}, answer.text


def test_a_file_cannot_be_sent_for_ever(
    server: LicensingServer, device: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a copy may send it; each time costs the server a signature."""
    monkeypatch.setattr(endpoints, "FILES", Rule("files", most=3, seconds=60))
    assert [ask(server, device, chal=None).status_code for _ in range(4)] == [200, 200, 200, 429]
    server.clock.forward(seconds=60)
    assert ask(server, device, chal=None).status_code == 200
