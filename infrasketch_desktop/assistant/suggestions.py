"""Three follow-ups to offer after a turn, found without a model: what the review would mend, then common next steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.language import in_english, tr
from infrasketch_desktop.review.finding import Finding
from infrasketch_desktop.review.secrets import masked

COUNT = 3
_LONGEST = 120


def follow_ups(
    diagram: Diagram,
    before: Diagram | None = None,
    given: tuple[str, ...] = (),
    findings: tuple[Finding, ...] | None = None,
    *,
    talking: bool = True,
) -> tuple[str, ...]:
    """At most three requests that may be wanted next, in the words of the person.

    `given` are those that the model suggested; they lead. Then come fixes of findings about what is new since
    `before`, then of the others, one of each rule. `findings` are those of the review where they are known already;
    else this takes as long as a review, and brings networkx. `talking` False asks for changes alone, no questions:
    those are for the sketcher, which reads English only.
    """
    found = dict.fromkeys(given)
    if diagram.nodes:
        with nullcontext() if talking else in_english():
            wanted = (*_fixes(diagram, before, findings), *(_next_steps(diagram) if talking else ()))
        found.update(dict.fromkeys(wanted))
    return tuple(found)[:COUNT]


def _fixes(diagram: Diagram, before: Diagram | None, findings: tuple[Finding, ...] | None) -> Iterator[str]:
    if findings is None:
        from infrasketch_desktop.review.reviewer import review  # noqa: PLC0415 - brings networkx

        findings = review(diagram)
    changed = set() if before is None else {r.id for r in diagram if before.get(r.id) is not r}
    rules: set[str] = set()
    for finding in sorted(findings, key=lambda finding: changed.isdisjoint(finding.elements)):
        if finding.fixes and finding.rule not in rules:
            rules.add(finding.rule)
            yield cut(masked(" ".join(clean_label(finding.fixes[0].title).split())), _LONGEST)


def _next_steps(diagram: Diagram) -> Iterator[str]:
    """What is asked of nearly every system, once the review has nothing left to say."""
    yield tr("What fails first when traffic grows tenfold?")
    yield tr("Walk through the most important request step by step")
    if not diagram.groups:
        yield tr("Group the parts by responsibility")
    yield tr("Write the executive summary")
