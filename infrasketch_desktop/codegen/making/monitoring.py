"""Makes monitoring with Prometheus and Grafana: what is read from whom, when to warn, and a dashboard."""

from __future__ import annotations

import json
from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.dashboard import dashboard
from infrasketch_desktop.codegen.making.observing import scraped, watched
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

_FILES = (
    *("prometheus.yml", "rules.yml", "rules_test.yml", "Dockerfile", "README.md"),
    *("grafana/Dockerfile", "grafana/provisioning/datasources/prometheus.yaml"),
    "grafana/provisioning/dashboards/files.yaml",
)


def make_monitoring(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The configuration of Prometheus and Grafana."""
    told = scraped(project, part)
    values = {
        "project": project,
        "part": part,
        "scraped": told,
        "silent": [target for target in watched(project, part) if target not in told],
    }
    for path in _FILES:
        yield _file(part, path, templates.render(f"monitoring/{path}.j2", **values))
    shown = json.dumps(dashboard(project, part), indent=2, ensure_ascii=False)
    yield _file(part, "grafana/dashboards/services.json", f"{shown}\n")


def _file(part: Part, path: str, text: str) -> CodeFile:
    return CodeFile(path=f"{part.folder}/{path}", text=text, part=part.id)
