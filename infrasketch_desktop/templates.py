"""The templates that come with the program: finished diagrams to start from, with a catalogue in reading order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.resources import ResourceError, resource_path

FOLDER = "templates"
CATALOG = "catalog.json"


@dataclass(frozen=True, slots=True)
class Template:
    """One template: `name` is what the command line calls it, `summary` one line for the gallery."""

    name: str
    title: str
    summary: str
    path: Path


def load_templates() -> tuple[Template, ...]:
    """All templates in the order of the catalogue.

    Raises:
        ResourceError: the catalogue or one of its files is missing or damaged.
    """
    content = resource_path(FOLDER, CATALOG).read_text(encoding="utf-8")
    try:
        return tuple(_template(**entry) for entry in json.loads(content)["templates"])
    except (ValueError, KeyError, TypeError) as error:
        raise ResourceError("The catalogue of templates is damaged. Install InfraSketch again.") from error


def _template(name: str, title: str, summary: str) -> Template:
    return Template(name, title, summary, resource_path(FOLDER, f"{name}.infrasketch"))
