"""What monitoring reads figures of: what the diagram says it watches, or every program that tells some."""

from __future__ import annotations

from infrasketch_desktop.codegen.making.routes import targets
from infrasketch_desktop.codegen.project import Part, Project, Role, Use

_TELLING = frozenset({Role.SERVICE})
"""Roles that answer `/metrics` wherever they run."""


def watched(project: Project, monitoring: Part) -> tuple[Part, ...]:
    """What the diagram says it watches; everything that tells figures when the diagram says nothing."""
    found = tuple(part for part in targets(project, monitoring, Use.OBSERVES) if part.id != monitoring.id)
    return found or project.of(*_TELLING)


def scraped(project: Project, monitoring: Part) -> tuple[Part, ...]:
    """The parts whose `/metrics` it reads."""
    return tuple(part for part in watched(project, monitoring) if part.role in _TELLING)
