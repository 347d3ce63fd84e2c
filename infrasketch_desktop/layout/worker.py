"""Runs layouts and insertions in a process of their own, so that no frame of the window waits for one.

In a thread a large layout holds the interpreter for up to a tenth of a second: the cyclic garbage collector and the
release of large structures do not share. Here the window's process only cuts the diagram into small pieces and puts the
answer together. A cancelled run ends at once, with its process.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.diagram.store import DiagramStore
from infrasketch_desktop.language import in_force, load, tr, use
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.errors import LayoutCancelledError, LayoutError
from infrasketch_desktop.layout.insertion import insert_new
from infrasketch_desktop.layout.monitor import Cancel, Progress, ignore, never
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.standard import standard_provider
from infrasketch_desktop.layout.scope import Scope

PIECE = 200
"""Records or results that are packed at once: a millisecond or two without the interpreter being shared."""
_PATIENCE = 0.02
"""Seconds between two looks at whether to cancel."""

_Message = tuple[str, Any]


class LayoutWorker:
    """Works on one diagram at a time; further callers wait. Close it before the program ends."""

    def __init__(self, cache: Path | None = None) -> None:
        """`cache` is the private folder for compiled Graphviz (see `Graphviz`)."""
        self._cache = cache
        self._busy = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection[_Message, _Message] | None = None

    def warm(self) -> None:
        """Start the process, so that the first layout does not wait for it. Returns at once."""
        with self._busy:
            self._ready()

    def arrange(
        self,
        diagram: Diagram,
        scope: Scope,
        *,
        direction: Direction | None = None,
        cancel: Cancel = never,
        progress: Progress = ignore,
    ) -> Arrangement:
        """`arrange.arrange` with the program's order provider; blocks the calling thread, never the interpreter.

        Raises:
            LayoutCancelledError: `cancel` said so.
            LayoutError: the scope cannot be arranged, or the process ended unexpectedly.
        """
        with collector_paused():
            return self._answer(diagram, ("arrange", (scope, direction)), cancel, progress)

    def insert(self, diagram: Diagram, new_ids: Iterable[str], *, cancel: Cancel = never) -> Arrangement:
        """`insertion.insert_new`; blocks the calling thread, never the interpreter.

        Raises:
            LayoutCancelledError: `cancel` said so.
            LayoutError: the process ended unexpectedly.
        """
        return self._answer(diagram, ("insert", tuple(new_ids)), cancel, ignore)

    def close(self) -> None:
        """End the process. Another call starts a new one."""
        with self._busy:
            self._stop()

    def _answer(self, diagram: Diagram, wanted: _Message, cancel: Cancel, progress: Progress) -> Arrangement:
        """What the other process makes of `diagram`."""
        with self._busy:
            line = self._ready()
            try:
                for piece in _pieces(diagram):
                    line.send(("records", piece))
                line.send(("language", in_force().code))
                line.send(wanted)
                return _collect(line, cancel, progress)
            except (EOFError, OSError) as error:
                self._stop()
                raise LayoutError(tr("The layout stopped unexpectedly; nothing was moved. Try it again.")) from error
            except BaseException as error:
                if type(error) is not LayoutError:  # what is left of the answer would be taken for the next one
                    self._stop()
                raise

    def _ready(self) -> Connection[_Message, _Message]:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._stop()
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, self._cache), daemon=True, name="layout")
        self._process.start()
        there.close()
        self._line = here
        return here

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._line = self._process = None


def _pieces(items: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(items)
    while piece := list(islice(rest, PIECE)):
        yield piece


def _collect(line: Connection[_Message, _Message], cancel: Cancel, progress: Progress) -> Arrangement:
    """Wait for the answer, which comes in pieces."""
    parts: dict[str, dict[str, Any]] = {"positions": {}, "routes": {}, "labels": {}}
    while True:
        if cancel():
            raise LayoutCancelledError(tr("The layout was stopped; nothing was moved."))
        if not line.poll(_PATIENCE):
            continue
        kind, content = line.recv()
        if kind == "progress":
            progress(content)
        elif kind == "refused":
            raise LayoutError(content)
        elif kind == "done":
            moved, kept, direction = content
            return Arrangement(parts["positions"], parts["routes"], parts["labels"], moved, kept, direction)
        else:
            parts[kind].update(content)


def _serve(line: Connection[_Message, _Message], cache: Path | None) -> None:
    """The other process: answers until the line is closed."""
    graphviz = Graphviz(cache)
    with suppress(LayoutError):
        graphviz.warm()
    provider = standard_provider(graphviz)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            diagram = DiagramStore()
            verb, content = _receive(line, diagram)
            try:
                if verb == "insert":
                    result = insert_new(diagram, content)
                else:
                    result = arrange(
                        diagram,
                        content[0],
                        provider=provider,
                        direction=content[1],
                        progress=lambda share: line.send(("progress", share)),
                    )
            except LayoutError as error:
                line.send(("refused", str(error)))
            else:
                _send(line, result)


def _receive(line: Connection[_Message, _Message], diagram: DiagramStore) -> _Message:
    """Fill `diagram`, and speak as the window does; gives what is wanted."""
    records: list[Record] = []
    while True:
        kind, content = line.recv()
        if kind == "records":
            records.extend(content)
        elif kind == "language":
            if content != in_force().code:
                use(load(content))
        else:
            diagram.fill(records)
            return kind, content


def _send(line: Connection[_Message, _Message], result: Arrangement) -> None:
    for name in ("positions", "routes", "labels"):
        items: Sequence[tuple[str, Any]] = list(getattr(result, name).items())
        for start in range(0, len(items), PIECE):
            line.send((name, dict(items[start : start + PIECE])))
    line.send(("done", (result.moved, result.kept, result.direction)))
