"""A finding: what is doubtful where, why, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.diagram.operations import Operation


class Severity(StrEnum):
    """How much a reviewer would insist."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that mends a finding: `title` is the name of its undo step."""

    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is the stable name of the rule, `title` one line, `reason` why it matters to this system.

    `elements` are ids of nodes, groups and edges, the one to look at first leading.
    """

    rule: str
    severity: Severity
    title: str
    reason: str
    elements: tuple[str, ...]
    fixes: tuple[Fix, ...] = ()

    @property
    def key(self) -> str:
        """Tells this finding from every other of the same diagram, and stays when other things change."""
        return f"{self.rule}:{','.join(sorted(self.elements))}"
