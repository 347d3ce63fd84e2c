"""Fills the home page and carries out what is chosen on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import dotted, tr, tr_count
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.storage.sketches import load
from infrasketch_desktop.templates import Template, load_templates
from infrasketch_desktop.ui.editor.drafts import Draft
from infrasketch_desktop.ui.files.blank import blank
from infrasketch_desktop.ui.home.cards import CardText
from infrasketch_desktop.ui.home.page import HomePage
from infrasketch_desktop.ui.importing.drops import Dropped
from infrasketch_desktop.ui.moments import ago
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Tasks

_WIDTH, _HEIGHT, _SHARPNESS = 300, 180, 2.0


class Begin(Protocol):
    """What the home page may ask of its window."""

    def begin(self, diagram: Diagram) -> None:
        """Open a new sketch that starts as `diagram`."""

    def begin_with(self, draft: Draft, sentence: str) -> None:
        """Open a new sketch out of a description."""

    def open_path(self, path: Path) -> None: ...
    def choose_and_open(self) -> None: ...
    def choose_and_import(self) -> None: ...
    def import_paths(self, paths: Sequence[Path]) -> None: ...


class HomeController(QObject):
    """One for each window."""

    def __init__(self, page: HomePage, services: Services, tasks: Tasks, begin: Begin) -> None:
        super().__init__(page)
        self._page = page
        self._services = services
        self._tasks = tasks
        self._begin = begin
        self._templates: dict[str, Template] = {}
        self._painted: str | None = None
        page.described.connect(self._describe)
        page.template_chosen.connect(self._use_template)
        page.recent_chosen.connect(lambda key: begin.open_path(Path(key)))
        page.blank_chosen.connect(lambda: begin.begin(blank(services.preferences.current)))
        page.open_chosen.connect(begin.choose_and_open)
        page.import_chosen.connect(begin.choose_and_import)
        page.dropped.connect(self._take_dropped)
        page.first_steps.dismissed.connect(lambda: services.preferences.change(tour_seen=True))
        services.preferences.changed.connect(self._offer_first_steps)
        services.shelf.changed.connect(self.show_recent)
        services.skin.changed.connect(self._repaint)

    def _take_dropped(self, dropped: Dropped) -> None:
        for path in dropped.sketches:
            self._begin.open_path(path)
        if dropped.others:
            self._begin.import_paths(dropped.others)

    @property
    def templates(self) -> tuple[Template, ...]:
        return tuple(self._templates.values())

    def fill(self) -> None:
        """Show templates and recent diagrams; pictures follow as they are drawn."""
        self._templates = {template.name: template for template in load_templates()}
        cards = [CardText(template.name, template.title, template.summary) for template in self._templates.values()]
        self._page.set_templates(cards)
        self.show_recent()
        self.paint_templates()

    def show_recent(self) -> None:
        """Show what the library knows of, as far as it still exists."""
        now = self._services.now()
        entries = [entry for entry in self._services.shelf.recent() if entry.path.exists()]
        cards = []
        for entry in entries:
            nodes = tr_count("%n node", "%n nodes", entry.node_count)
            cards.append(CardText(str(entry.path), entry.title, dotted((ago(entry.opened_at, now), nodes))))
        self._page.set_recent(cards)
        self._offer_first_steps()
        for entry in entries:
            self._paint_recent(entry.path, entry.thumbnail)

    def _offer_first_steps(self) -> None:
        """The tour until it was seen; bringing diagrams along while there are none. Not before the library is known."""
        knows = self._services.shelf.is_open
        self._page.first_steps.offer(
            welcome=knows and not self._services.preferences.current.tour_seen,
            bring=knows and not self._page.recent_cards,
        )

    def use_template(self, name: str) -> None:
        self._use_template(name)

    def paint_templates(self) -> None:
        """Draw the templates in the colours of now, one after the other, on another thread."""
        theme = self._services.skin.theme
        self._painted = theme.name
        for template in self._templates.values():
            self._paint(partial(load, template.path), theme, self._arrival(template.name, theme))

    def _arrival(self, name: str, theme: Theme) -> Callable[[QImage], None]:
        def arrived(picture: QImage) -> None:
            if self._painted == theme.name:
                self._page.set_template_picture(name, picture)

        return arrived

    def _repaint(self) -> None:
        if self._painted is not None and self._painted != self._services.skin.theme.name:
            self.paint_templates()
            self.show_recent()

    def _paint_recent(self, path: Path, png: bytes | None) -> None:
        theme = self._services.skin.theme
        if png is not None and theme.name == "light":
            self._page.set_recent_picture(str(path), QImage.fromData(png))
            return
        self._paint(partial(load, path), theme, lambda picture: self._page.set_recent_picture(str(path), picture))

    def _paint(self, source: Callable[[], Diagram], theme: Theme, arrived: Callable[[QImage], None]) -> None:
        def work(progress: Progress) -> QImage:
            from infrasketch_desktop.picture.qt.rendering import render_thumbnail  # noqa: PLC0415 - after the paint

            progress.check()
            return render_thumbnail(source(), theme, _WIDTH, _HEIGHT, ratio=_SHARPNESS)

        self._tasks.run(tr("Drawing pictures"), work, arrived, quiet=True)

    def _use_template(self, name: str) -> None:
        self._tasks.run(
            tr("Opening the template"),
            lambda _progress: load(self._templates[name].path),
            self._begin.begin,
            quiet=True,
        )

    def _describe(self, sentence: str) -> None:
        self._page.show_answer("")
        engine = self._services.engine
        start = blank(self._services.preferences.current)

        def work(progress: Progress) -> Draft:
            return engine.describe(sentence, start, progress)

        self._tasks.run(tr("Drawing your system"), work, lambda draft: self._take(draft, sentence))

    def _take(self, draft: Draft, sentence: str) -> None:
        if draft.target is None:
            self._page.show_answer(draft.reply.summary)
            return
        self._page.box.accept()
        self._begin.begin_with(draft, sentence)
