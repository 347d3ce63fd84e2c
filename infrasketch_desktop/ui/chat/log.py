"""The conversation as this run knows it: exchanges with what belongs to them, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from infrasketch_desktop.assistant.conversation import Conversation, Exchange
from infrasketch_desktop.assistant.conversation import Fate as KeptFate
from infrasketch_desktop.assistant.turns import Ending, LeftOut, TurnResult
from infrasketch_desktop.diagram.proposal import Proposal
from infrasketch_desktop.language import dotted, listed, tr
from infrasketch_desktop.ui.chat.bills import Bill, BillState
from infrasketch_desktop.ui.chat.tiers import model_name
from infrasketch_desktop.ui.chat.views import ChangesView, Fate, MessageView, Who
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.proposals.wording import counted


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

    @property
    def is_payable(self) -> bool:
        """Whether what it proposes costs anything when it is taken: what is left of a failed answer does not."""
        return self.result is None or self.result.ending is not Ending.FAILED


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
    if not left_out.nearest:
        return tr("{what}: {why}", what=left_out.what, why=left_out.reason)
    similar = listed(left_out.nearest)
    return tr("{what}: {why} Similar: {names}.", what=left_out.what, why=left_out.reason, names=similar)


def receipt(exchange: Exchange, bill: Bill | None) -> str:
    """Which model answered, and what it cost; nothing for the sketcher, which costs nothing."""
    if not exchange.model:
        return ""
    cost = "" if bill is None else _cost(bill, waits=exchange.fate is KeptFate.OPEN)
    return dotted((model_name(exchange.model), cost))


def _cost(bill: Bill, *, waits: bool) -> str:
    """`waits` tells that somebody has yet to decide about the answer."""
    if bill.price == 0 and bill.state is BillState.FREE:
        return tr("free")
    if waits and not bill.trouble and bill.state in (BillState.HELD, BillState.GIVEN_BACK):
        return tr("{credits} when you accept", credits=credits_text(bill.price))
    if bill.state is BillState.PAID:
        return dotted(_paid(bill))
    return tr("not charged: {why}", why=bill.trouble) if bill.trouble else tr("not charged")


def _paid(bill: Bill) -> Iterator[str]:
    yield credits_text(bill.price)
    if bill.trouble:
        yield tr("not given back: {why}", why=bill.trouble)
    elif bill.left is not None:
        yield tr("{credits} left", credits=credits_text(bill.left))
