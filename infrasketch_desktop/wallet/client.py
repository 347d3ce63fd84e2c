"""The licensing server's endpoints, one method each: what is sent, and what is taken from the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.errors import NotConnectedError, ServerRefusedError
from infrasketch_desktop.wallet.http import Http
from infrasketch_desktop.wallet.purchases import Begun, Purchase, PurchaseState
from infrasketch_desktop.wallet.refusals import look_for_mail
from infrasketch_desktop.wallet.relay_turns import TurnCost

LONGEST = 4096
MOST_ROOTS = 100
"""Fetched at a time."""
LONGEST_DOCUMENT = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tokens:
    """Proof of who calls: `access` for a quarter of an hour, `refresh` for one use. Neither is ever logged."""

    account: str
    access: str
    refresh: str

    def __repr__(self) -> str:
        return f"Tokens(account={self.account!r})"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose the credits are; without `email` the account is anonymous. `signed_in` tells that a person is."""

    id: str
    email: str | None
    signed_in: bool


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A computer of the account; times are seconds UTC."""

    id: str
    name: str
    platform: str
    enrolled_at: int
    seen_at: int
    is_this: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a new device shows: its public key (base64url), the proof, and how people call it."""

    public_key: str
    proof: str
    name: str
    platform: str


class LicensingClient:
    """Every method may raise NotConnectedError and ServerRefusedError; `token` is an access token."""

    def __init__(self, http: Http) -> None:
        self._http = http

    @property
    def base_url(self) -> str:
        """The address without a slash at its end; what is proved to one server is proved to it under this name."""
        return self._http.base_url

    def close(self) -> None:
        self._http.close()

    # Wallet

    def hello(self, device: str) -> str:
        """A challenge: single use, for five minutes."""
        return _Reader(self._post("/api/wallet/hello", {"device": device})).text("chal")

    def sync(self, request: str) -> str:
        """The receipt for a signed request."""
        return _Reader(self._post("/api/wallet/sync", {"request": request})).text("receipt", LONGEST_DOCUMENT)

    def sync_by_file(self, request: str) -> str:
        """The receipt for a request that was carried here in a file."""
        return _Reader(self._post("/api/wallet/file", {"request": request})).text("receipt", LONGEST_DOCUMENT)

    # Trust and prices

    def root(self, number: int) -> str | None:
        """The root with this number as it was signed, None when there is none yet."""
        try:
            return self._http.send("GET", f"/api/roots/{number}").text
        except ServerRefusedError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def roots_after(self, newest: int) -> list[str]:
        """The roots that came after number `newest`, in order."""
        roots: list[str] = []
        while len(roots) < MOST_ROOTS and (root := self.root(newest + 1 + len(roots))) is not None:
            roots.append(root)
        return roots

    def keyset(self) -> str:
        """The key list as it was signed."""
        return self._http.send("GET", "/api/keys").text

    def prices(self) -> str:
        """The signed price list."""
        return _Reader(self._http.send("GET", "/api/catalog").fields()).text("prices", LONGEST_DOCUMENT)

    # Devices and accounts

    def enrol(self, enrolment: Enrolment, token: str | None) -> Tokens:
        """Make a device known, or sign a known one in anew; with a token it joins that account."""
        body = {
            "public_key": enrolment.public_key,
            "proof": enrolment.proof,
            "name": enrolment.name,
            "platform": enrolment.platform,
        }
        return _tokens(self._post("/api/devices", body, token))

    def sign_up(self, email: str, password: str, token: str | None) -> str:
        """Ask for an account; the answer says to look for a mail, whatever the address."""
        return _message(self._post("/api/auth/signup", {"email": email, "password": password}, token))

    def resend_verification(self, email: str) -> str:
        """Ask for the mail of a sign-up again."""
        return _message(self._post("/api/auth/verification", {"email": email}))

    def forgot_password(self, email: str) -> str:
        """Ask for a mail with a link to choose a new password."""
        return _message(self._post("/api/auth/password/forgot", {"email": email}))

    def log_in(self, email: str, password: str, token: str | None) -> Tokens:
        """Sign in; with the token of a device, it and its anonymous credits come along."""
        return _tokens(self._post("/api/auth/login", {"email": email, "password": password}, token))

    def refresh(self, refresh_token: str) -> Tokens:
        """The next tokens; the old ones are used up."""
        return _tokens(self._post("/api/auth/refresh", {"refresh_token": refresh_token}))

    def log_out(self, token: str, refresh_token: str) -> None:
        self._http.send("POST", "/api/auth/logout", body={"refresh_token": refresh_token}, token=token)

    def me(self, token: str) -> Account:
        fields = self._get("/me", token)
        user = fields.get("user")
        reader = _Reader(fields)
        email = _Reader(user).text("email") if isinstance(user, dict) else None
        return Account(reader.text("account_id"), email, reader.flag("signed_in"))

    def devices(self, token: str) -> list[DeviceInfo]:
        found = _Reader(self._get("/api/devices", token)).objects("devices")
        return [_device(fields) for fields in found]

    def revoke(self, device: str, token: str) -> int:
        """Remove a device; returns the credits that came back from it."""
        answer = self._http.send("DELETE", f"/api/devices/{quote(device, safe='')}", token=token)
        return _Reader(answer.fields()).number("credits_returned")

    # Purchases

    def buy(self, package: str, token: str, key: str) -> Begun:
        """Begin a purchase; the same `key` again is the same purchase."""
        headers = {"Idempotency-Key": key}
        answer = self._http.send(
            "POST", "/api/credits/purchase", body={"package": package}, token=token, headers=headers
        )
        reader = _Reader(answer.fields())
        return Begun(reader.text("purchase"), reader.page("checkout_url"), reader.number("credits"))

    def purchase(self, purchase: str, token: str) -> Purchase:
        reader = _Reader(self._get(f"/api/purchases/{quote(purchase, safe='')}", token))
        name = reader.text("state")
        known = {state.value: state for state in PurchaseState}
        return Purchase(reader.text("purchase"), known.get(name, PurchaseState.UNKNOWN), reader.number("credits"))

    # Answers of the relay

    def refuse(self, op: str, token: str) -> TurnCost:
        """Give back what the turn `op` of the assistant cost, because what it proposed was refused."""
        return _cost(self._post("/api/wallet/spend/refuse", {"op": op}, token))

    def take(self, op: str, token: str) -> TurnCost:
        """What the turn `op` costs; it is paid for again where it was given back."""
        return _cost(self._post("/api/wallet/spend/take", {"op": op}, token))

    def _post(self, path: str, body: Mapping[str, Any], token: str | None = None) -> dict[str, Any]:
        return self._http.send("POST", path, body=body, token=token).fields()

    def _get(self, path: str, token: str) -> dict[str, Any]:
        return self._http.send("GET", path, token=token).fields()


