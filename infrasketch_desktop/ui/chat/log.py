"""The conversation as this run knows it: exchanges with what belongs to them, and how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from infrasketch_desktop.assistant.conversation import Conversation, Exchange
from infrasketch_desktop.assistant.conversation import Fate as KeptFate
from infrasketch_desktop.assistant.turns import LeftOut, TurnResult
from infrasketch_desktop.diagram.proposal import Proposal
from infrasketch_desktop.ui.chat.tiers import model_name
from infrasketch_desktop.ui.chat.till import Bill, BillState
from infrasketch_desktop.ui.chat.views import ChangesView, Fate, MessageView, Who
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.proposals.wording import counted
from infrasketch_desktop.ui.text import tr

_DOT = " · "


@dataclass(slots=True)
class Entry:
    """One exchange. `proposal` is there as long as it can be looked at; `result` only in the run that asked."""

    exchange: Exchange
    result: TurnResult | None = None
    proposal: Proposal | None = None
    bill: Bill | None = None
    words: str = ""
    may_retry: bool = False
    focus: tuple[str, ...] = ()


@dataclass(slots=True)
class Log:
    """All entries, oldest first."""

    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, conversation: Conversation) -> Log:
        return cls([Entry(exchange) for exchange in conversation.exchanges])

    @property
    def conversation(self) -> Conversation:
        """What is kept, and told to the model."""
        return Conversation(tuple(entry.exchange for entry in self.entries))

    @property
    def last(self) -> Entry | None:
        return self.entries[-1] if self.entries else None

    def set_fate(self, entry: Entry, fate: KeptFate) -> None:
        entry.exchange = replace(entry.exchange, fate=fate)


def views_of(entries: Sequence[Entry]) -> list[MessageView]:
    """Two messages for each entry."""
    return [view for entry in entries for view in (asked_view(entry.exchange.asked), answer_view(entry))]


def asked_view(text: str) -> MessageView:
    return MessageView(Who.PERSON, text)


def answer_view(entry: Entry) -> MessageView:
    """The answer with all that belongs to it."""
    exchange, result = entry.exchange, entry.result
    return MessageView(
        Who.ASSISTANT if exchange.model else Who.LOCAL,
        exchange.answer,
        changes=_changes(entry),
        left_out=tuple(left_out_words(each) for each in result.left_out) if result is not None else (),
        sections=tuple(each.heading for each in result.sections) if result is not None else (),
        question=exchange.question,
        options=exchange.options,
        receipt=receipt(exchange, entry.bill),
        trouble=exchange.trouble,
        may_retry=entry.may_retry,
    )


def _changes(entry: Entry) -> ChangesView | None:
    if entry.exchange.fate is KeptFate.NONE:
        return None
    if entry.proposal is not None and not entry.words:
        entry.words = counted(entry.proposal.items)
    return ChangesView(entry.words or entry.exchange.title, _fates()[entry.exchange.fate], entry.proposal is not None)


def _fates() -> dict[KeptFate, Fate]:
    return {
        KeptFate.OPEN: Fate.OPEN,
        KeptFate.ACCEPTED: Fate.ACCEPTED,
        KeptFate.PARTLY: Fate.PARTLY,
        KeptFate.REFUSED: Fate.REFUSED,
    }


def left_out_words(left_out: LeftOut) -> str:
    """Such as “Connect a to b: there is no b. Similar: db.”"""
    near = tr(" Similar: {names}.", names=", ".join(left_out.nearest)) if left_out.nearest else ""
    return f"{left_out.what}: {left_out.reason}{near}"


def receipt(exchange: Exchange, bill: Bill | None) -> str:
    """Which model answered, and what it cost; nothing for the sketcher, which costs nothing."""
    if not exchange.model:
        return ""
    return _DOT.join(part for part in (model_name(exchange.model), _cost(bill)) if part)


def _cost(bill: Bill | None) -> str:
    if bill is None:
        return ""
    if bill.trouble:
        return tr("not charged: {why}", why=bill.trouble)
    match bill.state:
        case BillState.FREE:
            return tr("free")
        case BillState.HELD:
            return tr("{credits} when you accept", credits=credits_text(bill.price))
        case BillState.GIVEN_BACK:
            return tr("not charged")
        case BillState.PAID:
            left = tr("{credits} left", credits=credits_text(bill.left))
            return f"{credits_text(bill.price)}{_DOT}{left}"
