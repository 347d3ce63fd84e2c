"""One sketch's conversation: sends requests, follows the answers, and pays for what is taken of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.assistant.conversation import Exchange
from infrasketch_desktop.assistant.conversation import Fate as KeptFate
from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.estimate import item_for
from infrasketch_desktop.assistant.turns import Asked, Ending, TurnResult, TurnUpdate
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.assistant import Assistant
from infrasketch_desktop.ui.chat.bills import Bill
from infrasketch_desktop.ui.chat.keeping import Keeper
from infrasketch_desktop.ui.chat.live_ghosts import LiveGhosts
from infrasketch_desktop.ui.chat.log import Entry, Log, asked_view, views_of
from infrasketch_desktop.ui.chat.reviewing import Reviewing
from infrasketch_desktop.ui.chat.running import Finished, TurnRunner, TurnWork
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.chat.till import Till
from infrasketch_desktop.ui.chat.views import MessageView, Who
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.proposals.review import Review
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError, WalletError


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a conversation takes from the program. `new_id` answers what was never there before."""

    assistant: Assistant
    credits: CreditsController
    keeper: Keeper
    tasks: Tasks
    new_id: Callable[[], str]


@dataclass(slots=True)
class _Pending:
    """A request under way: what was asked, what streamed so far, and its bill."""

    asked: Asked
    bill: Bill
    local: bool
    text: str = ""


