"""Makes generated blocks with the keys that the document promises."""

from __future__ import annotations

from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.diagram.kinds import Chapter


def block(chapter: Chapter, part: str, markdown: str, *, element: str = "", title: str = "", anchor: str = "") -> Block:
    """A generated block under `<chapter>/<element>/<part>`, or `<chapter>/<part>` for the chapter as a whole."""
    key = "/".join(name for name in (chapter.value, element, part) if name)
    return Block(key, markdown, element=element, title=title, anchor=anchor, generated=markdown)
