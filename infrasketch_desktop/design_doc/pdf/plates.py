"""The pages of the diagram as flowables: on one page, or an overview followed by its sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

from reportlab.platypus import CondPageBreak, NextPageTemplate, PageBreak

from infrasketch_desktop.design_doc.pdf.figure import DiagramFigure, Place
from infrasketch_desktop.design_doc.pdf.heading import HeadingBlock
from infrasketch_desktop.design_doc.pdf.paper import Paper
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.sheets import Division, Fit, Sheet, divide, fit
from infrasketch_desktop.design_doc.pdf.spans import Span, plain, plain_text, shortened
from infrasketch_desktop.design_doc.pdf.style import TextStyle
from infrasketch_desktop.design_doc.pdf.text import TextBlock
from infrasketch_desktop.design_doc.words import figure
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.language import tr, tr_count, tr_in
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.drawing import DisplayList, display_list
from infrasketch_desktop.picture.look import Look

UPRIGHT, TURNED = "upright", "turned"
"""The names of the two templates of pages."""

WHOLE = "diagram"
"""The place where the whole diagram is shown; ids of records hold no slash, so that names below it are free."""

_HEADING = 78.0
"""Kept free on a page for a heading above the picture and the caption below it."""

_LONGEST_CAPTION = 90
_SHEET_HEADING = 44.0
_MARGIN = 14.0
_PIXELS = 2.0
"""What can be seen of a picture: paper shows more than a screen on which a point is 1.33 pixels."""

_TOLD_EDGES = 40


@dataclass
class Plates:
    """Everything that shows the diagram in one document."""

    press: Press
    diagram: Diagram
    look: Look
    paper: Paper
    badge_for: BadgeSource | None = None
    is_shown: bool = False

    @cached_property
    def drawing(self) -> DisplayList:
        return display_list(self.diagram, self.look, self.badge_for)

    @cached_property
    def area(self) -> Rect:
        return (self.drawing.bounds or Rect(0, 0, 320, 180)).inflated(_MARGIN)

    @cached_property
    def whole(self) -> Fit:
        return fit(self.area, self.paper, _HEADING)

    def drawn_for(self, scale: float) -> DisplayList:
        """The picture with what can be seen of it at `scale` points per scene unit."""
        return display_list(self.diagram, self.look, self.badge_for, scale=scale * _PIXELS)

    @property
    def needs_page(self) -> bool:
        """Whether the picture begins a page of its own."""
        return self.whole.is_turned or not self.whole.is_readable

    def before(self) -> Iterator[Any]:
        """What makes room for this picture and a heading above it: a page of its own, or the rest of one."""
        if self.needs_page:
            yield from _new_page(is_turned=self.whole.is_turned)
        else:
            yield CondPageBreak(self.area.height * self.whole.scale + _HEADING)

    def flowables(self, caption: str) -> Iterator[Any]:
        """The picture on the page at hand, and its sheets on those that follow; later on a line that leads there."""
        if self.is_shown:
            yield self._text(caption, self.press.styles.caption, "P", target=f"#{WHOLE}")
            return
        self.is_shown = True
        told, caption = self._told(caption), plain_text(shortened(plain(caption), _LONGEST_CAPTION))
        if self.whole.is_readable:
            yield self._figure(
                self.drawing, self.area, scale=self.whole.scale, told=told, places=self._records(), name=WHOLE
            )
            yield self._text(caption, self.press.styles.caption, "Caption")
        else:
            yield from self._divided(caption, told)
        if self.needs_page:
            yield from _new_page(is_turned=False)

    def _divided(self, caption: str, told: str) -> Iterator[Any]:
        contents = tuple(item.bounds for item in self.drawing.items if item.id not in self.diagram.groups)
        division = divide(self.area, self.paper, _SHEET_HEADING, contents)
        distant = self.drawn_for(self.whole.scale)
        leads = (Place(s.part, f"#{_place(s)}", "", _sheet_name(s)) for s in division.sheets)
        figure = self._figure(distant, self.area, scale=self.whole.scale, told=told, places=leads, name=WHOLE)
        figure.sheets = division.sheets
        yield figure
        first, last = division.sheets[0].name, division.sheets[-1].name
        text = tr(
            "{caption}. Overview; the sheets {first} to {last} on the next pages show it in a size to read.",
            caption=caption,
            first=first,
            last=last,
        )
        yield self._text(text, self.press.styles.caption, "Caption")
        for sheet in division.sheets:
            yield from _new_page(is_turned=division.is_turned)
            yield HeadingBlock(self.press, 3, "", _sheet_title(sheet, division), places=(_place(sheet),))
            places, told = self._on(sheet, division), _sheet_name(sheet)
            yield self._figure(self.drawing, sheet.part, scale=division.scale, told=told, places=places)

    def _figure(
        self, drawing: DisplayList, part: Rect, *, scale: float, told: str, places: Iterator[Place], name: str = ""
    ) -> DiagramFigure:
        element = self.press.ledger.root.child("Figure", alt=told)
        return DiagramFigure(self.press, drawing.items, part, scale=scale, element=element, places=places, name=name)

    def _text(self, text: str, style: TextStyle, role: str, target: str = "") -> TextBlock:
        element = self.press.ledger.root.child(role)
        return TextBlock(self.press, (Span(text, target=target),), style, element, is_sided=True)

    def _records(self) -> Iterator[Place]:
        """Every visible node and folded group; a click on it leads to its section."""
        folded = (group for group in self.diagram.groups.values() if group.collapsed)
        records: Iterator[Node | Group] = chain(self.diagram.nodes.values(), folded)
        for record in records:
            if self.diagram.shown(record.id) == record.id:
                yield Place(self.diagram.bounds(record.id), f"#{record.id}", shown_at(record.id), record.label)

    def _on(self, sheet: Sheet, division: Division) -> Iterator[Place]:
        """The records on a sheet; only the sheet that shows one best is where its section leads to."""
        for place in self._records():
            if place.rect.intersects(sheet.part):
                is_best = division.holding(place.rect) is sheet
                yield place if is_best else replace(place, name="")

    def _told(self, caption: str) -> str:
        """The picture in words, for who cannot see it."""
        diagram = self.diagram
        told = [_flow(diagram, edge) for edge in sorted(diagram.edges.values(), key=lambda e: e.id)[:_TOLD_EDGES]]
        if len(diagram.edges) > _TOLD_EDGES:
            told.append(tr("{count} more", count=figure(len(diagram.edges) - _TOLD_EDGES)))
        components = tr_count("%n component", "%n components", len(diagram.nodes))
        connections = tr_count("%n connection", "%n connections", len(diagram.edges))
        what = tr("{components} and {connections}", components=components, connections=connections)
        return tr("{caption}: {what}. {flows}", caption=caption, what=what, flows="; ".join(told)).strip()


def shown_at(record_id: str) -> str:
    """The name of the place where the diagram shows a record."""
    return f"{WHOLE}/{record_id}"


def _place(sheet: Sheet) -> str:
    return f"sheet/{sheet.name}"


def _new_page(*, is_turned: bool) -> Iterator[Any]:
    yield NextPageTemplate(TURNED if is_turned else UPRIGHT)
    yield PageBreak()


def _sheet_title(sheet: Sheet, division: Division) -> tuple[Span, ...]:
    """“Sheet B2”, and the sheets beside it."""
    spans = [Span(_sheet_name(sheet))]
    sides = (
        (tr_in("beside a sheet", "left"), -1, 0),
        (tr_in("beside a sheet", "right"), 1, 0),
        (tr_in("beside a sheet", "above"), 0, -1),
        (tr_in("beside a sheet", "below"), 0, 1),
    )
    for word, columns, rows in sides:
        other = division.beside(sheet, columns, rows)
        if other is not None:
            spans += [Span(f"   {word} "), Span(other.name, target=f"#{_place(other)}")]
    return tuple(spans)


def _sheet_name(sheet: Sheet) -> str:
    return tr("Sheet {name}", name=sheet.name)


def _flow(diagram: Diagram, edge: Edge) -> str:
    source, target = _label(diagram, edge.source), _label(diagram, edge.target)
    if edge.label:
        return tr("{source} to {target} ({label})", source=source, target=target, label=edge.label)
    return tr("{source} to {target}", source=source, target=target)


def _label(diagram: Diagram, record_id: str) -> str:
    record = diagram.placed(record_id)
    return record.label if isinstance(record, Node | Group) else ""
