"""Findings of the review as the chapters tell them: one block for each rule, its reason told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bullets, escaped
from infrasketch_desktop.design_doc.words import listed
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.review.finding import Finding, Severity

SECURITY_RULES = frozenset(("no-authentication", "secret-in-text", "exposed-store"))
CLARITY_RULES = frozenset(("duplicate-name", "unlabelled-edges", "isolated", "unreachable"))
"""What is wrong with the drawing rather than with the system: the review panel says it, a document need not."""

_WEIGHTS = {Severity.HIGH: "Serious", Severity.MEDIUM: "Moderate", Severity.LOW: "Minor"}


def tell(chapter: Chapter, findings: Iterable[Finding]) -> Iterator[Block]:
    """Blocks in the order of the findings, keyed by rule."""
    ranked: dict[str, list[Finding]] = {}
    for finding in findings:
        ranked.setdefault(finding.rule, []).append(finding)
    for rule, found in ranked.items():
        yield block(chapter, rule, _text(found))


def _text(found: list[Finding]) -> str:
    if len(found) == 1:
        return f"**{escaped(found[0].title)}** ({_weight(found[0])}). {_advice(found[0])}"
    if len({finding.reason for finding in found}) == 1:
        heads = bullets([f"**{escaped(f.title)}** ({_weight(f)})" for f in found])
        return f"{heads}\n\n{escaped(found[0].reason)}"
    return bullets([f"**{escaped(f.title)}** ({_weight(f)}). {_advice(f)}" for f in found])


def _weight(finding: Finding) -> str:
    return _WEIGHTS[finding.severity].lower()


def _advice(finding: Finding) -> str:
    """The reason, and the edits that would mend it."""
    titles = list(dict.fromkeys(escaped(fix.title) for fix in finding.fixes if fix.title))
    mend = f" A remedy: {listed([t[:1].lower() + t[1:] for t in titles], 3, 'or')}." if titles else ""
    return escaped(finding.reason) + mend