class Talk(QObject):
    """`changed` follows everything the panel shows. `taken` carries what was asked: it is used now.

    `too_few` carries the credits a request needs where the wallet has less; `failed` what nobody expected.
    """

    changed = Signal()
    taken = Signal(str)
    too_few = Signal(int)
    failed = Signal(object)

    def __init__(self, editor: Editor, review: Review, around: Surroundings) -> None:
        super().__init__(editor)
        self._editor = editor
        self._review = review
        self._path = editor.session.path
        self._around = around
        self._runner = TurnRunner(self)
        self._ghosts = LiveGhosts(editor, around.tasks)
        self._till = Till(around.credits, self)
        self._pending: _Pending | None = None
        self.log = Log()
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.timeout.connect(self._keep)
        self._reviewing = Reviewing(editor, review, around.tasks, self)
        self._reviewing.decided.connect(self._on_decided)
        self._reviewing.changed.connect(self.changed)
        self._runner.updated.connect(self._on_updated)
        self._runner.ended.connect(self._on_ended)
        self._runner.failed.connect(self._on_failed)
        self._till.changed.connect(lambda _bill: self.changed.emit())

    # --- what is shown

    @property
    def is_running(self) -> bool:
        """Whether a request is under way, or about to be."""
        return self._pending is not None

    @property
    def views(self) -> list[MessageView]:
        """All messages, the one that streams last."""
        views = views_of(self.log.entries)
        for number, entry in enumerate(self.log.entries):
            warning = self._reviewing.warning_of(entry)
            if warning:
                views[2 * number + 1] = replace(views[2 * number + 1], warning=warning)
        if self._pending is not None:
            who = Who.LOCAL if self._pending.local else Who.ASSISTANT
            views.append(asked_view(self._pending.asked.text))
            views.append(MessageView(who, self._pending.text, is_streaming=True))
        return views

    @property
    def suggestions(self) -> tuple[str, ...]:
        last = self.log.last
        return last.result.suggestions if last is not None and last.result is not None else ()

    @property
    def item(self) -> str:
        """What the next request is, for the price list: a diagram from nothing, or a message about one."""
        return item_for(self._editor.document.diagram)

    def asked(self, text: str, focus: tuple[str, ...], op: str = "") -> Asked:
        """The request as it would be sent now."""
        return self._around.assistant.asked(text, self._editor.document.snapshot(), focus, self.log.conversation, op)

    # --- what can be done

    def send(self, text: str, focus: tuple[str, ...] = (), *, local: bool = False) -> None:
        """Ask; with `local`, or where no model is connected, the sketcher on this computer."""
        text = text.strip()
        if not text or self._pending is not None:
            return
        self._reviewing.set_aside()
        assistant = self._around.assistant
        local = local or not assistant.is_connected
        op = self._around.new_id()
        bill = Bill(op, self.item, "", 0, Payer.NOBODY) if local else assistant.bill(op, self.item)
        asked = self.asked(text, focus, bill.op)
        self._pending = pending = _Pending(asked, bill, local)
        self.changed.emit()
        self._till.hold(bill, lambda: self._begin(pending), lambda error: self._on_not_held(error, pending))

    def stop(self) -> None:
        """End the answer now; what came of it stays."""
        self._runner.stop()

    def retry(self, *, local: bool = False) -> None:
        """Ask the last request once more, in place of what came of it."""
        last = self.log.last
        if last is None or self._pending is not None:
            return
        self.log.entries.pop()
        self.send(last.exchange.asked, last.focus, local=local)

    def review(self, number: int) -> None:
        """Look at the changes of an entry again."""
        if 0 <= number < len(self.log.entries):
            self._reviewing.show(self.log.entries[number])

    def refuse(self, number: int) -> None:
        """Refuse the changes of an entry without looking at them."""
        if 0 <= number < len(self.log.entries):
            self._reviewing.refuse(self.log.entries[number])

    @property
    def is_reviewing(self) -> bool:
        """Whether a proposal of this conversation waits for a decision beside the canvas."""
        return self._reviewing.is_open

    def decide(self, *, accept: bool) -> None:
        """Accept what is ticked of the proposal under review, or refuse it."""
        self._reviewing.decide(accept=accept)

    def forget(self) -> None:
        """Begin a new conversation."""
        if self._pending is None:
            self._reviewing.set_aside()
            self.log = Log()
            self._keep()
            self.changed.emit()

    def restore(self, log: Log) -> None:
        """Go on with what was said in an earlier run; a proposal that waited then is shown again."""
        self.log = log
        last = log.last
        if last is not None and last.proposal is not None and last.exchange.fate is KeptFate.OPEN:
            self._reviewing.show(last)
        self.changed.emit()

    def follow_file(self) -> None:
        """The sketch was saved: under another name, what was said comes along."""
        session = self._editor.session
        if session.path != self._path:
            self._path = session.path
            self._around.keeper.follow(session)
            self._keep()

    def close(self) -> None:
        """Hear no more of a request that is under way, and give back what it held."""
        if self._keeping.isActive():
            self._keep()
        self._runner.abandon()
        for entry in self.log.entries:
            if entry.bill is not None:
                self._till.close(entry.bill)
        if self._pending is not None:
            self._till.give_back(self._pending.bill)
            self._pending = None

    # --- a request

    def _begin(self, pending: _Pending) -> None:
        if self._pending is not pending:  # the sketch was closed while the wallet was asked
            self._till.give_back(pending.bill)
            return
        assistant = self._around.assistant
        self.taken.emit(pending.asked.text)
        self._ghosts.begin(pending.asked.diagram)
        work: TurnWork = assistant.local_turn(pending.asked) if pending.local else assistant.turn(pending.asked)
        self._runner.begin(assistant.loop, work)
        self.changed.emit()

    def _on_not_held(self, error: Exception, pending: _Pending) -> None:
        if self._pending is not pending:
            return
        self._pending = None
        if isinstance(error, NotEnoughCreditsError):
            self.changed.emit()
            self.too_few.emit(pending.bill.price)
        elif isinstance(error, WalletError):
            self._add_failure(pending, str(error))
        else:
            self.changed.emit()
            raise error

    def _on_updated(self, update: TurnUpdate) -> None:
        if self._pending is None:
            return
        if self._review.proposal is None:
            self._ghosts.follow(update.target)
        if update.text != self._pending.text:
            self._pending.text = update.text
            self.changed.emit()

    def _on_ended(self, finished: Finished) -> None:
        result = finished.result
        pending, self._pending = self._pending, None
        self._ghosts.end()
        if pending is None:
            return
        exchange = _in_words(result)
        entry = Entry(exchange, result, bill=None if pending.local else pending.bill, focus=pending.asked.focus)
        entry.may_retry = result.ending is Ending.FAILED
        self.log.entries.append(entry)
        self._reviewing.open(entry, finished.proposal)
        self._settle(entry)
        if not pending.local:
            self._around.assistant.answered()
        self._keep_soon()
        self.changed.emit()
        if result.error is not None and result.error.trouble is Trouble.TOO_FEW_CREDITS:
            self._tell_too_few(result.error)

    def _on_failed(self, error: Exception | None) -> None:
        pending, self._pending = self._pending, None
        self._ghosts.end()
        if pending is not None:
            self._till.give_back(pending.bill)
            self._add_failure(pending, tr("The answer ended unexpectedly. Nothing was changed."))
        if error is not None:
            self.failed.emit(error)

    def _add_failure(self, pending: _Pending, trouble: str) -> None:
        exchange = Exchange(pending.asked.text, trouble=trouble, model="" if pending.local else pending.asked.model)
        self.log.entries.append(Entry(exchange, bill=pending.bill, may_retry=True, focus=pending.asked.focus))
        self.taken.emit(pending.asked.text)
        self._keep_soon()
        self.changed.emit()

    def _tell_too_few(self, error: AssistantError) -> None:
        required = error.details.get("required")
        self.too_few.emit(required if isinstance(required, int) else 0)

    # --- paying

    def _settle(self, entry: Entry) -> None:
        """An answer that is complete and proposes nothing is paid now; a proposal when it is taken; all else never."""
        bill, result = entry.bill, entry.result
        if bill is None or result is None:
            return
        waits = entry.exchange.fate is KeptFate.OPEN
        if result.ending is Ending.FAILED or (result.ending is not Ending.ANSWERED and not waits):
            self._till.give_back(bill, came=result.has_content)
        elif not waits:
            self._till.pay(bill, result.text)

    def _on_decided(self, entry: Entry, fate: KeptFate) -> None:
        self.log.set_fate(entry, fate)
        bill = entry.bill
        if bill is not None:
            if fate is KeptFate.REFUSED:
                self._till.give_back(bill)
            elif entry.is_payable:
                self._till.pay(bill, entry.exchange.answer)
        self._keep_soon()
        self.changed.emit()

    def _keep_soon(self) -> None:
        """In a turn of the loop of its own: to write down a large proposal takes a moment."""
        self._keeping.start()

    def _keep(self) -> None:
        self._keeping.stop()
        self._around.keeper.keep(self._editor.session, self.log)


def _in_words(result: TurnResult) -> Exchange:
    """What is shown and kept of an answer."""
    return replace(result.exchange, trouble=str(result.error) if result.error is not None else "")
