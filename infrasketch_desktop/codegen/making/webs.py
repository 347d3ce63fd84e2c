"""Makes web apps with React: a typed client and a page for each service that the user's side calls."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates


def make_web_app(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one web app."""
    for path in ("index.html", "Dockerfile", "README.md"):
        text = templates.render(f"web/{path}.j2", project=project, part=part)
        yield CodeFile(path=f"{part.folder}/{path}", text=text, part=part.id)
