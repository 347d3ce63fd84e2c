"""Trade-offs & Alternatives: what each technology was chosen over, and which choices are still open."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block, prose
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.kind_words import head
from infrasketch_desktop.design_doc.markup import bullets, escaped, told
from infrasketch_desktop.design_doc.survey import OUTSIDE, Survey
from infrasketch_desktop.design_doc.words import listed
from infrasketch_desktop.diagram.ids import slug
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology.knowledge import Lore
from infrasketch_desktop.technology.technology import Technology

HERE = Chapter.TRADE_OFFS
_NAMED = 6
_MOST = 40


def write(survey: Survey) -> Iterator[Block]:
    chosen: dict[str, tuple[Technology, list[Node]]] = {}
    for node in survey.parts:
        technology = survey.technology(node)
        if technology is not None:
            chosen.setdefault(technology.name, (technology, []))[1].append(node)
    told = 0
    for technology, nodes in chosen.values():
        text = _choice(survey, technology, nodes)
        if text and told < _MOST:
            told += 1
            yield block(HERE, slug(technology.name), text, title=escaped(technology.name))
    open_choices = _open(survey)
    if open_choices:
        yield block(HERE, "open-choices", open_choices, title=tr("Open choices"))
    if survey.parts and not told and not open_choices:
        text = tr("Nothing in the diagram names a technology that this document knows alternatives to.")
        yield block(HERE, "none", text)


def _choice(survey: Survey, technology: Technology, nodes: list[Node]) -> str:
    lore = survey.knowledge.of(technology)
    rivals = _rivals(survey, technology.name, lore)
    if not rivals:
        return ""
    names = listed(survey.links(node.id for node in nodes), _NAMED)
    is_known = bool(lore.fits) and technology.name in survey.knowledge.technologies
    lead = prose(
        tr("Chosen for {names}.", names=names),
        tr("It fits when {condition}.", condition=told(tr(lore.fits))) if is_known else "",
        tr("What else could be taken:"),
    )
    return f"{lead}\n\n{bullets(rivals)}"


def _rivals(survey: Survey, name: str, lore: Lore) -> list[str]:
    """Alternatives of which it is known when they fit."""
    known = survey.knowledge.technologies
    found = [(other, known[other].fits) for other in lore.alternatives if other in known and other != name]
    return [
        tr("**{technology}** fits when {condition}.", technology=escaped(other), condition=told(tr(fits)))
        for other, fits in found
        if fits
    ]


def _open(survey: Survey) -> str:
    """Kinds whose technology nobody has named, with what is usually weighed."""
    lines = []
    for kind in NodeKind:
        nodes = [n.id for n in survey.of_kind(kind) if kind not in OUTSIDE and not survey.technology_name(n)]
        rivals = _rivals(survey, "", survey.knowledge.of_kind(kind))
        if nodes:
            names = listed(survey.links(nodes), _NAMED)
            title = head(kind, len(nodes))
            line = tr("**{kind}** ({names})", kind=title, names=names)
            if rivals:
                line = tr("**{kind}** ({names}):", kind=title, names=names)
            lines.append("\n  - ".join((line, *rivals)))
    return bullets(lines)
