"""Makes laid-out pages a document: running heads, links, outline, structure and properties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from infrasketch_desktop.design_doc.pdf.ledger import Area, Ledger, Link
from infrasketch_desktop.design_doc.pdf.metadata import packet
from infrasketch_desktop.design_doc.pdf.paper import Paper
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.running import WHITE, page_ground, running_text
from infrasketch_desktop.design_doc.pdf.tagging import Annotations, string, write_structure
from infrasketch_desktop.picture.pdf import CREATOR, saved

_AIR = 24.0
"""How far above a place a reader is led, so that it does not stick to the upper border of the window."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says about itself; `language` is a tag of BCP 47.

    `is_rtl` says that its pages turn to the left.
    """

    title: str
    subject: str
    author: str = ""
    language: str = "en"
    is_rtl: bool = False


def finish(
    pages: bytes, press: Press, properties: Properties, paper: Paper, checkpoint: Callable[[float], None]
) -> bytes:
    """The document from its pages as reportlab wrote them; `paper` is that of an upright page."""
    with pikepdf.open(BytesIO(pages)) as pdf:
        total, chapters = len(pdf.pages), press.ledger.chapters()
        for number, page in enumerate(pdf.pages):
            checkpoint(number / total)
            size = (float(page.mediabox[2]), float(page.mediabox[3]))
            side = paper.turned().side if size[0] > size[1] else paper.side
            text = running_text(press, properties.title, number, total, chapters=chapters, size=size, side=side)
            page.contents_add(pdf.make_stream(text))
            if press.styles.paper != WHITE:
                page.contents_add(pdf.make_stream(page_ground(press, size)), prepend=True)
        resources = press.resources.write(pdf)
        for page in pdf.pages:
            page.obj.Resources = resources
            for key in ("/Trans", "/Rotate"):
                if key in page.obj:
                    del page.obj[key]
        write_structure(pdf, press.ledger, _write_links(pdf, press.ledger))
        _write_outline(pdf, press.ledger)
        _write_properties(pdf, properties)
        return saved(pdf)


def _write_links(pdf: pikepdf.Pdf, ledger: Ledger) -> Annotations:
    """The areas to click on; those that lead to a place that is not there are left out."""
    written: dict[int, tuple[int, pikepdf.Object]] = {}
    for number, link in enumerate(ledger.links):
        page = pdf.pages[link.area.page].obj
        annotation = _annotation(pdf, ledger, link)
        if annotation is None:
            continue
        made = pdf.make_indirect(annotation)
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(made)
        written[number] = (link.area.page, made)
    return written


def _annotation(pdf: pikepdf.Pdf, ledger: Ledger, link: Link) -> Dictionary | None:
    area = link.area
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(side, 2) for side in (area.left, area.bottom, area.right, area.top)]),
        Border=Array([0, 0, 0]),
        F=4,
        Contents=string(link.text),
    )
    if not link.target.startswith("#"):
        annotation.A = Dictionary(S=Name.URI, URI=String(link.target))
        return annotation
    place = ledger.places.get(link.target[1:])
    if place is None:
        return None
    annotation.Dest = _destination(pdf, place)
    return annotation


def _destination(pdf: pikepdf.Pdf, place: Area) -> Array:
    """The upper left of a place, at the size in which the reader looks at the document."""
    return Array([pdf.pages[place.page].obj, Name.XYZ, 0, round(place.top + _AIR, 2), 0])


def _write_outline(pdf: pikepdf.Pdf, ledger: Ledger) -> None:
    """Chapters, closed over their sections."""
    with pdf.open_outline() as outline:
        for heading in ledger.headings:
            item = pikepdf.OutlineItem(heading.title, destination=_destination(pdf, ledger.places[heading.place]))
            item.is_closed = True
            if heading.level > 1 and outline.root:
                outline.root[-1].children.append(item)
            else:
                outline.root.append(item)
    if ledger.headings:
        pdf.Root.PageMode = Name.UseOutlines


def _write_properties(pdf: pikepdf.Pdf, properties: Properties) -> None:
    """Title and the like in both forms that readers look for; no dates, so that the same document is the same bytes."""
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    facts = {"/Title": properties.title, "/Subject": properties.subject, "/Author": properties.author}
    for key, value in {**facts, "/Creator": CREATOR}.items():
        if value:
            pdf.docinfo[key] = string(value)
    said = {
        "dc:title": properties.title,
        "dc:description": properties.subject,
        "dc:language": properties.language,
        "xmp:CreatorTool": CREATOR,
        "dc:creator": properties.author,
    }
    pdf.Root.Metadata = pdf.make_stream(packet(said), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(properties.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if properties.is_rtl:
        pdf.Root.ViewerPreferences.Direction = Name.R2L
