"""What people read first: README.md and docs/architecture.md, with a diagram, the parts, and what was replaced.

The architecture page comes from the plan alone. The design document of a diagram is a room of its own beside this one;
it describes the diagram, while this page describes the code: folders, ports, settings, and what starts after what.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.addresses import settings
from infrasketch_desktop.codegen.making.deployment.aws import HOMES, Home
from infrasketch_desktop.codegen.project import Part, Project, Role, Use
from infrasketch_desktop.codegen.rendering import Templates
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.formats.mermaid.labels import encode

README = "README.md"
_MOST_IN_LABEL = 60

_SHAPES = {
    **dict.fromkeys((Role.DATABASE, Role.CACHE, Role.STORAGE, Role.SEARCH), ('[("', '")]')),
    Role.QUEUE: ('[["', '"]]'),
    Role.EXTERNAL: ('(["', '"])'),
    Role.WEB: ('("', '")'),
}
_BOX = ('["', '"]')
_TOWARDS_SOURCE = frozenset({Use.CONSUMES, Use.REPLICATES})
"""Uses whose data flows from the target of the link to its source."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of parts."""

    part: Part
    settings: tuple[str, ...]
    home: Home


def make_overview(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """README.md and docs/architecture.md."""
    values = {
        "project": project,
        "chart": chart(project),
        "rows": [_row(project, part) for part in project.parts],
        "linked": [(link, project.part(link.source), project.part(link.target)) for link in project.links],
        "needs": {part.id: [project.part(link.target) for link in project.needs(part)] for part in project.parts},
    }
    yield CodeFile(path=README, text=templates.render("project/README.md.j2", **values))
    yield CodeFile(path="docs/architecture.md", text=templates.render("project/architecture.md.j2", **values))


def chart(project: Project) -> str:
    """The parts and links as a Mermaid flowchart."""
    return "\n".join(("flowchart TD", *_boxes(project), *_arrows(project)))


def _boxes(project: Project) -> Iterator[str]:
    for part in project.parts:
        before, after = _SHAPES.get(part.role, _BOX)
        yield f"  {_id(part)}{before}{_text(part.label or Said(part.name))}{after}"


def _arrows(project: Project) -> Iterator[str]:
    for link in project.links:
        ends = project.part(link.source), project.part(link.target)
        source, target = reversed(ends) if link.use in _TOWARDS_SOURCE else ends
        label = f'|"{_text(link.label)}"| ' if link.label else ""
        arrow = "-.->" if link.use in {Use.OBSERVES, Use.REPLICATES, Use.SIGNS_IN} else "-->"
        yield f"  {_id(source)} {arrow}{label or ' '}{_id(target)}"


def _id(part: Part) -> str:
    return f"n_{part.module}"  # a bare name could be a word of Mermaid's, such as `end`


def _text(said: Said) -> str:
    return encode(said.short(_MOST_IN_LABEL))


def _row(project: Project, part: Part) -> Row:
    names = tuple(setting.name for setting in settings(project, part))
    return Row(part, names, HOMES[part.engine])
