"""Which model is asked: a tier of the price list, a model by its id, or the one that a server of one's own has."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.sources import Source, SourceKind
from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.transport.models import ServedModel, served_models, tier_of
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.credits.prices import PriceList, Tier
from infrasketch_desktop.storage.settings import Settings


@dataclass(frozen=True, slots=True)
class Model:
    """A model to ask. `tier` is whose price it has; "" on a server of one's own, where nobody asks for any."""

    id: str
    tier: str = ""


def own_model(name: str | None, settings: Settings, transport: MessagesTransport, loop: AssistantLoop) -> Model:
    """The model of a server of one's own: the one that is named or was chosen, else the first it lists.

    Raises:
        CommandError: none is named, and the server lists none.
    """
    chosen = name or settings.assistant_model
    if chosen:
        return Model(chosen)
    served = _served(transport, loop)
    if not served:
        raise CommandError("The server does not list its models.", advice="Name one with --model.", code=ExitCode.USAGE)
    return Model(served[0].id)


def listed_model(
    name: str | None, settings: Settings, prices: PriceList, transport: MessagesTransport, loop: AssistantLoop
) -> Model:
    """The model behind the name of a tier, or with its id; without a name the one that was chosen in the window.

    The server is asked what it serves only for an id that the price list does not hold.

    Raises:
        CommandError: there is no such model.
    """
    tiers = {tier.id: tier for tier in prices.tiers}
    if name is None and settings.assistant_tier in tiers:
        tier = tiers[settings.assistant_tier]
        return Model(settings.assistant_model if settings.assistant_model in tier.models else tier.models[0], tier.id)
    wanted = (name or next(iter(tiers))).strip()
    if wanted.lower() in tiers:
        return Model(tiers[wanted.lower()].models[0], wanted.lower())
    found = tier_of(prices, wanted) or tier_of(prices, wanted, _served(transport, loop))
    if found is None:
        raise _no_such_model(wanted, prices.tiers)
    return Model(wanted, found.id)


def is_own(source: Source) -> bool:
    """Whether nobody asks for credits, whatever the model."""
    return source.kind is SourceKind.LOCAL


def _served(transport: MessagesTransport, loop: AssistantLoop) -> tuple[ServedModel, ...]:
    try:
        return loop.wait(lambda: served_models(Line(transport.endpoint)))
    except AssistantError:  # many servers have no list; asking the question itself says what is wrong
        return ()


def _no_such_model(name: str, tiers: tuple[Tier, ...]) -> CommandError:
    known = "; ".join(f"{tier.id} ({', '.join(tier.models)})" for tier in tiers)
    return CommandError(f"There is no model “{name}”.", advice=f"There are: {known}.", code=ExitCode.USAGE)
