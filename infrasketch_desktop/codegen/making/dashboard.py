"""The Grafana dashboard of a project: is it up, how much is asked, how much fails, how long it takes.

The order is that of the RED method (rate, errors, duration; Tom Wilkie), then what the processes use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.codegen.project import Part, Project

Json = dict[str, Any]

SOURCE = {"type": "prometheus", "uid": "prometheus"}
_CHOSEN = 'job=~"$part"'


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with a line for each part. `unit` is one of Grafana's units."""

    title: str
    query: str
    unit: str
    kind: str = "timeseries"


PANELS = (
    Panel("Up", f"up{{{_CHOSEN}}}", "bool_on_off", "stat"),
    Panel("Requests", f"sum by (job) (rate(http_requests_total{{{_CHOSEN}}}[5m]))", "reqps"),
    Panel(
        "Share of failures",
        f'(sum by (job) (rate(http_requests_total{{{_CHOSEN}, status=~"5.."}}[5m]))'
        f" or 0 * sum by (job) (rate(http_requests_total{{{_CHOSEN}}}[5m])))"
        f" / sum by (job) (rate(http_requests_total{{{_CHOSEN}}}[5m]))",
        "percentunit",
    ),
    Panel(
        "95 of 100 answers take less than",
        f"histogram_quantile(0.95, sum by (job, le) (rate(http_request_duration_seconds_bucket{{{_CHOSEN}}}[5m])))",
        "s",
    ),
    Panel(
        "Half of the answers take less than",
        f"histogram_quantile(0.5, sum by (job, le) (rate(http_request_duration_seconds_bucket{{{_CHOSEN}}}[5m])))",
        "s",
    ),
    Panel("Memory", f"process_resident_memory_bytes{{{_CHOSEN}}}", "bytes"),
    Panel("Processor", f"rate(process_cpu_seconds_total{{{_CHOSEN}}}[5m])", "percentunit"),
)

_COLUMNS = 24
_HEIGHT = 8


def dashboard(project: Project, part: Part) -> Json:
    """The dashboard as Grafana reads it from a file. What people wrote stands in its title alone."""
    return {
        "uid": part.name,
        "title": project.title.short(80) or project.name,
        "tags": [project.name],
        "timezone": "browser",
        "schemaVersion": 41,
        "editable": True,
        "refresh": "30s",
        "time": {"from": "now-1h", "to": "now"},
        "templating": {"list": [_choice()]},
        "panels": [_panel(number, panel) for number, panel in enumerate(PANELS)],
    }


def _choice() -> Json:
    query = "label_values(up, job)"
    return {
        "name": "part",
        "label": "Part",
        "type": "query",
        "datasource": SOURCE,
        "definition": query,
        "query": {"query": query, "refId": "parts"},
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "current": {"text": "All", "value": "$__all"},
    }


def _panel(number: int, panel: Panel) -> Json:
    """The first one over the whole width, the others two in a row."""
    row, column = divmod(number - 1, 2)
    place = {"x": column * _COLUMNS // 2, "y": _HEIGHT // 2 + row * _HEIGHT, "w": _COLUMNS // 2, "h": _HEIGHT}
    return {
        "id": number + 1,
        "title": panel.title,
        "type": panel.kind,
        "datasource": SOURCE,
        "gridPos": place if number else {"x": 0, "y": 0, "w": _COLUMNS, "h": _HEIGHT // 2},
        "targets": [{"refId": "A", "datasource": SOURCE, "expr": panel.query, "legendFormat": "{{job}}"}],
        "fieldConfig": {"defaults": _stated() if panel.kind == "stat" else _drawn(panel.unit), "overrides": []},
        "options": _stat_options() if panel.kind == "stat" else _line_options(),
    }


def _drawn(unit: str) -> Json:
    return {"unit": unit, "min": 0, "custom": {"lineWidth": 2, "fillOpacity": 8, "showPoints": "never"}}


def _stated() -> Json:
    words = {"0": {"text": "down", "color": "red"}, "1": {"text": "up", "color": "green"}}
    return {"mappings": [{"type": "value", "options": words}]}


def _stat_options() -> Json:
    return {"colorMode": "background", "textMode": "value_and_name", "reduceOptions": {"calcs": ["lastNotNull"]}}


def _line_options() -> Json:
    return {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi", "sort": "desc"}}
