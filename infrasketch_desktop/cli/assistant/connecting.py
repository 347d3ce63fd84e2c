"""Opens the way to a model for one command: transport, model, and the credits that it costs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from infrasketch_desktop.assistant.estimate import cost
from infrasketch_desktop.assistant.sources import Relay, Source, SourceKind, transport_for
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.cli.assistant.models import Model, is_own, listed_model, own_model
from infrasketch_desktop.cli.assistant.paying import Payment, holding, relayed
from infrasketch_desktop.cli.assistant.sources import keys_for
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.wallet.service import Credits


class Asking(Protocol):
    """Who is asked, and for whom: what commands that ask a model have in common."""

    @property
    def source(self) -> Source: ...
    @property
    def profile(self) -> Profile: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def arguments(self) -> argparse.Namespace: ...
    @property
    def console(self) -> Console: ...


@dataclass(frozen=True, slots=True)
class Connection:
    """A model that can be asked. `credits` is the open wallet, None where nobody asks for credits."""

    source: Source
    transport: MessagesTransport
    model: Model
    credits: Credits | None

    def price(self, diagram: Diagram) -> Quote | None:
        """What one request about `diagram` costs; None where nobody asks for credits."""
        return cost(self.credits.wallet.prices, diagram, self.model.tier) if self.credits is not None else None

    @contextmanager
    def paying(self, price: Quote | None, operation: str, console: Console) -> Iterator[Payment]:
        """Pay for what the block accepts, from the wallet of this computer or through the relay; else for nothing."""
        if self.source.kind is SourceKind.RELAY and self.credits is not None and price is not None:
            paid = relayed(self.credits, price, operation, console)
        else:
            paid = holding(self.credits, price, operation)
        with paid as payment:
            yield payment


@contextmanager
def connected(errand: Asking, loop: AssistantLoop) -> Iterator[Connection]:
    """The model that --model names, at the source of `errand`. Nothing was asked yet.

    Raises:
        AssistantError: the keyring does not answer.
        CommandError: there is no such model, or the wallet cannot be opened.
    """
    source, name, settings = errand.source, errand.arguments.model, errand.settings
    keys = keys_for(source, errand.profile)
    if is_own(source):
        transport = transport_for(source, keys)
        yield Connection(source, transport, own_model(name, settings, transport, loop), None)
        return
    with opened(errand.arguments, errand.console) as credits_:
        relay = None
        if source.kind is SourceKind.RELAY:
            relay = Relay(credits_.address(), credits_.access_token, credits_.hand_back)
        transport = transport_for(source, keys, relay)
        model = listed_model(name, settings, credits_.wallet.prices, transport, loop)
        yield Connection(source, transport, model, credits_)
