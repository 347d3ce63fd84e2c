"""Makes a connection out of what a person chose; looks into the keyring, so on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from infrasketch_desktop.assistant.sources import Keys, Relay, Source, SourceKind, transport_for
from infrasketch_desktop.assistant.transport.limits import STANDARD
from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.transport.models import served_models
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.connection import Connection
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.credits.desk import Desk


def connection_to(source: Source, model: str, keys: Keys, open_desk: Callable[[], Desk]) -> Connection | None:
    """How `source` is asked; None for nobody, and where a key of one's own is wanted and none was entered.

    Raises:
        AssistantError: the keyring does not answer.
        WalletError: the relay's server is not known.
    """
    match source.kind:
        case SourceKind.OWN_KEY:
            if keys.find(source) is None:
                return None
            line = tr("Answers come from Anthropic, with your own key.")
            return _connection(transport_for(source, keys), line)
        case SourceKind.RELAY:
            desk = open_desk()
            relay = Relay(desk.relay_address(), desk.relay_token, desk.hand_back)
            line = tr("Answers come through the service of InfraSketch, paid with credits.")
            return _connection(transport_for(source, keys, relay), line, Payer.RELAY)
        case SourceKind.LOCAL:
            line = tr("Answers come from your own server, {host}.", host=urlsplit(source.address).netloc)
            found = _connection(transport_for(source, keys), line, Payer.NOBODY)
            return replace(found, models=(model,) if model else ())
    return None


def _connection(transport: MessagesTransport, line: str, payer: Payer = Payer.WALLET) -> Connection:
    return Connection(transport, line, lambda: served_models(Line(transport.endpoint, STANDARD)), payer)
