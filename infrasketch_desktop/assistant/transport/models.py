"""Which models may be chosen: those of the signed price list, and what the server says it serves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.reading import UnreadableError, parsed
from infrasketch_desktop.credits.prices import PriceList, Tier

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

MOST_MODELS = 500
LONGEST_NAME = 80
RETIRED = "retired"
_ID = re.compile(r"[!-~]{1,128}")
_LARGEST_WINDOW = 10**9


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model that a server offers. `line` is its family as the server says (“opus”), “” where it does not; `reads`
    and `writes` are the most tokens of a request and of an answer, None where unknown.
    """

    id: str
    name: str
    line: str = ""
    reads: int | None = None
    writes: int | None = None


@dataclass(frozen=True, slots=True)
class TierModels:
    """What may be chosen in a tier, best first; empty where the server serves none of it."""

    tier: Tier
    models: tuple[ServedModel, ...]


async def served_models(line: Line) -> tuple[ServedModel, ...]:
    """What GET /v1/models lists, in its order, without what is retired or no name of a model.

    Raises:
        AssistantError: as `Line.ask`; many local servers have no such list.
    """

    async def ask(client: AsyncAnthropic) -> tuple[ServedModel, ...]:
        import httpx2  # noqa: PLC0415 - imported by now

        # As it arrived: the library's own list believes what it is told, and reads on as long as there is more.
        response = await client.get("/v1/models", cast_to=httpx2.Response, options={"params": {"limit": MOST_MODELS}})
        return _listed(parsed(await response.aread()))

    return await line.ask(ask)


def models_by_tier(prices: PriceList, served: Sequence[ServedModel] | None) -> tuple[TierModels, ...]:
    """For each tier the models of the price list, and behind them others of the same line that are served still.

    Without a list of the server (None) the price list is all there is. With one, what is not served is left out.
    """
    return tuple(TierModels(tier, _models(tier, served)) for tier in prices.tiers)


def tier_of(prices: PriceList, model: str, served: Sequence[ServedModel] | None = None) -> Tier | None:
    """The tier whose price a model has; None for one that belongs to none."""
    for found in models_by_tier(prices, served):
        if model in found.tier.models or any(model == offered.id for offered in found.models):
            return found.tier
    return None


def _models(tier: Tier, served: Sequence[ServedModel] | None) -> tuple[ServedModel, ...]:
    if served is None:
        return tuple(ServedModel(id_, id_, tier.id) for id_ in tier.models)
    by_id = {model.id: model for model in served}
    listed = [by_id[id_] for id_ in tier.models if id_ in by_id]
    others = [model for model in served if model.line == tier.id and model.id not in tier.models]
    return (*listed, *others)


def _listed(answer: Any) -> tuple[ServedModel, ...]:
    data = answer.get("data") if isinstance(answer, Mapping) else None
    if not isinstance(data, list):
        raise UnreadableError("there is no list of models")
    found: dict[str, ServedModel] = {}
    for entry in data[:MOST_MODELS]:
        if isinstance(entry, Mapping) and entry.get("lifecycle") != RETIRED:
            id_ = entry.get("id")
            if isinstance(id_, str) and _ID.fullmatch(id_):
                found.setdefault(id_, _model(id_, entry))
    return tuple(found.values())


def _model(id_: str, entry: Mapping[str, Any]) -> ServedModel:
    name, line = entry.get("display_name"), entry.get("line")
    shown = name if isinstance(name, str) and name.isprintable() and name.strip() else id_
    return ServedModel(
        id_,
        shown[:LONGEST_NAME],
        line if isinstance(line, str) and _ID.fullmatch(line) else "",
        _tokens(entry.get("max_input_tokens")),
        _tokens(entry.get("max_tokens")),
    )


def _tokens(value: Any) -> int | None:
    return value if type(value) is int and 0 < value < _LARGEST_WINDOW else None
