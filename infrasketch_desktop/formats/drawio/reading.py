"""Reads diagrams of draw.io: the first page, with groups, kinds by shape, places and hand-set courses of edges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from infrasketch_desktop.diagram.ids import is_valid_id
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import SHEET_ID
from infrasketch_desktop.formats.bounds import MAX_BYTES, check_size, decoded, only
from infrasketch_desktop.formats.drawio.attributes import facts_of_cell, plain_id, sheet_facts
from infrasketch_desktop.formats.drawio.cells import Cell, cells_of
from infrasketch_desktop.formats.drawio.pages import Page, first_page
from infrasketch_desktop.formats.drawio.pictures import SIGNATURE, diagram_in
from infrasketch_desktop.formats.drawio.placement import Placement, Spot, called
from infrasketch_desktop.formats.drawio.sheet import PageSheet
from infrasketch_desktop.formats.drawio.spreading import card_at
from infrasketch_desktop.formats.drawio.stencils import Look, look_of
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.facts import stated
from infrasketch_desktop.formats.losses import losses_of
from infrasketch_desktop.formats.markup import MarkupError
from infrasketch_desktop.formats.names import Names, clean_label
from infrasketch_desktop.formats.result import Imported, Origin, SourceFile
from infrasketch_desktop.formats.transcript import EdgeEntry, GroupEntry, NodeEntry, Transcript, imported
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog

_DEFAULT_TITLE = re.compile(r"\w{1,12}[ -]?\d{1,3}")
"""“Page-1” in any language: the name that a page has until somebody gives it one."""
_SHOWN = 40
NEAR = 12.0
"""So close to a shape, in units, an end that is not attached looks as if it was."""
MAX_SEARCHED = 2_000_000
"""Shapes that are looked at for such ends, which takes a second."""


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """What the first page draws; the names of other pages are among the losses. Raises FormatError."""
    source = only(sources)
    check_size(source, MAX_BYTES)
    is_picture = source.content.startswith(SIGNATURE)
    try:
        page, others = first_page(diagram_in(source.content) if is_picture else decoded(source, MAX_BYTES))
        sheet = PageSheet(cells_of(page))
    except MarkupError as error:
        advice = tr("Open it in draw.io and export it once more as XML.")
        raise FormatError(error.what, advice=advice, origin=Origin(source.name, error.line)) from error
    return _PageReader(source.name, page, sheet, catalog).read(others)


class _PageReader:
    def __init__(self, file: str, page: Page, sheet: PageSheet, catalog: Catalog) -> None:
        self._page = page
        self._sheet = sheet
        self._catalog = catalog
        self._transcript = Transcript(file, title=_title(page))
        self._ids: dict[str, str] = {}  # of the records, by cell
        self._stands_for: dict[str, str] = {}  # rows of a list: the cell that becomes a node
        self._spots: dict[str, Spot] = {}
        self._searched = 0
        kept = (plain_id(cell) for cell in sheet.shown if cell.ours)
        self._kept = [i for i in kept if is_valid_id(i) and i != SHEET_ID]
        self._names = Names(self._kept)
        self._unused = set(self._kept)

    def read(self, others: Sequence[str]) -> Imported:
        self._read_sheet(others)
        for cell in self._sheet.shown:
            self._transcript.check(cell.line)
            if cell.is_edge or cell.id in self._stands_for or self._sheet.is_edge_label(cell):
                continue
            if self._sheet.is_group(cell):
                self._read_group(cell)
            else:
                self._read_node(cell)
        for cell in self._sheet.shown:
            if cell.is_edge:
                self._read_edge(cell)
        found = imported([self._transcript], self._catalog)
        cells = {record_id: self._sheet.cells[cell_id] for cell_id, record_id in self._ids.items()}
        joined = {self._ids[end] for edge in self._transcript.edges for end in (edge.source, edge.target)}
        placement = Placement(self._sheet, self._spots, cells, joined)
        operations = placement.applied(found.operations)
        why = tr("the shapes at their ends became cards of another size")
        straightened = losses_of(tr("courses of connections"), placement.straightened, why)
        return Imported(operations, (*found.losses, *straightened))

    def _read_sheet(self, others: Sequence[str]) -> None:
        for name in others:
            self._transcript.lose(
                tr("pages"), tr("the page “{name}”", name=name[:_SHOWN]), tr("only the first page is imported"), 0
            )
        for cell in self._sheet.cells.values():
            if cell.ours == "sheet":
                facts = sheet_facts(cell)
                self._transcript.facts = facts
                self._transcript.ours = True
                about = stated("sheet", facts)
                self._transcript.title = about.get("title", "")
                self._transcript.direction = about.get("direction")
        layers = self._sheet.layers
        for layer in layers if len(layers) > 1 else ():
            name = clean_label(layer.label)[:_SHOWN] or tr("without a name")
            self._transcript.lose(
                tr("layers"),
                tr("the layer {name}", name=name),
                tr("there are no layers; what it shows is imported"),
                layer.line,
            )
        for cell in self._sheet.hidden:
            self._transcript.lose(tr("hidden shapes"), called(cell), tr("it is hidden"), cell.line)

    def _read_group(self, cell: Cell) -> None:
        if self._sheet.is_invisible(cell):
            return
        label = cell.label
        title = None if label.strip() or cell.ours else self._sheet.title_inside(cell)
        if title is not None:
            label = title.label
            self._stands_for[title.id] = cell.id
        facts = {"id": self._id(cell, label or "group"), "collapsed": cell.is_collapsed}
        self._transcript.groups[cell.id] = GroupEntry(label, cell.line, self._group_around(cell), facts)
        box = self._sheet.box(cell)
        if box:
            self._spots[self._ids[cell.id]] = Spot(box, box)

    def _read_node(self, cell: Cell) -> None:
        look = look_of(cell, self._catalog)
        label = cell.attributes.get("c4Name") or cell.label
        if not label.strip() and not cell.ours:
            if cell.id not in self._sheet.ends and not look.name:
                self._transcript.lose(
                    tr("shapes without text"), tr("a shape without text"), tr("it says nothing"), cell.line
                )
                return
            label = look.name
        if self._sheet.is_badge(cell):
            self._transcript.lose(
                tr("numbers"), tr("the number {cell}", cell=called(cell)), tr("it only marks a step"), cell.line
            )
            return
        self._transcript.nodes[cell.id] = self._node(cell, label, look)
        box = self._sheet.box(cell)
        if box and box.width >= 1 and box.height >= 1:
            plain = bool(cell.ours) or (self._sheet.is_remark(cell) and cell.id not in self._sheet.ends)
            self._spots[self._ids[cell.id]] = Spot(box, box if plain else card_at(box, is_icon=look.is_icon))

    def _node(self, cell: Cell, label: str, look: Look) -> NodeEntry:
        facts = facts_of_cell(cell)
        person = NodeKind.CLIENT if cell.attributes.get("c4Type") == "Person" else None
        technology = cell.attributes.get("technology") or cell.attributes.get("c4Technology") or look.technology
        return NodeEntry(
            label,
            cell.line,
            parent=self._group_around(cell),
            kind=stated("node", facts).get("kind") or look.kind or person,
            hint=look.hint,
            technology=clean_label(technology),
            description=self._description(cell),
            remark=self._sheet.is_remark(cell),
            facts={"id": self._id(cell, "note" if self._sheet.is_remark(cell) else label), **facts},
        )

    def _description(self, cell: Cell) -> str:
        """What was written about a node, or the rows of a list; they are not shapes of their own."""
        written = next(
            (cell.attributes[n] for n in ("description", "c4Description", "tooltip") if n in cell.attributes), ""
        )
        if not self._sheet.is_list(cell):
            return written
        rows = list(self._sheet.inside(cell))
        self._stands_for.update((row.id, cell.id) for row in rows)
        return "\n".join(text for text in (written, *(row.label for row in rows)) if text.strip())

    def _read_edge(self, cell: Cell) -> None:
        source, target = self._ends(cell)
        if not source or not target:
            self._transcript.lose(tr("connections"), called(cell, "a connection"), tr("it has a loose end"), cell.line)
            return
        forwards, backwards = (cell.style.get(end, usual) != "none" for end, usual in _ARROWS)
        if backwards and not forwards:
            source, target = target, source
        elif backwards and not cell.ours:
            self._transcript.lose(
                tr("arrows both ways"), called(cell, "a connection"), tr("only one way is imported"), cell.line
            )
        labels = [cell.label, *(c.label for c in self._sheet.children[cell.id] if c.is_vertex)]
        self._transcript.edges.append(
            EdgeEntry(
                source,
                target,
                cell.line,
                label="\n".join(label for label in labels if label) if len(labels) > 1 else cell.label,
                kind=EdgeKind.EVENT if cell.style.get("dashed") == "1" and not cell.ours else None,
                facts={"id": self._edge_id(cell, source, target), **facts_of_cell(cell)},
            )
        )

    def _ends(self, cell: Cell) -> tuple[str, str]:
        """The cells that an edge joins; where it is not attached, the node that its end lies at, or ""."""
        ends = []
        for end, point in ((cell.source, "sourcePoint"), (cell.target, "targetPoint")):
            found = self._stands_for.get(end, end)
            if found not in self._transcript.nodes and found not in self._transcript.groups:
                found = self._node_at(cell, point) if not end else ""
            ends.append(found)
        return ends[0], ends[1]

    def _node_at(self, cell: Cell, name: str) -> str:
        """The smallest node that an end touches, as it looks to people; "" for none."""
        point = cell.loose_ends.get(name)
        self._searched += len(self._spots)
        if point is None or self._searched > MAX_SEARCHED:
            return ""
        corner = self._sheet.origin(cell.parent)
        at = point.moved(corner.x, corner.y)
        spots = ((key, self._spots.get(self._ids[key])) for key in self._transcript.nodes)
        near = [
            (spot.drawn.width * spot.drawn.height, key)
            for key, spot in spots
            if spot and spot.drawn.inflated(NEAR).contains(at)
        ]
        return min(near, default=(0.0, ""))[1]

    def _group_around(self, cell: Cell) -> str | None:
        parent = self._sheet.parent(cell)
        while parent is not None and parent.is_vertex:
            if parent.id in self._stands_for or not self._sheet.is_group(parent) or self._sheet.is_invisible(parent):
                parent = self._sheet.parent(parent)
            else:
                return parent.id
        return None

    def _id(self, cell: Cell, text: str) -> str:
        return self._own_id(cell) or self._allotted(cell, self._names.allot(text, "node"))

    def _edge_id(self, cell: Cell, source: str, target: str) -> str:
        return self._own_id(cell) or self._allotted(cell, self._names.allot_edge(self._ids[source], self._ids[target]))

    def _own_id(self, cell: Cell) -> str:
        """The id of the record that one of our cells stands for, once: a copied cell must not give it again."""
        own = plain_id(cell) if cell.ours else ""
        if own not in self._unused:
            return ""
        self._unused.remove(own)
        return self._allotted(cell, own)

    def _allotted(self, cell: Cell, new_id: str) -> str:
        self._ids[cell.id] = new_id
        return new_id


_ARROWS = (("endArrow", "classic"), ("startArrow", "none"))


def _title(page: Page) -> str:
    return "" if _DEFAULT_TITLE.fullmatch(page.name) else page.name
