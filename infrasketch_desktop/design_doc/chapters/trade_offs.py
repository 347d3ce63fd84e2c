"""Trade-offs & Alternatives: what each technology was chosen over, and which choices are still open."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bullets, escaped
from infrasketch_desktop.design_doc.survey import OUTSIDE, Survey
from infrasketch_desktop.design_doc.words import listed, noun, sentence
from infrasketch_desktop.diagram.ids import slug
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Node
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
        yield block(HERE, "open-choices", open_choices, title="Open choices")
    if survey.parts and not told and not open_choices:
        text = "Nothing in the diagram names a technology that this document knows alternatives to."
        yield block(HERE, "none", text)


def _choice(survey: Survey, technology: Technology, nodes: list[Node]) -> str:
    lore = survey.knowledge.of(technology)
    rivals = _rivals(survey, technology.name, lore)
    if not rivals:
        return ""
    names = listed(survey.links(node.id for node in nodes), _NAMED)
    fits = (
        f" It fits when {escaped(lore.fits)}." if lore.fits and technology.name in survey.knowledge.technologies else ""
    )
    return f"Chosen for {names}.{fits} What else could be taken:\n\n{bullets(rivals)}"


def _rivals(survey: Survey, name: str, lore: Lore) -> list[str]:
    """Alternatives of which it is known when they fit."""
    known = survey.knowledge.technologies
    found = [(other, known[other].fits) for other in lore.alternatives if other in known and other != name]
    return [f"**{escaped(other)}** fits when {escaped(fits)}." for other, fits in found if fits]


def _open(survey: Survey) -> str:
    """Kinds whose technology nobody has named, with what is usually weighed."""
    lines = []
    for kind in NodeKind:
        nodes = [n.id for n in survey.of_kind(kind) if kind not in OUTSIDE and not survey.technology_name(n)]
        rivals = _rivals(survey, "", survey.knowledge.of_kind(kind))
        if nodes:
            names = listed(survey.links(nodes), _NAMED)
            choices = "".join(f"\n  - {rival}" for rival in rivals)
            lines.append(f"**{sentence(noun(kind, len(nodes)))}** ({names}){':' if choices else ''}{choices}")
    return bullets(lines)
