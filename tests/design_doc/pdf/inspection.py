"""What a written document says of itself, read with pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from infrasketch_desktop.design_doc import DesignDocument
from infrasketch_desktop.design_doc.pdf import write_pdf
from infrasketch_desktop.diagram.diagram import Diagram


def opened(document: DesignDocument, diagram: Diagram | None = None) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(write_pdf(document, diagram or Diagram())))


@dataclass(frozen=True)
class SeenLink:
    """`page` and `to_page` count from 1; `to_page` is 0 for a link that leads out."""

    page: int
    text: str
    to_page: int
    address: str


def links(pdf: pikepdf.Pdf) -> list[SeenLink]:
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    found = []
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", ()):
            assert annotation.Subtype == "/Link"
            inside = "/Dest" in annotation
            to_page = numbers[annotation.Dest[0].objgen] if inside else 0
            address = "" if inside else str(annotation.A.URI)
            found.append(SeenLink(number, str(annotation.Contents), to_page, address))
    return found


def outline(pdf: pikepdf.Pdf) -> dict[str, list[str]]:
    """The titles of chapters, each with those of its sections."""
    with pdf.open_outline() as tree:
        return {item.title: [child.title for child in item.children] for item in tree.root}


def outline_pages(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page, from 1, that each entry of the outline leads to."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as tree:
        entries = [entry for item in tree.root for entry in (item, *item.children)]
        return {entry.title: numbers[entry.destination[0].objgen] for entry in entries}


@dataclass(frozen=True)
class Tag:
    """An element of the structure with the number of its marks on pages."""

    role: str
    parent: str
    marks: int
    alt: str
    scope: str


def tags(pdf: pikepdf.Pdf) -> list[Tag]:
    """All elements in the order of reading."""
    return list(_tags(pdf.Root.StructTreeRoot.K, ""))


def _tags(element: pikepdf.Object, parent: str) -> Iterator[Tag]:
    kids = list(element.K)
    role = str(element.S)[1:]
    scope = str(element.A.Scope)[1:] if "/A" in element else ""
    marks = sum(kid.Type == "/MCR" for kid in kids)
    yield Tag(role, parent, marks, str(element.get("/Alt", "")), scope)
    for kid in kids:
        if kid.Type == "/StructElem":
            yield from _tags(kid, role)


def marked_pieces(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """Page (from 0) and number of every marked piece in the content of the pages."""
    for number, page in enumerate(pdf.pages):
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                yield number, int(operands[1].MCID)


def unmarked_texts(pdf: pikepdf.Pdf) -> int:
    """How many operators show text outside of any marked content."""
    count = 0
    for page in pdf.pages:
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in {"BDC", "BMC"}) - (name == "EMC")
            count += name == "TJ" and depth == 0
        assert depth == 0
    return count
