"""A household whose computers, purchases and sign-ins are all busy at the same moment: made ready, raced, judged."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from infrasketch_desktop.credits import canonical, documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keys import from_base64url
from licensing_server.models.purchases import ShopEvent
from tests.support.cashiers import Cashier
from tests.support.licensing import PASSWORD, LicensingServer, Session, enrolment, read_tokens
from tests.support.paper_wallets import SERVER_KEY, PaperWallet
from tests.support.racing import Call, Reconcile


@dataclass
class Line:
    """A paper wallet's way to the server, over HTTP. Receipts are signed again with the key that those wallets know."""

    server: LicensingServer

    @property
    def now(self) -> int:
        return self.server.clock()

    def hello(self, device: str) -> str:
        return str(_post(self.server, "/api/wallet/hello", {"device": device})["chal"])

    def sync(self, token: str) -> str:
        receipt = str(_post(self.server, "/api/wallet/sync", {"request": token})["receipt"])
        payload = canonical.decode_object(from_base64url(receipt.split(".")[1]))
        return documents.sign(DocumentType.RECEIPT, payload, SERVER_KEY)


@dataclass
class Household:
    """A user with a desktop and a laptop that is being removed, and a travelling computer of an anonymous account that
    is being signed in; each has credits, a purchase, and work under way.
    """

    server: LicensingServer
    cashier: Cashier
    number: int
    wallets: dict[str, PaperWallet] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    ops: list[str] = field(default_factory=list)
    work: list[Call | Reconcile] = field(default_factory=list)

    @property
    def email(self) -> str:
        return f"ada{self.number}@example.com"

    def prepare(self) -> None:
        """Everything that comes before the race; `work` is the race."""
        desktop = self._enrol("desktop")
        self.server.sign_up(self.email, by=desktop)
        self.sessions["desktop"] = self.server.sign_in(self.email, by=desktop)
        self._reserve("desktop", "late")
        self.server.clock.forward(minutes=20)  # the hold is over now
        renewed = {"refresh_token": self.sessions["desktop"].refresh_token}
        self.sessions["desktop"] = read_tokens(self.server.client.post("/api/auth/refresh", json=renewed))
        self._enrol("laptop", by=self.sessions["desktop"])
        self._enrol("traveller")
        for who in ("desktop", "traveller"):
            self._reserve(who, "chat")
        for name, wallet in self.wallets.items():
            self._spend_offline(name, wallet)
        self._buy()
        for plan in (self._syncs, self._money, self._spends, self._people):
            plan()

    def _enrol(self, name: str, *, by: Session | None = None) -> Session:
        wallet = PaperWallet(Line(self.server), "", self.number * 10 + len(self.wallets) + 1)  # type: ignore[arg-type]  # all that it asks of a server
        body = self._enrolment(wallet, f"first-{name}")
        self.sessions[name] = read_tokens(
            self.server.client.post("/api/devices", json=body, headers=by.headers if by else None)
        )
        wallet.account = self.sessions[name].account_id
        self.wallets[name] = wallet
        return self.sessions[name]

    def _enrolment(self, wallet: PaperWallet, nonce: str) -> dict[str, Any]:
        return enrolment(wallet.key, at=self.server.clock(), nonce=f"{nonce:-<20}-{self.number:06}")

    def _reserve(self, who: str, op: str) -> None:
        body = {"op": op, "item": "export.png", "quantity": 1}
        _post(self.server, "/api/wallet/spend/reserve", body, self.sessions[who])

    def _spend_offline(self, name: str, wallet: PaperWallet) -> None:
        wallet.sync(want=5)
        for count in range(2):
            op = f"{name}-{self.number}-{count}"
            if wallet.spend(op, 1):
                self.ops.append(op)

    def _buy(self) -> None:
        """Each account buys twice and pays; one of the pages is refunded in part, one is disputed."""
        for who in ("desktop", "traveller"):
            for _ in range(2):
                body = {"package": "starter"}
                begun = _post(self.server, "/api/credits/purchase", body, self.sessions[who])
                self.pages.append(str(begun["checkout_url"]).rsplit("/", 1)[1])
        for page in self.pages:
            self.cashier.pay(page)
        self.cashier.refund(self.pages[0], 200)
        self.cashier.refund(self.pages[2], 100)
        self.cashier.open_dispute(self.pages[3])

    def _syncs(self) -> None:
        for wallet in self.wallets.values():
            older, newer = wallet.request(want=50), wallet.request(want=80)
            for token in (older, older, newer, newer):
                self._add("sync", "POST", "/api/wallet/sync", json={"request": token})
            for _ in range(2):
                self._add("hello", "POST", "/api/wallet/hello", json={"device": wallet.device})

    def _money(self) -> None:
        for body in self._events():
            for _ in range(2):
                headers = {"Stripe-Signature": self.cashier.sign(body)}
                self._add("webhook", "POST", "/api/webhooks/stripe", content=body, headers=headers)
        for key in ("one", "two"):
            for who in ("desktop", "desktop", "traveller"):
                headers = self.sessions[who].headers | {"Idempotency-Key": key}
                body = {"package": "pro"}
                self._add(f"buy {key} {who}", "POST", "/api/credits/purchase", json=body, headers=headers)
        self.work += [Reconcile(), Reconcile()]

    def _spends(self) -> None:
        for who in ("desktop", "traveller"):
            for op, item in (("new", "export.png"), ("other", "export.png")):
                body: dict[str, Any] = {"op": op, "item": item, "quantity": 1}
                for _ in range(2):
                    headers = self.sessions[who].headers | {"Idempotency-Key": f"reserve-{op}"}
                    self._add("reserve", "POST", "/api/wallet/spend/reserve", json=body, headers=headers)
            for op in ("chat", "late"):
                self._add_spend("commit", who, {"op": op, "credits": 1})
                self._add_spend("release", who, {"op": op})

    def _add_spend(self, verb: str, who: str, body: dict[str, Any]) -> None:
        self._add(verb, "POST", f"/api/wallet/spend/{verb}", json=body, headers=self.sessions[who].headers)

    def _people(self) -> None:
        desktop, laptop, traveller = (self.sessions[name] for name in ("desktop", "laptop", "traveller"))
        credentials = {"email": self.email, "password": PASSWORD}
        for _ in range(2):
            for who, name in ((traveller, "traveller"), (laptop, "laptop")):
                self._add(f"login {name}", "POST", "/api/auth/login", json=credentials, headers=who.headers)
            self._add("revoke", "DELETE", f"/api/devices/{laptop.device_id}", headers=desktop.headers)
            self._add("refresh", "POST", "/api/auth/refresh", json={"refresh_token": laptop.refresh_token})
        newcomer = PaperWallet(self.wallets["desktop"].server, "", self.number * 10 + 9)
        for count, wallet in enumerate((newcomer, newcomer, *self.wallets.values(), *self.wallets.values())):
            label = "enrol new" if wallet is newcomer else "enrol again"
            self._add(label, "POST", "/api/devices", json=self._enrolment(wallet, f"race-{count}"))
        self._second_user()

    def _second_user(self) -> None:
        """Somebody else of the household signs up, on the computer that is being signed in; the link is used twice."""
        email = f"bob{self.number}@example.com"
        body = {"email": email, "password": PASSWORD}
        answer = self.server.client.post("/api/auth/signup", json=body)
        assert answer.status_code == 202, answer.text
        token = {"token": self.server.last_secret(email)}
        for _ in range(2):
            self._add("verify", "POST", "/api/auth/verify", data=token)

    def _add(self, label: str, method: str, path: str, **options: Any) -> None:
        self.work.append(Call(label, method, path, options))

    def _events(self) -> list[bytes]:
        """What happened to the pages of this household, as the payment service tells it."""
        payments = {self.cashier.payment_of(page) for page in self.pages} | set(self.pages)
        with self.server.database.reading() as session:
            bodies = session.scalars(select(ShopEvent.body).order_by(ShopEvent.id)).all()
        about = [(body, json.loads(body)["data"]["object"]) for body in bodies]
        return [body.encode() for body, thing in about if {thing["id"], thing.get("payment_intent")} & payments]

    def settle(self) -> None:
        """After the race every event is told once more, and the devices that are left sync in peace."""
        for body in self._events():
            headers = {"Stripe-Signature": self.cashier.sign(body)}
            answer = self.server.client.post("/api/webhooks/stripe", content=body, headers=headers)
            assert answer.status_code == 200, answer.text
        for name in ("desktop", "traveller"):
            self.wallets[name].sync()


def _post(server: LicensingServer, path: str, body: dict[str, Any], who: Session | None = None) -> dict[str, Any]:
    answer = server.client.post(path, json=body, headers=who.headers if who else None)
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    return found
