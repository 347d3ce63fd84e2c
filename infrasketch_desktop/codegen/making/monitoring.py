"""Makes monitoring with Prometheus and Grafana: what is read from whom, when to warn, and a dashboard."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.routes import targets
from infrasketch_desktop.codegen.project import Part, Project, Role, Use
from infrasketch_desktop.codegen.rendering import Templates

_TELLING = frozenset({Role.SERVICE, Role.AUTH})
"""Roles that answer `/metrics`."""

_FILES = ("prometheus.yml", "Dockerfile", "README.md")


def make_monitoring(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The configuration of Prometheus and Grafana."""
    seen = _observed(project, part)
    values = {
        "project": project,
        "part": part,
        "scraped": [target for target in seen if target.role in _TELLING],
        "silent": [target for target in seen if target.role not in _TELLING],
    }
    for path in _FILES:
        text = templates.render(f"monitoring/{path}.j2", **values)
        yield CodeFile(path=f"{part.folder}/{path}", text=text, part=part.id)


def _observed(project: Project, part: Part) -> list[Part]:
    """What the diagram says it watches; everything that tells figures when the diagram says nothing."""
    found = [target for target in targets(project, part, Use.OBSERVES) if target.id != part.id]
    return found or list(project.of(*_TELLING))