class _Reader:
    """Fields of an answer; what is missing or wrong means that no licensing server wrote it."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._fields = Fields(values)

    def text(self, name: str, longest: int = LONGEST) -> str:
        try:
            return self._fields.text(name, longest)
        except DocumentError as error:
            raise _strange() from error

    def page(self, name: str) -> str:
        """The address of a page, for a browser: anything else might start another program."""
        address = self.text(name)
        if not address.startswith(("https://", "http://")) or not address.isascii() or not address.isprintable():
            raise _strange()
        return address

    def number(self, name: str) -> int:
        try:
            return self._fields.integer(name)
        except DocumentError as error:
            raise _strange() from error

    def flag(self, name: str) -> bool:
        try:
            return self._fields.flag(name)
        except DocumentError as error:
            raise _strange() from error

    def objects(self, name: str) -> list[_Reader]:
        try:
            return [_Reader(fields.values) for fields in self._fields.objects(name)]
        except DocumentError as error:
            raise _strange() from error


def _tokens(fields: Mapping[str, Any]) -> Tokens:
    reader = _Reader(fields)
    return Tokens(reader.text("account_id"), reader.text("access_token"), reader.text("refresh_token"))


def _message(fields: Mapping[str, Any]) -> str:
    mailbox = fields.get("mailbox")  # older servers do not name it
    return look_for_mail(_Reader(fields).text("message"), mailbox if isinstance(mailbox, str) else "")


def _cost(answer: Mapping[str, Any]) -> TurnCost:
    reader = _Reader(answer)
    return TurnCost(reader.number("credits"), reader.number("balance"))


def _device(reader: _Reader) -> DeviceInfo:
    return DeviceInfo(
        reader.text("id"),
        reader.text("name"),
        reader.text("platform"),
        reader.number("enrolled_at"),
        reader.number("seen_at"),
        reader.flag("is_this"),
    )


def _strange() -> NotConnectedError:
    return NotConnectedError(
        tr("The licensing server answers something this version does not understand."),
        kept=tr("Your credits and your work are untouched."),
        advice=tr("Update InfraSketch, or try again later."),
        offline=False,
    )
