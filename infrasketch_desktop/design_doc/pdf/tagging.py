"""Writes the structure tree, and from each page the way back to it (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from infrasketch_desktop.design_doc.pdf.ledger import Ledger
from infrasketch_desktop.design_doc.pdf.structure import Element, Mark

Annotations = Mapping[int, tuple[int, pikepdf.Object]]
"""By the number of a link in the ledger: its page and its annotation."""


def string(text: str) -> String:
    """A text string (7.9.2.2), which has no form for half a surrogate pair."""
    return String(text.encode("utf-8", "replace").decode("utf-8"))


def write_structure(pdf: pikepdf.Pdf, ledger: Ledger, annotations: Annotations) -> None:
    """Mark `pdf` as tagged. What nothing on any page belongs to is left out."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf, annotations)
    root.K = writer.write(ledger.root, root)
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(writer.parents())))
    root.ParentTreeNextKey = len(pdf.pages) + len(annotations)
    root.RoleMap = Dictionary({"/Title": Name.P})
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    """Elements become objects; what each page and annotation belongs to is kept for the parent tree."""

    def __init__(self, pdf: pikepdf.Pdf, annotations: Annotations) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._annotations = annotations
        self._on_page: dict[int, dict[int, pikepdf.Object]] = defaultdict(dict)
        self._of_links: list[pikepdf.Object] = []

    def write(self, element: Element, parent: pikepdf.Object) -> pikepdf.Object:
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent))
        if element.alt:
            made.Alt = string(element.alt)
        if element.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        kids = [self._part(part, made) for part in element.content if isinstance(part, Mark) or not part.is_empty]
        kids += [self._link(link, made) for link in element.links if link in self._annotations]
        made.K = Array(kids)
        return made

    def parents(self) -> list[object]:
        """Keys and values of the parent tree: pages first, then annotations."""
        numbers: list[object] = []
        for page, owner in enumerate(self._pages):
            marks = self._on_page[page]
            owner.StructParents, owner.Tabs = page, Name.S
            of_page = Array([marks.get(mcid) for mcid in range(max(marks, default=-1) + 1)])
            numbers += [page, self._pdf.make_indirect(of_page)]
        for key, of_link in enumerate(self._of_links, len(self._pages)):
            numbers += [key, of_link]
        return numbers

    def _part(self, part: Element | Mark, owner: pikepdf.Object) -> pikepdf.Object:
        if isinstance(part, Element):
            return self.write(part, owner)
        self._on_page[part.page][part.mcid] = owner
        return Dictionary(Type=Name.MCR, Pg=self._pages[part.page], MCID=part.mcid)

    def _link(self, link: int, owner: pikepdf.Object) -> pikepdf.Object:
        page, annotation = self._annotations[link]
        annotation.StructParent = len(self._pages) + len(self._of_links)
        self._of_links.append(owner)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._pages[page])
