"""Where answers come from, as a person chose it: a key of their own, the vendor's relay, a server of theirs, nobody.

A `Source` holds no key and may be written down anywhere. Keys lie in the vault, each with the address it was entered
for, and are shown to no other: who changes an address in the settings has to enter a key for it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.funding import FundedTransport, HandBack
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret, origin
from infrasketch_desktop.assistant.transport.limits import PATIENT, STANDARD
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.credits.websites import is_web_address
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.wallet.errors import WalletError
from infrasketch_desktop.wallet.http import checked_address, is_loopback
from infrasketch_desktop.wallet.vault import Vault

ANTHROPIC = "https://api.anthropic.com"
_KEY = re.compile(r"[\x21-\x7e]{8,4096}")
_LONGEST_ADDRESS = 2_000
_VERSION_PATH = "/v1"


class SourceKind(StrEnum):
    """Who answers; the value is what settings say."""

    OWN_KEY = "own-key"
    RELAY = "relay"
    LOCAL = "local"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """`address` and `in_the_clear` are of LOCAL; make those with `local_source`, which checks them.

    `in_the_clear` is a person's word that an address of another computer without encryption is meant. OWN_KEY goes to
    Anthropic, unless code names another `address`; settings cannot.
    """

    kind: SourceKind = SourceKind.NONE
    address: str = ""
    in_the_clear: bool = False


NOBODY = Source()
OWN_KEY = Source(SourceKind.OWN_KEY)
RELAY = Source(SourceKind.RELAY)


@dataclass(frozen=True, slots=True)
class Relay:
    """The licensing server: its address, what gives an access token of this computer, and what hands credits back.

    `token` may ask the network; it is told whether the last token was refused. `hand_back` brings credits that lie on
    this computer to the server; without it they stay here.
    """

    address: str
    token: Callable[[bool], str]
    hand_back: HandBack | None = None


def local_source(address: str, *, in_the_clear: bool = False) -> Source:
    """A server that a person runs. The address may be given as other programs want it, with `/v1` at its end.

    Raises:
        AssistantError: it is no address, has a password or a query in it, or leads without encryption to another
            computer and nobody said that this is meant.
    """
    trimmed = address.strip().rstrip("/").removesuffix(_VERSION_PATH).rstrip("/")
    if not _is_server(trimmed):
        raise _not_an_address()
    if urlsplit(trimmed).scheme != "https" and not is_loopback(trimmed) and not in_the_clear:
        raise AssistantError(
            Trouble.NOT_UNDERSTOOD,
            tr("That address leads to another computer without encryption: everyone in between can read along."),
            kept=tr("Nothing was sent to it."),
            advice=tr("Use https, or confirm that this is meant."),
        )
    return Source(SourceKind.LOCAL, trimmed, in_the_clear)


def source_in(settings: Settings) -> Source:
    """The source that the settings name; nobody, where they name none that can be used."""
    match settings.assistant_source:
        case SourceKind.OWN_KEY:
            return OWN_KEY
        case SourceKind.RELAY:
            return RELAY
        case SourceKind.LOCAL:
            try:
                return local_source(settings.assistant_address, in_the_clear=settings.assistant_in_the_clear)
            except AssistantError:
                return NOBODY
    return NOBODY


class Keys:
    """The keys that were entered, in the vault of this computer. Every call may wait for the keyring: on a worker."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def keep(self, source: Source, key: str) -> None:
        """Remember `key` for the address of `source` instead of the one before.

        Raises:
            AssistantError: it cannot be a key, or cannot be kept just now.
        """
        key = key.strip()
        if not _KEY.fullmatch(key):
            raise AssistantError(
                Trouble.WRONG_KEY,
                tr("That is not a key."),
                kept=tr("Nothing was kept of it."),
                advice=tr("Copy it whole from where it was made; it has no spaces."),
            )
        kept = json.dumps({"origin": origin(_address(source)), "key": key})
        _in_vault(lambda: self._vault.set(_name(source), kept))

    def forget(self, source: Source) -> None:
        """Raises AssistantError: the keyring does not answer."""
        _in_vault(lambda: self._vault.delete(_name(source)))

    def find(self, source: Source) -> str | None:
        """The key that was entered for the address of `source`.

        Raises:
            AssistantError: the keyring does not answer.
        """
        found = _in_vault(lambda: self._vault.get(_name(source)))
        try:
            kept = json.loads(found or "null")
        except (ValueError, RecursionError):
            return None
        if not isinstance(kept, Mapping) or kept.get("origin") != origin(_address(source)):
            return None
        key = kept.get("key")
        return key if isinstance(key, str) and _KEY.fullmatch(key) else None

    def secret(self, source: Source) -> Secret:
        """The key of `source`, to be looked up when it is needed; then it is an AssistantError when there is none."""
        return Secret(lambda _refused: self._needed(source), renewable=False)

    def _needed(self, source: Source) -> str:
        key = self.find(source)
        if key is None:
            raise AssistantError(
                Trouble.NO_KEY,
                tr("No key was entered for {host}.", host=urlsplit(_address(source)).netloc),
                kept=tr("Nothing was sent."),
                advice=tr("Enter one in the settings, or choose another source of answers."),
            )
        return key


