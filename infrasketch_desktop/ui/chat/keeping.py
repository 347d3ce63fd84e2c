"""What is kept of conversations between runs: what was said, what waits for a decision, what was being typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.storage.session import SketchSession
from infrasketch_desktop.ui.chat.bills import bill_from_plain, bill_to_plain
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.shelf import Shelf

if TYPE_CHECKING:  # nothing of this is needed before the first paint
    from infrasketch_desktop.ui.chat.log import Log


class Keeper:
    """Of all sketches of the program, in the library of this machine and never in a sketch file.

    A sketch is known by its file, and before it has one by its journal; when it gets one its conversation comes along.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: dict[bytes, dict[str, Any]] = {}

    def when_ready(self, call: Callable[[], None], owner: QObject) -> None:
        """Call once what was kept can be read: now, or when the library has been opened, if `owner` is there then."""
        if self._shelf.is_open:
            call()
            return
        is_there = lifeline(owner)

        def opened() -> None:
            self._shelf.changed.disconnect(opened)
            if is_there():
                call()

        self._shelf.changed.connect(opened)

    def keep(self, session: SketchSession, log: Log) -> None:
        """Remember what was said, and the proposal that waits."""
        from infrasketch_desktop.assistant.archive import conversation_to_text  # noqa: PLC0415 - see the head
        from infrasketch_desktop.assistant.conversation import Fate  # noqa: PLC0415 - see the head
        from infrasketch_desktop.diagram.proposal import proposal_to_plain  # noqa: PLC0415 - see the head

        last, plain, bill = log.last, None, None
        if last is not None and last.proposal is not None and last.exchange.fate is Fate.OPEN:
            plain = proposal_to_plain(last.proposal)
            bill = bill_to_plain(last.bill) if last.is_payable and last.bill is not None else None
        said = conversation_to_text(log.conversation) if log.entries else None
        self._change(session, said=said, proposal=plain, bill=bill)

    def log(self, session: SketchSession) -> Log:
        """What was said in earlier runs, and at the command line since; what cannot be read is forgotten."""
        from infrasketch_desktop.assistant.conversation import Fate  # noqa: PLC0415 - see the head
        from infrasketch_desktop.assistant.kept import conversation_in  # noqa: PLC0415 - see the head
        from infrasketch_desktop.diagram.proposal import proposal_from_plain  # noqa: PLC0415 - see the head
        from infrasketch_desktop.ui.chat.log import Log  # noqa: PLC0415 - see the head

        if self._shelf.is_open:
            self._kept.pop(self._about(session), None)
        kept = self._of(session)
        log = Log.of(conversation_in(kept))
        try:
            last = log.last
            if last is not None and last.exchange.fate is Fate.OPEN and kept.get("proposal") is not None:
                last.proposal = proposal_from_plain(kept["proposal"], session.document.snapshot()).proposal
                last.bill = bill_from_plain(kept.get("bill"))
        except DiagramError:
            return log
        return log

    def has_kept(self, session: SketchSession) -> bool:
        """Whether anything was kept about a sketch; to be asked once the library is open."""
        return bool(self._shelf.conversation(self._about(session)))

    def keep_draft(self, session: SketchSession, draft: str) -> None:
        """Remember what is being typed."""
        self._change(session, draft=draft or None)

    def draft(self, session: SketchSession) -> str:
        found = self._of(session).get("draft")
        return found if isinstance(found, str) else ""

    def asks_first(self, session: SketchSession) -> bool:
        """Whether a vague request about this sketch is asked back about."""
        return self._of(session).get("asks") is not False

    def ask_no_more(self, session: SketchSession) -> None:
        self._change(session, asks=False)

    def follow(self, session: SketchSession) -> None:
        """The sketch was saved: under a new name, what was said comes along."""
        from infrasketch_desktop.storage.library.conversations import draft_key  # noqa: PLC0415 - see the head

        untitled = draft_key(session.journal_id)
        if self._about(session) != untitled and untitled in self._kept:
            self._write(self._about(session), self._kept.pop(untitled))
            self._shelf.keep_conversation(untitled, "")

    def _change(self, session: SketchSession, **values: Any) -> None:
        """None forgets a value. Before the library is open nobody knows what was kept, so that it waits until then."""
        if not self._shelf.is_open:
            self.when_ready(lambda: self._change(session, **values), self._shelf)
            return
        changed = {name: value for name, value in {**self._of(session), **values}.items() if value is not None}
        if changed != self._of(session):
            self._write(self._about(session), changed)

    def _write(self, about: bytes, kept: dict[str, Any]) -> None:
        from infrasketch_desktop.assistant.kept import kept_to_text  # noqa: PLC0415 - see the head

        self._kept[about] = kept
        self._shelf.keep_conversation(about, kept_to_text(kept))

    def _of(self, session: SketchSession) -> Mapping[str, Any]:
        about = self._about(session)
        if about not in self._kept and self._shelf.is_open:
            from infrasketch_desktop.assistant.kept import kept_from_text  # noqa: PLC0415 - see the head

            self._kept[about] = kept_from_text(self._shelf.conversation(about))
        return self._kept.get(about, {})

    def _about(self, session: SketchSession) -> bytes:
        from infrasketch_desktop.storage.library.conversations import draft_key, sketch_key  # noqa: PLC0415 - as above

        return sketch_key(session.path) if session.path is not None else draft_key(session.journal_id)
