"""Makes generated blocks with the keys that the document promises, and what several chapters write alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.flows import step
from infrasketch_desktop.design_doc.kind_words import head
from infrasketch_desktop.design_doc.markup import bullets
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import listed, spelled_first
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.language import tr, tr_count

_NAMED = 6


def block(chapter: Chapter, part: str, markdown: str, *, element: str = "", title: str = "", anchor: str = "") -> Block:
    """A generated block under `<chapter>/<element>/<part>`, or `<chapter>/<part>` for the chapter as a whole."""
    key = "/".join(name for name in (chapter.value, element, part) if name)
    return Block(key, markdown, element=element, title=title, anchor=anchor, generated=markdown)


def prose(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out."""
    return " ".join(filter(None, sentences))


def lines(survey: Survey, edges: Sequence[Edge], most: int) -> str:
    """A line for each of the first `most` edges, and how many more there are."""
    left = len(edges) - most
    more = [tr_count("One more", "{number} more", left, number=spelled_first(left))] if left > 0 else []
    return bullets([*(step(survey, edge) for edge in edges[:most]), *more])


def of_kind(survey: Survey, kind: NodeKind, nodes: Iterable[str], advice: str) -> str:
    """What holds for all components of a kind, after its name and theirs."""
    names = survey.links(nodes)
    return tr("**{kind}** ({names}). {advice}", kind=head(kind, len(names)), names=listed(names, _NAMED), advice=advice)
