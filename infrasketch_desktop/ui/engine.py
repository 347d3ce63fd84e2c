"""The thinking rooms as the window uses them: sketcher and layout, loaded late and called on other threads."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Completer, Edit
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.layout.errors import LayoutCancelledError, LayoutError
from infrasketch_desktop.ui.editor.drafts import Draft
from infrasketch_desktop.ui.editor.prompt_line import Reply
from infrasketch_desktop.ui.tasks import Progress

if TYPE_CHECKING:
    from infrasketch_desktop.layout.arrangement import Arrangement
    from infrasketch_desktop.layout.ordering.graphviz import Graphviz
    from infrasketch_desktop.layout.ordering.provider import OrderProvider
    from infrasketch_desktop.layout.scope import Scope
    from infrasketch_desktop.layout.worker import LayoutWorker
    from infrasketch_desktop.sketcher.lexicon import Lexicon

APART_FROM = 150
"""Nodes from which a layout or insertion runs in a process of its own; below it a thread is done before that starts."""


class Engine:
    """Made at start-up for nothing; what it needs is imported and loaded when first asked for, or by `warm`."""

    def __init__(self, cache_folder: Path) -> None:
        self._cache = cache_folder
        self._lock = threading.Lock()
        self._lexicon: Lexicon | None = None
        self._graphviz: Graphviz | None = None
        self._provider: OrderProvider | None = None
        self._worker: LayoutWorker | None = None
        self._is_closing = False
        self._reroute: Completer | None = None

    def warm(self) -> None:
        """Load everything, so that the first sentence and the first layout need not wait."""
        self.lexicon()
        from infrasketch_desktop.assistant import local_turn as _turn  # noqa: F401, PLC0415 - imported to be warm
        from infrasketch_desktop.layout import arrange as _arrange  # noqa: F401, PLC0415 - imported to be warm
        from infrasketch_desktop.layout.errors import ProviderError  # noqa: PLC0415
        from infrasketch_desktop.sketcher.commands.rules import rules  # noqa: PLC0415

        rules()
        self._order_provider()
        assert self._graphviz is not None
        with suppress(ProviderError):  # the provider goes on without it
            self._graphviz.warm()

    def lexicon(self) -> Lexicon:
        """The lexicon, loaded once. Raises LexiconError."""
        with self._lock:
            if self._lexicon is None:
                from infrasketch_desktop.sketcher.lexicon import program_lexicon  # noqa: PLC0415 - see the head

                self._lexicon = program_lexicon()
            return self._lexicon

    def complete(self, edit: Edit, changes: ChangeSet) -> None:
        """The completer of every document: routes the edges that an edit touched."""
        if self._reroute is None:
            from infrasketch_desktop.layout.completion import RerouteCompleter  # noqa: PLC0415 - see the head

            self._reroute = RerouteCompleter()
        self._reroute(edit, changes)

    def describe(self, text: str, blank: Diagram, progress: Progress) -> Draft:
        """A new diagram out of a description, laid out; `blank` is the empty one that it begins with."""
        from infrasketch_desktop.assistant.local_turn import run_local_turn  # noqa: PLC0415 - see the head
        from infrasketch_desktop.assistant.turns import Asked  # noqa: PLC0415

        def lay_out(drawn: Diagram) -> Diagram:
            return self._laid_out(drawn, blank.sheet.direction, progress)

        result = run_local_turn(Asked(text, blank), self.lexicon(), lay_out, suggest=False)
        if result.target is result.base:
            return Draft("", None, Reply(result.text, unknown=result.unknown))
        question = result.question.text if result.question else ""
        reply = Reply(result.text, True, question, inferred=result.notes, unknown=result.unknown)
        return Draft(result.title, result.target, reply)

    def command(self, text: str, diagram: Diagram, focus: Sequence[str]) -> Draft:
        """What a sentence about an existing diagram comes to; new nodes get places, nothing else moves."""
        from infrasketch_desktop.assistant.local_turn import run_local_turn  # noqa: PLC0415 - see above
        from infrasketch_desktop.assistant.turns import Asked  # noqa: PLC0415

        asked = Asked(text, diagram, focus=tuple(focus))
        result = run_local_turn(asked, self.lexicon(), self.lay_out, suggest=False)
        if result.question is not None:
            question = result.question
            return Draft("", None, Reply("", question=question.text, options=question.options, unknown=result.unknown))
        if result.target is result.base:
            return Draft("", None, Reply(result.text))
        notes = (*result.notes, *(left.reason for left in result.left_out))
        return Draft(result.title, result.target, Reply(result.text, True, inferred=notes, unknown=result.unknown))

    def tidy(self, diagram: Diagram, scope: Scope, direction: Direction | None, progress: Progress) -> Arrangement:
        """Where everything in `scope` goes. Raises LayoutError."""
        from infrasketch_desktop.layout.arrange import arrange  # noqa: PLC0415 - see the head of this module

        if len(diagram.nodes) >= APART_FROM:
            return self._layout_worker().arrange(
                diagram, scope, direction=direction, cancel=lambda: progress.cancelled, progress=progress.report
            )
        return arrange(
            diagram,
            scope,
            provider=self._order_provider(),
            direction=direction,
            cancel=lambda: progress.cancelled,
            progress=progress.report,
        )

    def lay_out(self, diagram: Diagram) -> Diagram:
        """A whole new diagram, laid out. Raises LayoutError."""
        return self._laid_out(diagram, diagram.sheet.direction, Progress(lambda _share: None))

    def place(self, before: Diagram, after: Diagram) -> Diagram:
        """`after` with places for what `before` does not have; nothing else moves."""
        from infrasketch_desktop.exchange.placing import with_new_placed  # noqa: PLC0415 - see the head

        def insert(diagram: Diagram, new_ids: Sequence[str]) -> Arrangement:
            return self._layout_worker().insert(diagram, new_ids, cancel=lambda: self._is_closing)

        if len(after.nodes) >= APART_FROM:
            try:
                return with_new_placed(before, after, insert)
            except LayoutCancelledError:  # nobody looks any more
                return after
            except LayoutError:  # the process was ended: then here, though the window waits now and then
                pass
        return with_new_placed(before, after)

    def close(self) -> None:
        """End the process of large layouts, if there is one."""
        self._is_closing = True
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def _laid_out(self, diagram: Diagram, direction: Direction, progress: Progress) -> Diagram:
        from infrasketch_desktop.exchange.placing import arranged  # noqa: PLC0415 - see the head
        from infrasketch_desktop.layout.scope import Scope  # noqa: PLC0415

        return arranged(diagram, self.tidy(diagram, Scope.everything(), direction, progress))

    def _layout_worker(self) -> LayoutWorker:
        with self._lock:
            if self._worker is None:
                from infrasketch_desktop.layout.worker import LayoutWorker  # noqa: PLC0415 - see the head

                self._worker = LayoutWorker(self._cache)
            return self._worker

    def _order_provider(self) -> OrderProvider:
        with self._lock:
            if self._provider is None:
                from infrasketch_desktop.layout.ordering.graphviz import Graphviz  # noqa: PLC0415 - see the head
                from infrasketch_desktop.layout.ordering.standard import standard_provider  # noqa: PLC0415

                self._graphviz = Graphviz(self._cache)
                self._provider = standard_provider(self._graphviz)
            return self._provider
