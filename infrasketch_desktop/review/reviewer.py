"""Runs every rule over a diagram."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.review.finding import Finding, Severity
from infrasketch_desktop.review.rules import RULES
from infrasketch_desktop.review.system import System

Rule = Callable[[System], Iterator[Finding]]

MOST_OF_ONE_RULE = 20
"""A rule that strikes more often says something about the whole diagram; the rest would only hide other findings."""

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def review(
    diagram: Diagram, rules: Sequence[Rule] = RULES, tick: Callable[[], None] = lambda: None
) -> tuple[Finding, ...]:
    """All findings, worst first, then by rule and place; the same diagram gives the same list.

    `tick` is called before every rule; what it raises ends the review.
    """
    system = System(diagram)
    found: list[Finding] = []
    for rule in rules:
        tick()
        found.extend(_first(rule(system)))
    return tuple(sorted(found, key=lambda finding: (_RANK[finding.severity], finding.rule, finding.elements)))


def _first(findings: Iterator[Finding]) -> Iterator[Finding]:
    for _, finding in zip(range(MOST_OF_ONE_RULE), findings, strict=False):
        yield finding
