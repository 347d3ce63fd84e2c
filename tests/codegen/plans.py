"""Plans for tests: a diagram of a few records, planned with the catalog that comes with the program."""

from __future__ import annotations

from functools import cache

from infrasketch_desktop.codegen.planning.plan import plan_project
from infrasketch_desktop.codegen.project import Link, Part, Project
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.records import Record, Sheet
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog


@cache
def catalog() -> Catalog:
    return Catalog.load(resource_path("lexicon"))


def planned(*records: Record, title: str = "Shop") -> Project:
    return plan_project(build_diagram((Sheet(title=title), *records)), catalog())


def only_part(*records: Record) -> Part:
    (part,) = planned(*records).parts
    return part


def link(project: Project, source: str, target: str) -> Link:
    """The one link between two nodes."""
    (found,) = [one for one in project.links if (one.source, one.target) == (source, target)]
    return found


def joined(project: Project) -> list[tuple[str, str, str]]:
    """All links, as source, use and target."""
    return [(one.source, one.use.value, one.target) for one in project.links]
