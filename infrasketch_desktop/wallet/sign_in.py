"""Who this computer is to the server: its key, its tokens, and its enrolment, done again whenever that is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from infrasketch_desktop.credits import documents, enrolment
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.wallet.client import Enrolment, LicensingClient, Tokens
from infrasketch_desktop.wallet.device_key import find_key, find_or_make_key
from infrasketch_desktop.wallet.errors import KeyUnavailableError, ServerRefusedError
from infrasketch_desktop.wallet.meta import write_facts
from infrasketch_desktop.wallet.vault import Vault
from infrasketch_desktop.wallet.wallet import Wallet

REFRESH_TOKEN = "refresh-token"  # noqa: S105 - the name of a secret
NONCE_BYTES = 16
LOCK = "sign-in.lock"
LOCK_SECONDS = 30.0

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class ThisDevice:
    """How people call this computer, for example its host name and `linux`."""

    name: str
    platform: str


class SignIn:
    """Keeps the tokens: the access token in memory, the refresh token in the vault."""

    def __init__(self, wallet: Wallet, client: LicensingClient, vault: Vault, device: ThisDevice) -> None:
        self._wallet = wallet
        self._client = client
        self._vault = vault
        self._device = device
        self._access: str | None = None

    def key(self) -> PrivateKey:
        """The key of this device, made at the first contact.

        Raises:
            KeyUnavailableError, KeyLostError: as device_key.find_key.
        """
        device = self._wallet.device
        if device is None:
            return find_or_make_key(self._vault, self._wallet.around.random_bytes)
        return find_key(self._vault, device)

    def enrol(self) -> None:
        """Make this device known, or sign it in anew. It joins the account that is signed in here.

        Raises:
            ServerRefusedError: for example `device_revoked`.
        """
        try:
            self._enrol(self._access or self._refreshed())
        except ServerRefusedError as error:
            if error.status != HTTPStatus.UNAUTHORIZED:
                raise
            self._enrol(self._refreshed())  # the token has expired, or the server does not know it any more

    def keep(self, tokens: Tokens, device: str | None = None) -> None:
        """Remember new tokens and the account they are for."""
        self._access = tokens.access
        with suppress(KeyUnavailableError):  # without it the device key signs in anew
            self._vault.set(REFRESH_TOKEN, tokens.refresh)
        with self._wallet.replacing() as writing:
            write_facts(writing.db, account=tokens.account)
            if device is not None:
                write_facts(writing.db, device=device)

    def forget(self) -> None:
        """Sign out on this computer."""
        self._access = None
        with suppress(KeyUnavailableError):  # the server does not take it any more
            self._vault.delete(REFRESH_TOKEN)

    def refresh_token(self) -> str | None:
        try:
            return self._vault.get(REFRESH_TOKEN)
        except KeyUnavailableError:
            return None

    def token(self) -> str:
        """An access token; the device signs in with its key when there is no other way."""
        if self._access is None:
            self._renew()
        assert self._access is not None
        return self._access

    def fresh_token(self) -> str:
        """An access token that is good for a quarter of an hour from now."""
        self._access = None
        return self.token()

    def calling(self, call: Callable[[str], Result]) -> Result:
        """Call with an access token, and once more with a new one when it has expired."""
        try:
            return call(self.token())
        except ServerRefusedError as error:
            if error.status != HTTPStatus.UNAUTHORIZED:
                raise
        return call(self.fresh_token())

    def _renew(self) -> None:
        if self._refreshed() is None:
            self._enrol(None)

    def _refreshed(self) -> str | None:
        """A new access token of the sign-in that is kept here; None when there is none that the server takes."""
        with _alone(self._wallet.file.with_name(LOCK)):
            refresh_token = self.refresh_token()
            if refresh_token is None:
                return None
            try:
                self.keep(self._client.refresh(refresh_token))
            except ServerRefusedError as error:
                if error.status != HTTPStatus.UNAUTHORIZED:
                    raise
                return None
            return self._access

    def _enrol(self, token: str | None) -> None:
        key = self.key()
        now = self._wallet.around.now()
        try:
            tokens = self._client.enrol(self._proof(key, now), token)
        except ServerRefusedError as error:
            server_time = error.extra.get("server_time")
            if error.code != "clock_differs" or not isinstance(server_time, int):
                raise
            tokens = self._client.enrol(self._proof(key, server_time), token)
        self.keep(tokens, key.public.kid)

    def _proof(self, key: PrivateKey, at: int) -> Enrolment:
        nonce = self._wallet.around.random_bytes(NONCE_BYTES).hex()
        shown = enrolment.Enrolment(key.public.kid, self._client.base_url, at, nonce)
        proof = documents.sign(DocumentType.ENROLMENT, shown.payload(), key)
        return Enrolment(key.public.text, proof, self._device.name, self._device.platform)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One program at a time: a refresh token that two send at once looks copied, and the server ends the sign-in.

    A lock that cannot be had holds nobody up: at worst the person signs in again.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 50 ms that the first window need not wait for

    lock = FileLock(file, timeout=LOCK_SECONDS, thread_local=False, mode=0o600)
    with suppress(Timeout, OSError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
