"""Scalability & Reliability: what the review finds, and how the kinds in the diagram take more load."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.findings import CLARITY_RULES, SECURITY_RULES, tell
from infrasketch_desktop.design_doc.chapters.parts import block, of_kind
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bullets, told
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import spelled_first
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.language import tr, tr_count

HERE = Chapter.SCALABILITY_RELIABILITY


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        return
    findings = [f for f in survey.findings if f.rule not in SECURITY_RULES | CLARITY_RULES]
    if findings:
        yield block(HERE, "findings", _intro(len(findings)))
        yield from tell(HERE, findings)
    else:
        yield block(HERE, "findings", tr("The review finds no weak point in the structure that is drawn."))
    scaling = _scaling(survey)
    if scaling:
        yield block(HERE, "scaling", scaling, title=tr("How it grows"))


def _intro(count: int) -> str:
    return tr_count(
        "One point deserves attention before the system carries load.",
        "{number} points deserve attention before the system carries load.",
        count,
        number=spelled_first(count),
    )


def _scaling(survey: Survey) -> str:
    lines = []
    for kind in NodeKind:
        nodes = [node.id for node in survey.of_kind(kind)]
        advice = survey.knowledge.of_kind(kind).scaling
        if nodes and advice:
            lines.append(of_kind(survey, kind, nodes, told(tr(advice))))
    return bullets(lines)
