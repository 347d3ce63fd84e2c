"""What the steps of the tour can do for a person, and how the tour notices that the person did it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, SignalInstance

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.proposal import propose
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.editor.drafts import Draft
from infrasketch_desktop.ui.main_window import MainWindow

Done = Callable[[], None]
Stop = Callable[[], None]

SENTENCE = "A web app behind a load balancer, an API in FastAPI with a Redis cache and PostgreSQL"
CHANGE, CHANGE_OF_ANY = "put a CDN in front of the web app", "add a CDN"
"""What is typed into the program is English, which is what the sketcher reads."""
PANELS = ("findings", "document", "code")
_STEP = 40.0
"""How far an example node is moved, in units of the diagram; the grid twice."""


# --- describe


def draw_example(window: MainWindow) -> None:
    """As if the person had typed the sentence and pressed Enter."""
    window.home.box.set_text(SENTENCE)
    window.home.box.sent.emit(SENTENCE)


def watch_description(window: MainWindow, done: Done) -> Stop:
    """Done when a sketch is there, however it came."""
    return _connected(window.turned, lambda: None if window.shows_home else done())


# --- canvas


def move_example(window: MainWindow) -> None:
    """Move the first node that may be moved, as the mouse would: it stays where it is put."""
    editor = window.editor
    node = next((one for one in editor.document.diagram.nodes.values() if not one.locked), None) if editor else None
    if editor is not None and node is not None:
        editor.edit(tr("Move"), lambda edit: edits.move(edit, [node.id], _STEP, -_STEP, pin=True))
        editor.selection.set([node.id])


def watch_canvas(window: MainWindow, done: Done) -> Stop:
    """Done with the first change of the diagram, or when one is undone."""
    return _connected(window.editor.document_changed, lambda _changes: done()) if window.editor else _nothing


# --- words


def propose_example(window: MainWindow) -> None:
    """Show what a sentence would change, to be accepted or refused."""
    bench, engine = window.bench, window.services.engine
    if bench is None:
        return
    has_web_app = any(node.label == "Web app" for node in bench.editor.document.diagram.nodes.values())
    sentence = CHANGE if has_web_app else CHANGE_OF_ANY
    base = bench.editor.document.snapshot()

    def show(draft: Draft) -> None:
        if window.bench is bench and draft.target is not None:
            bench.review.open(propose(draft.title, base, draft.target))

    window.tasks.run(tr("Reading the sentence"), lambda _progress: engine.command(sentence, base, ()), show, quiet=True)


def watch_words(window: MainWindow, done: Done) -> Stop:
    """Done when a proposal was taken or refused, or a sentence in the prompt line changed the diagram."""
    bench = window.bench
    if bench is None:
        return _nothing
    said: list[str] = []
    return _all(
        _connected(bench.review.accepted, lambda _title: done()),
        _connected(bench.review.refused, lambda _refused: done()),
        _connected(bench.page.prompt.sent, said.append),
        _connected(bench.editor.document_changed, lambda _changes: done() if said else None),
    )


# --- panels


def open_next_panel(window: MainWindow) -> None:
    """Bring one of the three to the front that is not there."""
    now = next((at for at, name in enumerate(PANELS) if window.panels.is_in_front(name)), -1)
    window.panels.reveal(PANELS[(now + 1) % len(PANELS)])


def watch_panels(window: MainWindow, done: Done) -> Stop:
    """Done when each of the three has been in front."""
    seen = {name for name in PANELS if window.panels.is_in_front(name)}

    def looked(name: str, shown: bool) -> None:
        if shown:
            seen.add(name)
        if len(seen) == len(PANELS):
            done()

    def listen(name: str) -> Stop:
        return _connected(window.panels.dock(name).visibilityChanged, lambda shown: looked(name, shown))

    return _all(*[listen(name) for name in PANELS])


# --- take away


def open_export(window: MainWindow) -> None:
    window.commands.perform("file.export")


def watch_export(window: MainWindow, done: Done) -> Stop:
    return _connected(window.commands["file.export"].triggered, lambda _checked=False: done())


def _connected(signal: SignalInstance, heard: Callable[..., object]) -> Stop:
    connection = signal.connect(heard)

    def stop() -> None:
        QObject.disconnect(connection)

    return stop


def _all(*stops: Stop) -> Stop:
    def stop() -> None:
        for each in stops:
            each()

    return stop


def _nothing() -> None:
    """Nothing is watched."""
