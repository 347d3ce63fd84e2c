"""The signer of a running server: picks the key by use and time, follows rotations, refuses rather than sign badly."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import FORMAT_VERSION, DocumentType
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.keyset import Keyset, KeyUse, OnlineKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.trust import SIGNED_BY, Trust
from licensing_server.clock import Now
from licensing_server.errors import ApiError, TokenError
from licensing_server.signing.access_tokens import newest, read_token, sign_token, token_kid
from licensing_server.signing.errors import SigningError
from licensing_server.signing.keys_folder import AccessKey, KeysFolder

OnFault = Callable[[SigningError], None]


def log_fault(error: SigningError) -> None:
    """The default: a line in Python's own log."""
    logging.getLogger(__name__).error("The keys folder cannot be used, signing goes on with the keys before: %s", error)


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """What the keys folder held when it was read last: the documents about keys, and the private halves at hand."""

    trust: Trust
    keyset: Keyset
    online: Mapping[str, PrivateKey]
    access: tuple[AccessKey, ...]

    def online_key(self, use: KeyUse, at: int) -> OnlineKey | None:
        """The key at hand that started last, or was listed last, of those that may sign for `use` at `at`."""
        if at >= self.keyset.expires_at:
            return None
        usable = [key for key in self.keyset.keys if key.kid in self.online and _signs(key, use, at)]
        return max(reversed(usable), key=lambda key: key.not_before, default=None)

    def sign(self, kind: DocumentType, payload: Mapping[str, Any], key: OnlineKey) -> str:
        return documents.sign(kind, payload, self.online[key.kid])


class Signer:
    """Signs for one environment with the keys of one folder, which several processes may share.

    A changed folder is read again before the next signature. Keys that then cannot be used are reported, and those read
    before stay in use until their time is over.
    """

    def __init__(self, folder: KeysFolder, env: Environment, now: Now, on_fault: OnFault = log_fault) -> None:
        """Read the keys and try them. `on_fault` is told when the folder was changed and can then not be used.

        Raises:
            SigningError: there is no working key; a server must not start.
        """
        self.env = env
        self._folder = folder
        self._now = now
        self._on_fault = on_fault
        self._stamp = folder.stamp()
        self._held = _load(folder, env)
        self.check()

    @property
    def trust(self) -> Trust:
        """Roots and key list as they are given to devices."""
        return self._keys().trust

    @property
    def keyset(self) -> Keyset:
        return self._keys().keyset

    def sign(self, kind: DocumentType, payload: Mapping[str, Any]) -> str:
        """The signed document. The payload names the environment of this server and says when it is signed.

        Raises:
            ApiError: 503, when no key may sign that at that time. Nothing is ever answered unsigned.
        """
        if payload["env"] != self.env:
            raise ValueError(f"a document of {payload['env']} in a server of {self.env}")
        use, time_field = SIGNED_BY[kind]
        keys = self._keys()
        key = keys.online_key(use, payload[time_field])
        if key is None:
            raise _cannot_sign()
        return keys.sign(kind, payload, key)

    def key_for(self, use: KeyUse, at: int) -> OnlineKey:
        """The key that signs for `use` at the time `at`.

        Raises:
            ApiError: 503, when there is none.
        """
        key = self._keys().online_key(use, at)
        if key is None:
            raise _cannot_sign()
        return key

    def sign_access(self, claims: Mapping[str, Any]) -> str:
        """An access token (JWT) with exactly these claims.

        Raises:
            ApiError: 503, when there is no key for access tokens.
        """
        key = newest(self._keys().access, self._now())
        if key is None:
            raise _cannot_sign()
        return sign_token(claims, key)

    def read_access(self, token: str) -> dict[str, Any]:
        """The claims of an access token that this server signed; the times in it are not judged.

        Raises:
            TokenError: the token is anything else.
        """
        kid = token_kid(token)
        key = next((each.key for each in self._keys().access if each.key.public.kid == kid), None)
        if key is None:
            raise TokenError("The access token was signed by a key that this server does not have.")
        return read_token(token, key.public)

    def check(self) -> None:
        """Sign a document of each kind and read it as a device would.

        Raises:
            SigningError: it does not work; the message says what to do.
        """
        now = self._now()
        keys = self._keys()
        for kind, (use, time_field) in SIGNED_BY.items():
            key = keys.online_key(use, now)
            if key is None:
                raise SigningError(_why_not(keys, use, now))
            payload = {"v": FORMAT_VERSION, "env": self.env.value, time_field: now}
            try:
                keys.trust.read_new(keys.sign(kind, payload, key), kind)
            except DocumentError as error:
                raise SigningError(f"A device would refuse what this server signs: {error}") from error
        if newest(keys.access, now) is None:
            raise SigningError("There is no key for access tokens. Run: infrasketch-server rotate-key --access")

    def expires_at(self) -> int:
        """When signing ends unless somebody rotates keys, in seconds UTC: with the key list, or with the last key."""
        keys = self._keys()
        good = [key for key in keys.keyset.keys if key.revoked_at is None and key.kid in keys.online]
        ends = (max((key.not_after for key in good if use in key.use), default=0) for use in KeyUse)
        return min(keys.keyset.expires_at, *ends)

    def _keys(self) -> SigningKeys:
        stamp = self._folder.stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._held = _load(self._folder, self.env)
            except SigningError as error:
                self._on_fault(error)
        return self._held


def _load(folder: KeysFolder, env: Environment) -> SigningKeys:
    trust = folder.trust(env)
    if trust.keyset is None:
        raise SigningError(f"There is no key list in {folder.path}. Run: infrasketch-server rotate-key --help")
    try:
        Trust(trust.roots).accept_keyset(trust.keyset.text)  # as a new device does, which never held an older root
    except DocumentError as error:
        raise SigningError(
            f"A new device would refuse the key list: {error} Sign it by two keys of root {trust.root.n}: "
            "infrasketch-server rotate-key --renew"
        ) from error
    return SigningKeys(trust, trust.keyset, folder.online_keys(), folder.access_keys())


def _cannot_sign() -> ApiError:
    return ApiError(503, "cannot_sign", "The server cannot sign at the moment. Nothing was changed; try again later.")


def _signs(key: OnlineKey, use: KeyUse, at: int) -> bool:
    return use in key.use and key.revoked_at is None and key.not_before <= at < key.not_after


def _why_not(keys: SigningKeys, use: KeyUse, now: int) -> str:
    if now >= keys.keyset.expires_at:
        return "The key list has expired. Sign a new one: infrasketch-server rotate-key --help"
    good = [key for key in keys.keyset.keys if _signs(key, use, now)]
    if good:
        files = ", ".join(f"online/{key.kid}.pem" for key in good)
        return f"The private key for the use “{use}” is missing in the keys folder. Put it back: {files}"
    return (
        f"No key of the key list may sign for the use “{use}” now. Check the clock of this machine, or add a key: "
        "infrasketch-server rotate-key --help"
    )
