"""Wallets, spending and statements over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from httpx2 import Response

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.receipts import read_receipt
from licensing_server.books import grants
from tests.support.licensing import LicensingServer, Session, device_key
from tests.support.paper_wallets import PaperServer, PaperWallet


@dataclass(slots=True)
class Device(PaperWallet):
    """A wallet whose key is the enrolled one."""

    @property
    def key(self) -> PrivateKey:
        return device_key(self.number)


@pytest.fixture
def me(server: LicensingServer) -> Session:
    """A fresh installation with 100 credits besides its 10 welcome credits."""
    signed_in = server.enrol(1)
    give(server, signed_in, "first", 100)
    return signed_in


@pytest.fixture
def device(server: LicensingServer, me: Session) -> Device:
    return Device(PaperServer(server.database, server.clock()), me.account_id)


def give(server: LicensingServer, to: Session, source_id: str, amount: int) -> None:
    now = server.clock()
    with server.database.transaction() as session:
        grants.issue(
            session,
            account_id=to.account_id,
            source="operator",
            source_id=source_id,
            kind=LotKind.BONUS,
            credits=amount,
            paid=False,
            effective_at=now,
            expires_at=None,
            now=now,
        )


def sync(server: LicensingServer, device: Device, way: str = "sync", **more: Any) -> Response:
    return server.client.post(f"/api/wallet/{way}", json={"request": device.request(**more)})


def spend(server: LicensingServer, me: Session, step: str, body: Mapping[str, Any], key: str | None = None) -> Response:
    headers = me.headers | ({"Idempotency-Key": key} if key else {})
    return server.client.post(f"/api/wallet/spend/{step}", json=body, headers=headers)


def get(server: LicensingServer, me: Session, what: str) -> dict[str, Any]:
    answer = server.client.get(f"/api/credits/{what}", headers=me.headers)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_a_device_gets_a_signed_receipt(server: LicensingServer, device: Device) -> None:
    challenge = server.client.post("/api/wallet/hello", json={"device": device.device})
    assert challenge.status_code == 200
    assert challenge.json()["expires_at"] == server.clock() + 300
    answer = sync(server, device, want=60)
    assert answer.status_code == 200, answer.text
    payload = server.parts.signer.trust.read_new(answer.json()["receipt"], DocumentType.RECEIPT)
    assert sum(lot.bucket for lot in read_receipt(payload).lots) == 60


@pytest.mark.parametrize(("way", "file"), [("sync", True), ("file", False)])
def test_the_two_ways_are_told_apart(server: LicensingServer, device: Device, way: str, *, file: bool) -> None:
    answer = sync(server, device, way, file=file)
    assert (answer.status_code, answer.json()["error"]) == (422, "bad_document")


def test_a_file_is_answered_without_a_sign_in(server: LicensingServer, device: Device) -> None:
    assert sync(server, device, "file", file=True).status_code == 200


def test_each_refusal_has_a_name_of_its_own(server: LicensingServer, device: Device) -> None:
    request = device.request()
    stranger = documents.sign(DocumentType.SYNC, {"v": 1}, PrivateKey(b"?" * 32))
    payload = documents.read(request, DocumentType.SYNC, lambda _kid: device.key.public)
    newer = documents.sign(DocumentType.SYNC, payload | {"v": 2}, device.key)
    head, body, signature = request.split(".")
    expected = {
        "not-a-document": (422, "bad_document"),
        stranger: (404, "unknown_device"),
        newer: (422, "newer_version"),
        f"{head}.{body}.{'A' * 85}{signature[-1]}": (403, "bad_signature"),
        documents.sign(DocumentType.SYNC, payload | {"dev": "x", "iss": "x"}, device.key): (403, "wrong_audience"),
        documents.sign(DocumentType.SYNC, payload | {"chal": "9.x"}, device.key): (409, "stale"),
    }
    for token, refusal in expected.items():
        answer = server.client.post("/api/wallet/sync", json={"request": token})
        assert (answer.status_code, answer.json()["error"]) == refusal
        assert answer.json()["message"]


def test_too_many_entries_are_refused_by_size(server: LicensingServer, device: Device) -> None:
    payload = documents.read(device.request(), DocumentType.SYNC, lambda _kid: device.key.public)
    many = documents.sign(DocumentType.SYNC, payload | {"entries": ["AA"] * 5001}, device.key)
    answer = server.client.post("/api/wallet/sync", json={"request": many})
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


def test_an_unknown_device_is_not_challenged(server: LicensingServer) -> None:
    answer = server.client.post("/api/wallet/hello", json={"device": "A" * 43})
    assert (answer.status_code, answer.json()["error"]) == (404, "unknown_device")


def test_work_on_the_server_is_reserved_at_its_price_and_committed(server: LicensingServer, me: Session) -> None:
    reserved = spend(server, me, "reserve", {"op": "w1", "item": "ai.chat", "tier": "opus"})
    assert (reserved.status_code, reserved.json()["credits"], reserved.json()["balance"]) == (200, 10, 110)
    committed = spend(server, me, "commit", {"op": "w1", "credits": 4})
    assert (committed.json()["state"], committed.json()["balance"]) == ("committed", 106)
    assert get(server, me, "balance")["balance"] == 106


def test_released_work_costs_nothing(server: LicensingServer, me: Session) -> None:
    spend(server, me, "reserve", {"op": "w1", "item": "ai.generate", "tier": "sonnet"})
    assert get(server, me, "balance")["held"] == 15
    assert spend(server, me, "release", {"op": "w1"}).json()["state"] == "released"
    assert get(server, me, "balance") | {"lots": []} == {
        "balance": 110, "pool": 110, "on_devices": 0, "held": 0, "frozen": 0, "debt": 0, "lots": [],
    }  # fmt: skip


def test_the_same_key_gets_the_same_answer_and_another_body_is_refused(server: LicensingServer, me: Session) -> None:
    body = {"op": "w1", "item": "ai.chat", "tier": "opus"}
    first = spend(server, me, "reserve", body, "key")
    spend(server, me, "release", {"op": "w1"})
    assert spend(server, me, "reserve", body, "key").json() == first.json()
    other = spend(server, me, "reserve", body | {"op": "w2"}, "key")
    assert (other.status_code, other.json()["error"]) == (409, "idempotency_key_reused")


def test_too_few_credits_are_answered_with_the_packages(server: LicensingServer, me: Session) -> None:
    answer = spend(server, me, "reserve", {"op": "w1", "item": "code.project", "quantity": 40})
    assert answer.status_code == 402
    body = answer.json()
    assert (body["error"], body["credits_remaining"], body["required"]) == ("insufficient_credits", 110, 120)
    assert body["packages"][1] == {"id": "pro", "name": "Pro", "amount": 2000, "currency": "usd", "credits": 500}


@pytest.mark.parametrize(
    ("step", "body", "refusal"),
    [
        ("reserve", {"op": "w", "item": "nothing"}, (404, "unknown_item")),
        ("commit", {"op": "w", "credits": 1}, (409, "unknown_hold")),
        ("release", {"op": "w"}, (409, "unknown_hold")),
        ("reserve", {"op": "w", "item": "ai.chat", "amount": 1}, (422, "invalid")),
    ],
)
def test_what_cannot_be_done_says_why(
    server: LicensingServer, me: Session, step: str, body: dict[str, Any], refusal: tuple[int, str]
) -> None:
    answer = spend(server, me, step, body)
    assert (answer.status_code, answer.json()["error"]) == refusal


def test_the_history_has_every_movement_with_the_balance_after_it(
    server: LicensingServer, me: Session, device: Device
) -> None:
    receipt = sync(server, device, want=60)
    assert receipt.status_code == 200
    payload = receipt.json()["receipt"].split(".")[1]
    device.receipt = read_receipt(documents.canonical.decode_object(documents.from_base64url(payload)))
    device.spend("export-1", 3)
    assert sync(server, device, want=60).status_code == 200
    movements = get(server, me, "history")["movements"]
    assert [(line["what"], line["amount"], line["balance_after"]) for line in movements] == [
        ("Picture (PNG)", -3, 107),
        ("Gift", 100, 110),
        ("Welcome credits", 10, 10),
    ]
    assert movements[0]["ref"] == "export-1"
    assert get(server, me, "usage")["usage"] == [
        {"month": "2026-11", "item": "export.png", "name": "Picture (PNG)", "credits": 3}
    ]


def test_the_history_is_read_page_by_page(server: LicensingServer, me: Session) -> None:
    for number in range(4):
        give(server, me, f"more-{number}", 1)
    seen: list[int] = []
    page = get(server, me, "history?limit=4")
    while True:
        seen += [line["balance_after"] for line in page["movements"]]
        if page["cursor"] is None:
            break
        page = get(server, me, f"history?limit=4&cursor={page['cursor']}")
    assert seen == [114, 113, 112, 111, 110, 10]


def test_statements_need_a_sign_in(server: LicensingServer) -> None:
    for what in ("balance", "history", "usage"):
        assert server.client.get(f"/api/credits/{what}").status_code == 401
