"""Findings as JSON values, for other programs."""

from __future__ import annotations

from infrasketch_desktop.diagram.operation_json import operation_to_plain
from infrasketch_desktop.diagram.plain import Plain
from infrasketch_desktop.review.finding import Finding


def finding_to_plain(finding: Finding) -> dict[str, Plain]:
    """The finding with the operations of each fix."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "title": finding.title,
        "reason": finding.reason,
        "elements": list(finding.elements),
        "fixes": [
            {"title": fix.title, "operations": [operation_to_plain(step) for step in fix.operations]}
            for fix in finding.fixes
        ],
    }
