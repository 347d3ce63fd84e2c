"""The five steps: what each says, what it points at, what it offers to do, and what counts as done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QTabBar, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.tour import deeds


@dataclass(frozen=True, slots=True)
class Step:
    """`lights` are the places that it points at, in pixels of the window; none when they are not shown just now.

    `watch` calls back when the person did it, and returns what ends the watching; `do` does it for the person.
    """

    title: str
    text: str
    offer: str
    lights: Callable[[MainWindow], list[QRect]]
    watch: Callable[[MainWindow, deeds.Done], deeds.Stop]
    do: Callable[[MainWindow], None]


def steps() -> tuple[Step, ...]:
    """In the language in force."""
    return (_describe(), _canvas(), _words(), _panels(), _take_away())


def _describe() -> Step:
    return Step(
        tr("Describe your system"),
        tr(
            "Type a sentence or two in English: name the parts and what talks to what, then press Enter. The diagram "
            "appears at once, on this computer, without a network."
        ),
        tr("Draw an example"),
        lambda window: _places(window, [window.home.box]),
        deeds.watch_description,
        deeds.draw_example,
    )


def _canvas() -> Step:
    return Step(
        tr("Move things where you want them"),
        tr(
            "Drag a node: it stays where you put it and gets a pin, and tidying never moves it. Draw a connection from "
            "the dots at its border. Ctrl+Z takes everything back, step by step."
        ),
        tr("Move a node"),
        lambda window: _places(window, [window.editor.canvas] if window.editor else []),
        deeds.watch_canvas,
        deeds.move_example,
    )


def _words() -> Step:
    return Step(
        tr("Change it in words"),
        tr(
            "Say here what should change; it is one step that can be undone. What the assistant or an import proposes "
            "is drawn first: green is new, amber is changed, red goes. Take all of it, a part of it, or nothing."
        ),
        tr("Propose a CDN"),
        _word_lights,
        deeds.watch_words,
        deeds.propose_example,
    )


def _panels() -> Step:
    return Step(
        tr("Review, document, code"),
        tr(
            "Three panels follow your diagram: Review asks what an experienced colleague would ask, Document writes "
            "the design document, Code turns the parts into a project that runs."
        ),
        tr("Open the next panel"),
        _panel_lights,
        deeds.watch_panels,
        deeds.open_next_panel,
    )


def _take_away() -> Step:
    return Step(
        tr("Take it with you"),
        tr(
            "Export shows a preview and the price before anything is paid. JSON, CSV, plain text and printing are "
            "free; pictures and documents cost a few credits, and the balance stands beside. Work that fails costs "
            "nothing."
        ),
        tr("Open the export"),
        _export_lights,
        deeds.watch_export,
        deeds.open_export,
    )


def _word_lights(window: MainWindow) -> list[QRect]:
    """The prompt line; while something is proposed, the drawing of it and the list where it is decided."""
    bench = window.bench
    if bench is None:
        return []
    proposed = bench.review.proposal is not None
    return _places(window, [bench.review_panel, bench.editor.canvas] if proposed else [bench.page.prompt])


def _panel_lights(window: MainWindow) -> list[QRect]:
    """The panel in front with the tabs above it; where none of the three is, the one that shares their place."""
    docks = [window.panels.dock(name) for name in (*deeds.PANELS, "properties", "chat")]
    shown = next((dock for dock in docks if dock.isVisible() and not dock.visibleRegion().isEmpty()), None)
    if shown is None:
        return []
    place = _places(window, [shown])[0]
    tabs = [bar for bar in window.findChildren(QTabBar) if bar.parentWidget() is window and bar.isVisible()]
    for bar in tabs:
        if bar.geometry().left() < place.right() and bar.geometry().right() > place.left():
            place = place.united(QRect(place.x(), bar.y(), place.width(), bar.height()))
    return [place]


def _export_lights(window: MainWindow) -> list[QRect]:
    export = window.top_bar.widgetForAction(window.commands["file.export"])
    return _places(window, [export, window.top_bar.balance]) or _places(window, [window.top_bar])


def _places(window: MainWindow, widgets: Iterable[QWidget]) -> list[QRect]:
    """As far as they are to be seen."""
    return [
        QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        for widget in widgets
        if widget.isVisibleTo(window) and not widget.size().isEmpty()
    ]
