"""Findings of the review as the chapters tell them: one block for each rule, its reason told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infrasketch_desktop.design_doc.chapters.parts import block, prose
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bullets, told
from infrasketch_desktop.design_doc.words import offered
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import later, quoted, tr
from infrasketch_desktop.review.finding import Finding, Severity

SECURITY_RULES = frozenset(("no-authentication", "secret-in-text", "exposed-store"))
CLARITY_RULES = frozenset(("duplicate-name", "unlabelled-edges", "isolated", "unreachable"))
"""What is wrong with the drawing rather than with the system: the review panel says it, a document need not."""

_WEIGHTS = {Severity.HIGH: later("serious"), Severity.MEDIUM: later("moderate"), Severity.LOW: later("minor")}


def tell(chapter: Chapter, findings: Iterable[Finding]) -> Iterator[Block]:
    """Blocks in the order of the findings, keyed by rule."""
    ranked: dict[str, list[Finding]] = {}
    for finding in findings:
        ranked.setdefault(finding.rule, []).append(finding)
    for rule, found in ranked.items():
        yield block(chapter, rule, _text(found))


def _text(found: list[Finding]) -> str:
    if len(found) == 1:
        return _with_advice(found[0])
    if len({finding.reason for finding in found}) == 1:
        return f"{bullets([_head(finding) for finding in found])}\n\n{told(found[0].reason)}"
    return bullets([_with_advice(finding) for finding in found])


def _head(finding: Finding) -> str:
    return tr("**{title}** ({weight})", title=told(finding.title), weight=tr(_WEIGHTS[finding.severity]))


def _with_advice(finding: Finding) -> str:
    return tr("{head}. {advice}", head=_head(finding), advice=_advice(finding))


def _advice(finding: Finding) -> str:
    """The reason, and the edits that would mend it."""
    titles = list(dict.fromkeys(told(fix.title) for fix in finding.fixes if fix.title))
    mend = tr("A remedy: {remedies}.", remedies=offered([quoted(title) for title in titles], 3)) if titles else ""
    return prose(told(finding.reason), mend)