def endpoint_of(source: Source, keys: Keys, relay: Relay | None = None) -> Endpoint:
    """Where questions go. Looks into the vault for a server that may or may not want a key: on a worker.

    Raises:
        AssistantError: nobody was chosen, or the relay and there is none.
    """
    match source.kind:
        case SourceKind.OWN_KEY:
            return Endpoint(Kind.VENDOR, _address(source), keys.secret(source))
        case SourceKind.RELAY if relay is not None:
            return Endpoint(Kind.RELAY, _relay_address(relay), Secret(relay.token, renewable=True))
        case SourceKind.LOCAL:
            secret = None if keys.find(source) is None else keys.secret(source)
            return Endpoint(Kind.LOCAL, source.address, secret, remembers=False)
    raise AssistantError(
        Trouble.NO_KEY,
        tr("Nobody was chosen to answer."),
        kept=tr("Nothing was sent."),
        advice=tr("Choose a source of answers in the settings; sketching from words works without one."),
    )


def transport_for(source: Source, keys: Keys, relay: Relay | None = None) -> MessagesTransport:
    """Somebody who answers, as `wire.Transport`. Raises AssistantError, as `endpoint_of`; on a worker."""
    limits = PATIENT if source.kind is SourceKind.LOCAL else STANDARD
    endpoint = endpoint_of(source, keys, relay)
    if endpoint.kind is Kind.RELAY and relay is not None and relay.hand_back is not None:
        return FundedTransport(endpoint, relay.hand_back, limits)
    return MessagesTransport(endpoint, limits)


def _relay_address(relay: Relay) -> str:
    try:
        return checked_address(relay.address)
    except WalletError as error:
        what, kept, advice = error.what, error.kept, error.advice
    raise AssistantError(Trouble.NOT_UNDERSTOOD, what, kept=kept, advice=advice)


def _address(source: Source) -> str:
    return source.address or ANTHROPIC


def _name(source: Source) -> str:
    """What the vault calls the key of a source; names of files, too."""
    if source.kind not in (SourceKind.OWN_KEY, SourceKind.LOCAL):
        raise ValueError(f"no key is ever entered for {source.kind.value}")
    return f"assistant-{source.kind.value}"


def _in_vault(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except WalletError as error:
        what, advice = error.what, error.advice
    raise AssistantError(Trouble.NO_KEY, what, kept=tr("Nothing was sent."), advice=advice)


def _is_server(address: str) -> bool:
    """Whether paths can be added to it."""
    return len(address) <= _LONGEST_ADDRESS and is_web_address(address) and not urlsplit(address).query


def _not_an_address() -> AssistantError:
    return AssistantError(
        Trouble.NOT_UNDERSTOOD,
        tr("That is not the address of a server."),
        kept=tr("Nothing was sent to it."),
        advice=tr("It has the form http://127.0.0.1:11434, without name or password in it."),
    )
