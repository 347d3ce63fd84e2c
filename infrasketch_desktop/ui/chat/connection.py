"""A way to a model, however it is reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infrasketch_desktop.ui.chat.tiers import Payer

if TYPE_CHECKING:  # nothing of this is needed before the first paint
    from infrasketch_desktop.assistant.transport.models import ServedModel
    from infrasketch_desktop.assistant.wire import Transport


@dataclass(frozen=True, slots=True)
class Connection:
    """`line` says in one line where answers come from, `payer` who takes credits.

    `served` asks the server for the list of its models. `models` are those of a server with its own, empty where the
    tiers of the price list are asked.
    """

    transport: Transport
    line: str
    served: Callable[[], Awaitable[tuple[ServedModel, ...]]] | None = None
    payer: Payer = Payer.WALLET
    models: tuple[str, ...] = ()
